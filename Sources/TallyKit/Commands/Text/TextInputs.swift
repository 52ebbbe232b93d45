import Glibc
import PipelineKit
import Stages

/// What a command is to read: files, folders, lists of both, standard input.
struct TextInputs {
  /// One of them.
  enum Input {
    case file(String)
    case standardInput
    /// What cannot even be opened, and why.
    case fault(path: String, String)
    /// A folder without anything to read.
    case emptyFolder(String)
  }

  /// Files and folders; `-` is standard input, and so is none.
  let paths: [String]
  /// The file that lists further paths; `-` is standard input.
  let list: String?
  /// What ends a path of the list.
  let separator: UInt8

  /// Whether there is one report and can be no more.
  var isOne: Bool { list == nil && paths.count <= 1 && !paths.contains(where: Self.isFolder) }

  /// Hands on each input once it is found.
  func each(_ take: (Input) throws -> Void) throws {
    if paths.isEmpty, list == nil { return try take(.standardInput) }
    for path in paths {
      if path == "-" { try take(.standardInput) } else { try expand(path, take) }
    }
    guard let list else { return }
    let descriptor = list == "-" ? STDIN_FILENO : open(list, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Console.failure("'\(list)' cannot be read; is the path right?", code: 66) }
    defer { if list != "-" { close(descriptor) } }
    try Self.lines(of: descriptor, separator) { path in
      if Self.isURL(path) { try take(.fault(path: path, Self.urlMessage(path))) } else { try expand(path, take) }
    }
  }

  private func expand(_ path: String, _ take: (Input) throws -> Void) throws {
    guard Self.isFolder(path) else { return try take(.file(path)) }
    var isEmpty = true
    do {
      try ReportText.list(path) { input in
        switch input.verdict {
        // What is passed over: a loop of links, a folder that was read already, what is no file.
        case .drop: return
        case .keep: try take(.file(input.source))
        case .reject(let failure): try take(.fault(path: input.source, "\(failure.message) (\(failure.code))"))
        }
        isEmpty = false
      }
    } catch is RunFailure {
      return try take(.fault(path: path, "the folder cannot be read (unreadable)"))
    }
    if isEmpty { try take(.emptyFolder(path)) }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether an argument is an address rather than a path.
  static func isURL(_ path: String) -> Bool {
    ["http://", "https://", "ftp://", "file://"].contains { path.utf8.starts(with: $0.utf8) }
  }

  static func urlMessage(_ url: String) -> String {
    "'\(url)' is a URL, and nothing is fetched; save the page, or pipe it: curl -sSL '\(url)' | tally text --html"
  }

  /// Hands on each line that is not empty as soon as it has come.
  private static func lines(of descriptor: Int32, _ separator: UInt8, _ take: (String) throws -> Void) throws {
    var rest: [UInt8] = []
    func finish(_ line: ArraySlice<UInt8>) throws {
      let path = separator == 0 || line.last != UInt8(ascii: "\r") ? line : line.dropLast()
      if !path.isEmpty { try take(String(decoding: path, as: UTF8.self)) }
    }
    while true {
      var fault: Int32 = 0
      let block = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        let read = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        fault = read < 0 ? errno : 0
        count = max(0, read)
      }
      if fault == EINTR { continue }
      guard fault == 0 else {
        throw Console.failure(
          "the list of paths cannot be read: \(String(cString: strerror(fault)).lowercased())", code: 66)
      }
      guard !block.isEmpty else { break }
      var start = 0
      while let end = block[start...].firstIndex(of: separator) {
        try finish(rest.isEmpty ? block[start..<end] : (rest + block[start..<end])[...])
        rest = []
        start = end + 1
      }
      rest += block[start...]
    }
    try finish(rest[...])
  }
}
