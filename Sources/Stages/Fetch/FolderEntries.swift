import Glibc

/// What a folder holds, without hidden names, in the order that the paths below it have: of `a/b` and `a.b` the latter
/// comes first.
///
/// Names and what they lead to are asked of the open folder, so that the system need not walk its path for each.
struct FolderEntries {
  /// The folder cannot be read.
  struct Unreadable: Error {}

  struct Entry {
    var name: String
    /// Nil where a link leads nowhere, or the name is not UTF-8.
    var status: stat?
    var isFolder: Bool { status.map { $0.st_mode & S_IFMT == S_IFDIR } ?? false }
  }

  /// Where the bytes stand by which an entry is ordered.
  private struct Key {
    var start: Int
    var count: Int
    var entry: Int
  }

  private var entries: [Entry] = []
  private var keys: [Key] = []
  private var bytes: [UInt8] = []

  /// Reads the folder at `path`.
  init(of path: String) throws(Unreadable) {
    guard let folder = opendir(path) else { throw Unreadable() }
    defer { closedir(folder) }
    errno = 0
    while let found = readdir(folder) {
      let name = UnsafeRawPointer(found).advanced(by: Self.nameOffset).assumingMemoryBound(to: CChar.self)
      if name[0] != CChar(bitPattern: UInt8(ascii: ".")) { add(name, in: dirfd(folder)) }
      errno = 0
    }
    guard errno == 0 else { throw Unreadable() }
    sort()
  }

  private static let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0

  private mutating func add(_ name: UnsafePointer<CChar>, in folder: Int32) {
    let whole = String(validatingCString: name)
    var entry = Entry(name: whole ?? String(cString: name))
    var status = stat()
    // A name that had to be repaired leads nowhere.
    if whole != nil, fstatat(folder, name, &status, 0) == 0 { entry.status = status }
    let start = bytes.count
    entry.name.withUTF8 { bytes += $0 }
    if entry.isFolder { bytes.append(UInt8(ascii: "/")) }
    keys.append(Key(start: start, count: bytes.count - start, entry: entries.count))
    entries.append(entry)
  }

  private mutating func sort() {
    bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      keys.sort { a, b in
        let order = memcmp(base + a.start, base + b.start, min(a.count, b.count))
        return order == 0 ? a.count < b.count : order < 0
      }
    }
  }

  /// Hands over each entry.
  func forEach(_ body: (Entry) throws -> Void) rethrows {
    for key in keys { try body(entries[key.entry]) }
  }
}
