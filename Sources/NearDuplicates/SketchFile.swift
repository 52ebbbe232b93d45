/// Documents' sketches, and what decides who stands for whom, as bytes that a file keeps between nights.
///
/// A head of 64 bytes has a name, the versions, the key that the reader asks for, how many documents and bytes follow, and a
/// checksum over all of it; then each document has an id, a day, a scope, a trust and its sketch, 393 bytes at most. It
/// does no reading or writing itself.
public enum SketchFile {
  /// The version of the form; that of the sketches stands beside it.
  public static let version: UInt32 = 1
  /// How long the head is, which is written last.
  public static let headSize = 64
  private static let name = Array("tallysk\n".utf8)

  /// Makes a file's bytes, a document at a time.
  public struct Writer {
    private let key: (UInt64, UInt64)
    private var count: UInt64 = 0
    private var size: UInt64 = 0
    private var sum: (UInt64, UInt64) = (0, 0)
    private var body: [UInt8] = []

    /// Begins a file; `key` stands for what the documents were read from and how they were sketched.
    public init(key: [UInt8]) { self.key = key.withUnsafeBytes(Mixer.digest(bytes:)) }

    /// Adds a document.
    public mutating func add(_ entry: DuplicateIndex.Entry) {
      let start = body.count
      RecordView.append(entry, to: &body)
      body.withUnsafeBytes { add($0[start...], to: &sum, at: count) }
      count += 1
      size += UInt64(body.count - start)
    }

    private func add(_ record: Slice<UnsafeRawBufferPointer>, to sum: inout (UInt64, UInt64), at place: UInt64) {
      SketchFile.add(UnsafeRawBufferPointer(rebasing: record), to: &sum, at: place)
    }

    /// How many bytes wait to be written.
    public var waiting: Int { body.count }

    /// The bytes behind the head that were not yet taken.
    public mutating func take() -> [UInt8] {
      defer { body.removeAll(keepingCapacity: true) }
      return body
    }

    /// The head, once all documents are added.
    public var head: [UInt8] { SketchFile.head(key, count, size, sum) }
  }

  /// Hands over the documents that a file's bytes hold; false, with none handed over, where they are damaged, cut off, of
  /// another version or made for another key.
  public static func read(
    _ bytes: UnsafeRawBufferPointer, key: [UInt8], _ body: (DuplicateIndex.Entry) throws -> Void
  ) rethrows -> Bool {
    guard let places = places(in: bytes, key: key) else { return false }
    for place in places {
      let record = RecordView(place)
      guard let entry = record.entry else { preconditionFailure("a record that was looked at") }
      try body(entry)
    }
    return true
  }

  /// Where the records lie; nil where anything is amiss.
  private static func places(in bytes: UnsafeRawBufferPointer, key: [UInt8]) -> [UnsafeRawPointer]? {
    guard let base = bytes.baseAddress, bytes.count >= headSize else { return nil }
    var places: [UnsafeRawPointer] = []
    var sum: (UInt64, UInt64) = (0, 0)
    var at = headSize
    while at < bytes.count {
      let record = RecordView(base + at)
      guard let size = record.size(within: bytes.count - at), record.isWhole else { return nil }
      add(UnsafeRawBufferPointer(start: base + at, count: size), to: &sum, at: UInt64(places.count))
      places.append(base + at)
      at += size
    }
    let expected = head(
      key.withUnsafeBytes(Mixer.digest(bytes:)), UInt64(places.count), UInt64(bytes.count - headSize), sum)
    return bytes.prefix(headSize).elementsEqual(expected) ? places : nil
  }

  private static func add(_ record: UnsafeRawBufferPointer, to sum: inout (UInt64, UInt64), at place: UInt64) {
    let digest = Mixer.digest(bytes: record)
    sum.0 = sum.0 &+ Mixer.mix(digest.0 ^ place &* Mixer.golden)
    sum.1 = sum.1 &+ Mixer.mix(digest.1 &+ place &* Mixer.golden)
  }

  private static func head(
    _ key: (UInt64, UInt64), _ count: UInt64, _ size: UInt64, _ sum: (UInt64, UInt64)
  ) -> [UInt8] {
    var head = name
    func append(_ value: some FixedWidthInteger) {
      withUnsafeBytes(of: value.littleEndian) { head.append(contentsOf: $0) }
    }
    append(version)
    append(UInt32(TextSketch.version))
    for value in [key.0, key.1, count, size] { append(value) }
    let own = head.withUnsafeBytes(Mixer.digest(bytes:))
    append(sum.0 ^ own.0)
    append(sum.1 ^ own.1)
    return head
  }
}
