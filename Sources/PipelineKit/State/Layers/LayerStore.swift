import Foundation
import Glibc
import Synchronization

/// Where the layers of a document are kept.
public struct LayerPlace: Sendable, Equatable {
  /// The number of the file.
  public var file: Int
  /// Where in the file they begin, bytes.
  public var start: Int
  /// How long they are, bytes.
  public var count: Int

  /// Makes a place from its parts.
  public init(file: Int, start: Int, count: Int) {
    self.file = file
    self.start = start
    self.count = count
  }
}

/// The layers of many documents, in files that are written once: a run appends to one of its own, and removes those that
/// nothing refers to any more.
///
/// A cache: whatever cannot be written, is lost or damaged costs its documents another night's work, and nothing else.
/// Reading is for all threads, all else for the run's own.
final class LayerStore: Sendable {
  private static let suffix = ".layers"
  private static let blockBytes = 1 << 20

  private struct Output {
    let file: Int
    let descriptor: Int32
    var block: [UInt8] = []
    var written = 0
  }

  private struct Files {
    /// The files that were asked for; -1 where one cannot be read.
    ///
    /// They are read and not mapped: whatever is mapped of many documents would count as memory.
    var descriptors: [Int: Int32] = [:]
    var output: Output?
    var failure: String?
  }

  private let folder: String
  private let files = Mutex(Files())
  /// The number of the file that this run writes.
  private let own: Int

  /// Opens the store in `folder`, which may not be there yet.
  init(folder: String) {
    self.folder = folder
    own = (Self.numbers(in: folder).max() ?? 0) + 1
  }

  deinit {
    files.withLock { files in
      if let output = files.output { close(output.descriptor) }
      for descriptor in files.descriptors.values where descriptor >= 0 { close(descriptor) }
    }
  }

  private static func numbers(in folder: String) -> [Int] {
    // No folder, no files.
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).compactMap { name in
      name.hasSuffix(suffix) ? Int(name.dropLast(suffix.count)) : nil
    }
  }

  private func path(_ file: Int) -> String { folder + "/\(file)" + Self.suffix }

  /// What is kept at a place; nil where it is not there any more.
  func bytes(at place: LayerPlace) -> [UInt8]? {
    if place.file == own { return ownBytes(at: place) }
    let file = files.withLock { files in
      if let known = files.descriptors[place.file] { return known }
      let found = Glibc.open(path(place.file), O_RDONLY | O_CLOEXEC)
      files.descriptors[place.file] = found
      return found
    }
    var status = stat()
    guard file >= 0, fstat(file, &status) == 0, place.start >= 0, place.count >= 0,
      place.count <= Int(status.st_size) - place.start
    else { return nil }
    return Self.read(place, file)
  }

  private static func read(_ place: LayerPlace, _ descriptor: Int32) -> [UInt8]? {
    var isRead = false
    let bytes = [UInt8](unsafeUninitializedCapacity: place.count) { target, initialized in
      let target = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(target)[..<place.count])
      isRead = FileSystem.read(into: target, from: descriptor, at: place.start)
      initialized = isRead ? place.count : 0
    }
    return isRead ? bytes : nil
  }

  /// The same of the file that this run writes.
  private func ownBytes(at place: LayerPlace) -> [UInt8]? {
    files.withLock { files in
      guard files.failure == nil, var output = files.output.take() else { return nil }
      if place.start + place.count > output.written { write(&output, &files) }
      files.output = output
      return Self.read(place, output.descriptor)
    }
  }

  /// Keeps bytes; nil where that is not possible.
  func append(_ bytes: [UInt8]) -> LayerPlace? {
    files.withLock { files in
      guard files.failure == nil, open(&files), var output = files.output.take() else { return nil }
      let place = LayerPlace(file: output.file, start: output.written + output.block.count, count: bytes.count)
      output.block += bytes
      if output.block.count >= Self.blockBytes { write(&output, &files) }
      files.output = output
      return place
    }
  }

  /// Writes out what has been appended; says what went wrong since the store was opened, nil where nothing did.
  func finish() -> String? {
    files.withLock { files in
      if var output = files.output.take() {
        write(&output, &files)
        close(output.descriptor)
      }
      return files.failure
    }
  }

  private func open(_ files: inout Files) -> Bool {
    if files.output != nil { return true }
    mkdir(folder, 0o777)
    let descriptor = Glibc.open(path(own), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      files.failure = "'\(path(own))' cannot be written: \(FileSystem.reason)"
      return false
    }
    files.output = Output(file: own, descriptor: descriptor)
    return true
  }

  private func write(_ output: inout Output, _ files: inout Files) {
    if files.failure == nil, !output.block.withUnsafeBytes({ FileSystem.write($0, to: output.descriptor) }) {
      files.failure = "'\(path(own))' cannot be written: \(FileSystem.reason)"
    }
    output.written += output.block.count
    output.block.removeAll(keepingCapacity: true)
  }

  /// The files that are mostly waste; `used` is how many bytes of each will still be referred to.
  func wasteful(_ used: [Int: Int]) -> Set<Int> {
    Set(used.filter { $0.key != own && $0.value * 2 < size($0.key) }.keys)
  }

  /// Copies the layers of an input out of the file that has them; gives it with their new place.
  func move(_ input: RememberedInput) -> RememberedInput {
    var moved = input
    moved.layers = input.layers.flatMap(bytes).flatMap(append)
    return moved
  }

  private func size(_ file: Int) -> Int {
    var status = stat()
    return stat(path(file), &status) == 0 ? Int(status.st_size) : 0
  }

  /// Removes all files but these.
  func sweep(keeping needed: Set<Int>) {
    for file in Self.numbers(in: folder) where !needed.contains(file) { unlink(path(file)) }
  }
}
