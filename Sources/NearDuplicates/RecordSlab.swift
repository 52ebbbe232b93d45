/// Records of documents, one behind the other, in memory of their own that never changes.
final class RecordSlab: @unchecked Sendable {
  let base: UnsafeRawPointer
  let size: Int

  init(copying bytes: [UInt8]) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, bytes.count), alignment: 8)
    memory.copyBytes(from: bytes)
    base = UnsafeRawPointer(memory.baseAddress.unsafelyUnwrapped)
    size = bytes.count
  }

  deinit { base.deallocate() }
}

/// A document's record where it lies in memory: what decides who stands for whom, and then the sketch.
struct RecordView {
  static let headerSize = 17
  let base: UnsafeRawPointer

  init(_ base: UnsafeRawPointer) { self.base = base }

  var id: UInt64 { UInt64(littleEndian: base.loadUnaligned(as: UInt64.self)) }
  /// The day as a number that grows; 0 where it is not known.
  var published: Int32 { Int32(littleEndian: base.loadUnaligned(fromByteOffset: 8, as: Int32.self)) }
  var scope: UInt32 { UInt32(littleEndian: base.loadUnaligned(fromByteOffset: 12, as: UInt32.self)) }
  var trust: UInt8 { base.load(fromByteOffset: 16, as: UInt8.self) }
  var sketch: SketchView { SketchView(base + Self.headerSize) }
  var size: Int { Self.headerSize + sketch.size }

  static func append(_ entry: DuplicateIndex.Entry, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: entry.id.littleEndian) { bytes.append(contentsOf: $0) }
    withUnsafeBytes(of: entry.published.littleEndian) { bytes.append(contentsOf: $0) }
    withUnsafeBytes(of: entry.scope.littleEndian) { bytes.append(contentsOf: $0) }
    bytes.append(entry.trust.rawValue)
    bytes.append(contentsOf: entry.sketch.bytes)
  }

  /// How long the record is; nil where `room` has not so many bytes.
  func size(within room: Int) -> Int? {
    guard room >= Self.headerSize + SketchView.Offset.samples, size <= room else { return nil }
    return size
  }

  /// Whether the bytes are a record of this version.
  var isWhole: Bool { entry != nil }

  var entry: DuplicateIndex.Entry? {
    let bytes = UnsafeRawBufferPointer(start: sketch.base, count: sketch.size)
    guard let sketch = TextSketch(rawValue: Array(bytes)), let trust = DuplicateIndex.HostTrust(rawValue: trust) else {
      return nil
    }
    return DuplicateIndex.Entry(id: id, sketch: sketch, published: published, trust: trust, scope: scope)
  }
}
