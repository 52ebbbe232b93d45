import Foundation
import NearDuplicates
import PipelineKit

/// The sketches of published documents in one file, so that the documents need not be read and sketched every night.
///
/// The file is made of the documents whenever it is not there, damaged, or not of the same run, options and version: taking
/// it away changes nothing but the time.
struct SketchCache {
  private let path: String
  private let key: [UInt8]

  /// The file in `folder` for a run that `key` stands for, read from `place`.
  init(folder: String, place: String, key: [UInt8]) {
    path = "\(folder)/\(RecordID(source: place)).sketches"
    self.key = key
  }

  /// Hands over what the file holds; false where it cannot be used.
  func read(_ body: (DuplicateIndex.Entry) throws -> Void) throws -> Bool {
    guard FileManager.default.fileExists(atPath: path) else { return false }
    let data: Data
    do { data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped) } catch {
      throw RunFailure(
        .inputOutput, "dedupe: cannot read '\(path)': \(error.localizedDescription.lowercased()); remove the file")
    }
    return try data.withUnsafeBytes { try SketchFile.read($0, key: key, body) }
  }

  /// Makes the file of what `fill` hands over, aside first; where it throws, no file is left.
  func write(_ fill: ((DuplicateIndex.Entry) throws -> Void) throws -> Void) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
      throw RunFailure(
        .cannotCreate,
        "dedupe: cannot create folder '\(folder)' ('sketches'): \(error.localizedDescription.lowercased())")
    }
    let aside = path + ".\(getpid())"
    let file = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw failure("create") }
    var isWhole = false
    defer {
      close(file)
      if !isWhole { unlink(aside) }
    }
    var writer = SketchFile.Writer(key: key)
    try put(Array(repeating: 0, count: SketchFile.headSize), file)
    try fill { entry in
      writer.add(entry)
      if writer.waiting >= Self.block { try put(writer.take(), file) }
    }
    try put(writer.take(), file)
    guard lseek(file, 0, SEEK_SET) == 0 else { throw failure("write") }
    try put(writer.head, file)
    // A file system that cannot sync says EINVAL; there is nothing better to do on it.
    guard fsync(file) == 0 || errno == EINVAL, rename(aside, path) == 0 else { throw failure("write") }
    isWhole = true
  }

  /// How many bytes are written at a time.
  private static let block = 1 << 18

  private func put(_ bytes: [UInt8], _ file: Int32) throws {
    var at = 0
    while at < bytes.count {
      let written = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress.unsafelyUnwrapped + at, bytes.count - at) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw failure("write") }
      at += written
    }
  }

  private func failure(_ what: String) -> RunFailure {
    let reason = String(cString: strerror(errno)).lowercased()
    return RunFailure(.inputOutput, "dedupe: cannot \(what) '\(path)': \(reason); choose another folder in 'sketches'")
  }
}
