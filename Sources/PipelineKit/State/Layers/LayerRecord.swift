/// What each stage made of one document, as bytes: from the beginning of it the document can be had as any of them left it.
///
/// A stage only adds, so that there is a piece for each: the layers that it names, and the text where it has changed. A hash
/// of all stands before them.
struct LayerRecord: Sendable {
  private var pieces: [[UInt8]] = []
  /// The text as it was kept last; nil where none is yet.
  private var text: String?
  private var counts: [String: Int] = [:]
  private let hasTransforms: Bool

  /// Begins with a document as its source gave it; nil where that cannot be kept.
  ///
  /// Its text is that of a page, and kept only where no stage will take out of it what is the report's own.
  init?(_ document: Document, hasTransforms: Bool) {
    self.hasTransforms = hasTransforms
    var document = document
    var writer = FieldWriter()
    do {
      var (mediaType, charset, evidence) = (document.mediaType, document.charset, document.charsetEvidence)
      writer.pass(&mediaType)
      writer.pass(&charset)
      try writer.pass(&evidence)
      for layer in Document.layersOfSources { try document.pass(layer: layer.name, &writer) }
      try passText(document, &writer, isWanted: !hasTransforms)
      pieces.append(writer.bytes)
    } catch { return nil }
  }

  /// Adds what a stage has made of the document; false where that cannot be kept, and neither can what comes behind.
  mutating func add(_ document: Document, from stage: any Transform.Type) -> Bool {
    var document = document
    var writer = FieldWriter()
    do {
      try passText(document, &writer, isWanted: true)
      var names = stage.adds.sorted().map(\.name)
      try writer.pass(&names)
      for name in names { try document.pass(layer: name, &writer) }
      pieces.append(writer.bytes)
      return true
    } catch { return false }
  }

  /// Text and counts, as far as they differ from what was kept last.
  private mutating func passText(_ document: Document, _ writer: inout FieldWriter, isWanted: Bool) throws {
    var text = isWanted && text != document.text ? document.text : nil
    try writer.pass(&text)
    if let text { self.text = text }
    var counts = counts == document.counts ? nil : document.counts
    try writer.pass(&counts)
    self.counts = document.counts
  }

  /// All of it, to be stored.
  var bytes: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 8)
    bytes.reserveCapacity(pieces.reduce(16) { $0 + $1.count + 4 })
    bytes.append(varint: UInt64(pieces.count))
    for piece in pieces {
      bytes.append(varint: UInt64(piece.count))
      bytes += piece
    }
    let hash = bytes.withUnsafeBytes { RowHash.hash(UnsafeRawBufferPointer(rebasing: $0[8...])) }
    for place in 0..<8 { bytes[place] = UInt8(truncatingIfNeeded: hash >> (8 * place)) }
    return bytes
  }

  /// How many stages the stored bytes have, the source among them; nil where they are damaged.
  private static func open(_ bytes: [UInt8]) -> (count: Int, reader: CompactReader)? {
    guard bytes.count > 8 else { return nil }
    var reader = CompactReader(bytes)
    let hash = bytes.withUnsafeBytes { RowHash.hash(UnsafeRawBufferPointer(rebasing: $0[8...])) }
    guard let found = try? reader.word(), found == hash, let count = try? reader.count() else { return nil }
    return (count, reader)
  }

  /// How many stages it has, the source among them.
  var stages: Int { pieces.count }

  /// The document as the first `stages` stages left it, or as many of them as were kept, with the record so far; nil where
  /// the bytes are damaged.
  static func restore(
    _ bytes: [UInt8], stages: Int, source: String, revision: String, hasTransforms: Bool
  ) -> (document: Document, record: LayerRecord)? {
    guard let (count, reader) = open(bytes) else { return nil }
    let stages = min(stages, count)
    // The page itself is not kept.
    guard stages > (hasTransforms ? 1 : 0) else { return nil }
    var pieces: [[UInt8]] = []
    var rest = reader
    do {
      for _ in 0..<stages { pieces.append(try rest.piece()) }
      var base = FieldReader(reader: CompactReader(pieces[0]))
      var (mediaType, charset, evidence) = ("", "", String?.none)
      try base.pass(&mediaType)
      try base.pass(&charset)
      try base.pass(&evidence)
      var document = Document(
        source: source, revision: revision, mediaType: mediaType, charset: charset, charsetEvidence: evidence, text: "")
      for layer in Document.layersOfSources { try document.pass(layer: layer.name, &base) }
      try readText(&document, &base)
      for piece in pieces.dropFirst() {
        var reader = FieldReader(reader: CompactReader(piece))
        try readText(&document, &reader)
        var names: [String] = []
        try reader.pass(&names)
        for name in names { try document.pass(layer: name, &reader) }
      }
      var record = LayerRecord(pieces: pieces, hasTransforms: hasTransforms)
      (record.text, record.counts) = (document.text, document.counts)
      return (document, record)
    } catch { return nil }
  }

  /// Text and counts, where they differ from what stood before.
  private static func readText(_ document: inout Document, _ reader: inout FieldReader) throws {
    var text: String?
    var counts: [String: Int]?
    try reader.pass(&text)
    try reader.pass(&counts)
    document.text = text ?? document.text
    document.counts = counts ?? document.counts
  }

  private init(pieces: [[UInt8]], hasTransforms: Bool) {
    self.pieces = pieces
    self.hasTransforms = hasTransforms
  }
}
