/// What is kept of a text to tell its copies, revisions, masked copies and templates: some 350 bytes in place of it.
///
/// It has a digest of the text without blanks, punctuation and width; 240 bins of MinHash over its letters, without
/// figures and masks; and samples of its figures and names with hashes of their surroundings. Equal texts have equal
/// sketches, on every machine; the text cannot be had back.
public struct TextSketch: Sendable, Hashable {
  /// Which way of sketching made it; sketches of another version say nothing about each other.
  public static let version = 2

  let bytes: [UInt8]

  /// Sketches `text`.
  public init(_ text: String) {
    var text = text
    self = text.withUTF8 { TextSketch(utf8: $0) }
  }

  /// Sketches the text of UTF-8 bytes; malformed ones are passed over.
  public init(utf8: UnsafeBufferPointer<UInt8>) {
    let scan = TextScan(utf8)
    let figures = EvidenceSample(figuresOf: scan)
    let names = EvidenceSample(namesOf: scan)
    let size = SketchView.Offset.samples + 3 * (figures.keys.count + names.keys.count)
    bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = size
      let raw = UnsafeMutableRawPointer(buffer.baseAddress.unsafelyUnwrapped)
      let digest = Mixer.digest(scan.content, count: scan.contentCount)
      raw.storeBytes(of: digest.0.littleEndian, as: UInt64.self)
      raw.storeBytes(of: digest.1.littleEndian, toByteOffset: 8, as: UInt64.self)
      raw.storeBytes(of: UInt32(clamping: scan.letterCount).littleEndian, toByteOffset: 16, as: UInt32.self)
      raw.storeBytes(of: UInt16(clamping: scan.figures.count).littleEndian, toByteOffset: 20, as: UInt16.self)
      raw.storeBytes(of: UInt16(clamping: scan.maskRuns).littleEndian, toByteOffset: 22, as: UInt16.self)
      buffer[24] = UInt8(figures.keys.count)
      buffer[25] = UInt8(names.keys.count)
      buffer[26] = scan.contentCount == 0 ? 0 : 1
      buffer[27] = UInt8(Self.version)
      let bins = raw.advanced(by: SketchView.Offset.bins)
      _ = ShingleBins.fill(bins, letters: scan.letters + TextScan.margin, count: scan.letterCount)
      var at = SketchView.Offset.samples
      for sample in [figures, names] {
        for key in sample.keys {
          raw.storeBytes(of: key.littleEndian, toByteOffset: at, as: UInt16.self)
          at += 2
        }
        for value in sample.values {
          buffer[at] = value
          at += 1
        }
      }
    }
  }

  /// A sketch from bytes that ``rawValue`` gave; nil where they are none of this version.
  public init?(rawValue: [UInt8]) {
    guard rawValue.count >= SketchView.Offset.samples, rawValue[27] == UInt8(Self.version),
      rawValue[24] <= EvidenceSample.figureLimit, rawValue[25] <= EvidenceSample.nameLimit,
      rawValue.count == SketchView.Offset.samples + 3 * (Int(rawValue[24]) + Int(rawValue[25]))
    else { return nil }
    bytes = rawValue
  }

  /// The sketch as bytes, to be stored: 220 to 376 of them.
  public var rawValue: [UInt8] { bytes }

  /// How many letters the text has, without figures and masks.
  public var letterCount: Int { bytes.withUnsafeBytes { SketchView($0.baseAddress.unsafelyUnwrapped).letters } }

  /// Whether two texts are the same but for blanks, punctuation and width.
  public func isSameText(as other: TextSketch) -> Bool { bytes.prefix(16) == other.bytes.prefix(16) }
}

// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension TextSketch: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let bytes = Base64.bytes(of: text), let sketch = TextSketch(rawValue: bytes) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "must be a sketch of version \(Self.version)")
    }
    self = sketch
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Base64.text(of: bytes))
  }
}
