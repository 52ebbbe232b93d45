/// What is known of a document that went through the leg and waits for the verdicts of the corpus stages, as it is put aside.
struct Waiting {
  /// What an earlier run made of it, where its rows are to be copied: what it takes to work on it again.
  struct Recalled {
    /// What of its input is known besides the name.
    var locator: String
    var bytes: Int
    var validator: String?
    /// What was fetched.
    var content: UInt64?
  }

  var source = ""
  var revision: String?
  /// The source that listed it.
  var sourceStep = 0
  /// What stages counted in it.
  var counts: [String: Int] = [:]
  /// Where its layers are stored.
  var layers: LayerPlace?
  /// Its signature for each corpus stage, as bytes; nil where they are not kept so, or an earlier run remembers them.
  var signatures: [[UInt8]]?
  /// The documents that it was linked with before.
  var linked: [RecordID] = []
  /// The documents whose metrics its checks named before.
  var compared: [RecordID] = []
  /// How long its rows are.
  var extents: [RunLayout.Extent] = []
  /// Where they are put aside; nil where they are held in memory, or an earlier run has them.
  var rows: Int?
  var recalled: Recalled?

  /// What is known of an unchanged document takes so many bytes, about.
  private static let likelyBytes = 512

  /// What is known of a result.
  init(_ result: Leg.Result) {
    source = result.source
    revision = result.revision
    sourceStep = result.sourceStep
    counts = result.counts
    layers = result.place
    signatures = result.encodedSignatures
    extents = result.rows?.extents ?? []
    if let document = result.document {
      linked = [document.duplicateOf].compactMap { $0 } + document.duplicates.map(\.of)
      compared = document.checks.flatMap { $0.others.map(\.document) }
    }
    if let known = result.recalled {
      let input = result.input
      recalled = Recalled(
        locator: input.locator, bytes: input.bytes, validator: input.validator, content: known.content)
    }
  }

  /// Its input, where an earlier run's rows are to be copied.
  var input: Input? {
    recalled.map { Input(source: source, locator: $0.locator, bytes: $0.bytes, validator: $0.validator) }
  }

  /// What bytes say that ``bytes`` gave; nil where they are damaged.
  init?(bytes: [UInt8]) {
    var reader = FieldReader(reader: CompactReader(bytes))
    do { try pass(&reader) } catch { return nil }
  }

  /// All of it, to be put aside.
  func bytes() throws -> [UInt8] {
    var writer = FieldWriter(expecting: Self.likelyBytes)
    var own = self
    try own.pass(&writer)
    return writer.bytes
  }

  private mutating func pass<Pass: FieldPass>(_ pass: inout Pass) throws {
    try pass.pass(&source)
    try pass.pass(&revision)
    try pass.pass(&sourceStep)
    try pass.pass(&counts)
    try pass.pass(&layers)
    try pass.pass(&linked)
    try pass.pass(&compared)
    try pass.pass(&extents)
    try pass.pass(&rows)
    var count = signatures?.count
    try pass.pass(&count)
    if Pass.isReading { signatures = count.map { [[UInt8]](repeating: [], count: max(0, $0)) } }
    for place in 0..<(count ?? 0) { try pass.pass(bytes: &signatures![place]) }
    try pass.pass(&recalled)
  }
}

extension Waiting.Recalled: Passable {
  static var blank: Waiting.Recalled { Waiting.Recalled(locator: "", bytes: 0, validator: nil, content: nil) }
  mutating func pass(_ pass: inout some FieldPass) throws {
    var content = content.map { RecordID(bits: $0) }
    try pass.pass(&content)
    self.content = content?.bits
    try pass.pass(&locator)
    try pass.pass(&bytes)
    try pass.pass(&validator)
  }
}

extension RunLayout.Extent: Passable {
  static var blank: RunLayout.Extent { RunLayout.Extent(bytes: 0, rows: 0, hash: 0) }
  mutating func pass(_ pass: inout some FieldPass) throws {
    var (bytes, rows, hash) = (bytes, rows, Int(hash))
    try pass.pass(&bytes)
    try pass.pass(&rows)
    try pass.pass(&hash)
    guard let hash = UInt32(exactly: hash), UInt32(exactly: bytes) != nil, UInt32(exactly: rows) != nil else {
      throw CompactReader.Damage()
    }
    self = RunLayout.Extent(bytes: bytes, rows: rows, hash: hash)
  }
}
