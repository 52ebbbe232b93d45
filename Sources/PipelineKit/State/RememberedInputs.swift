/// What is remembered of many inputs: a few words of each in memory, and the rest where it takes none.
///
/// Filled by one thread, and then read by any.
public final class RememberedInputs: @unchecked Sendable {
  /// What is in memory of one input.
  private struct Entry {
    var id: UInt64
    /// Its place in the spool.
    var place: Int
    /// The file of its layers; -1 where none are kept.
    var layersFile: Int32
    /// How long they are; more than fits counts as that.
    var layersBytes: UInt32
  }

  /// What is remembered of an input besides its name and outcome takes no more, as a rule.
  private static let likelyBytes = 192
  /// What is held in memory before there is a file: ten thousand inputs are looked up without one.
  private static let heldBytes = 8 << 20

  private let spool: RecordSpool
  private var entries: [Entry] = []
  private var isIndexed = true
  /// Fingerprints and runs, of which there are few.
  private var names: [String] = []
  private var numbers: [String: Int] = [:]
  /// The leg and the run that were looked up last: most inputs have those of the one before.
  private var lastLeg = (name: "", number: -1)
  private var lastRun = (name: "", number: -1)

  /// Makes a memory of nothing; what it is given goes to a file without a name beside `path`, or stays in memory where that
  /// is nil.
  public init(spillingTo path: String? = nil) { spool = RecordSpool(path: path, holding: Self.heldBytes) }

  /// Makes a memory of some inputs, in memory.
  public convenience init(_ inputs: some Sequence<RememberedInput>) {
    self.init()
    // Without a file nothing can go wrong.
    for input in inputs { try? append(input) }
    index()
  }

  /// How many inputs there are.
  public var count: Int { entries.count }

  /// Whether there are none.
  public var isEmpty: Bool { entries.isEmpty }

  /// Adds an input.
  public func append(_ input: RememberedInput) throws {
    try append(
      id: input.id, source: input.source, validator: input.validator, revision: input.revision,
      content: input.content, leg: input.leg, outcome: input.outcome.bytes, run: input.run, layers: input.layers)
  }

  /// Adds an input by the parts that are stored, the outcome as its bytes.
  public func append(
    id: RecordID, source: String, validator: String?, revision: String?, content: UInt64?, leg: String,
    outcome: [UInt8], run: String, layers: LayerPlace?
  ) throws {
    var writer = FieldWriter(expecting: outcome.count + source.utf8.count + Self.likelyBytes)
    var (source, validator, revision, layers, outcome) = (source, validator, revision, layers, outcome)
    var content = content.map { RecordID(bits: $0) }
    if lastLeg.name != leg || lastLeg.number < 0 { lastLeg = (leg, number(of: leg)) }
    if lastRun.name != run || lastRun.number < 0 { lastRun = (run, number(of: run)) }
    var (leg, run) = (lastLeg.number, lastRun.number)
    writer.pass(&source)
    try writer.pass(&validator)
    try writer.pass(&revision)
    try writer.pass(&content)
    writer.pass(&leg)
    writer.pass(&run)
    try writer.pass(&layers)
    writer.pass(bytes: &outcome)
    let place = try spool.append(writer.bytes)
    entries.append(
      Entry(
        id: id.bits, place: place, layersFile: Int32(clamping: layers?.file ?? -1),
        layersBytes: UInt32(clamping: layers?.count ?? 0)))
    isIndexed = entries.count < 2
  }

  /// Makes it possible to look inputs up, once all are there.
  public func index() {
    if isIndexed { return }
    entries.sort { $0.id < $1.id }
    isIndexed = true
  }

  /// What is remembered of an input; nil where nothing is, or where it cannot be read any more.
  public subscript(id: RecordID) -> RememberedInput? {
    index(of: id).flatMap { index in
      // What cannot be read is as good as forgotten: the input is worked on anew.
      (try? spool.record(at: entries[index].place)).flatMap(input)
    }
  }

  /// Hands on all inputs in the order in which they were added.
  public func forEach(_ body: (RememberedInput) throws -> Void) throws {
    try spool.forEach { record in
      if let input = input(record) { try body(input) }
    }
  }

  // MARK: - For those who note what became of each

  /// Which of them an input is; nil where it is none.
  func index(of id: RecordID) -> Int? {
    precondition(isIndexed, "inputs are looked up once all are there")
    var (low, high) = around(id.bits)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].id < id.bits { low = middle + 1 } else { high = middle }
    }
    return low < entries.count && entries[low].id == id.bits ? low : nil
  }

  /// Where an id can only be: ids are hashes, so that they stand about where their size says.
  private func around(_ id: UInt64) -> (low: Int, high: Int) {
    let likely = Int(id.multipliedFullWidth(by: UInt64(entries.count)).high)
    var (low, high, step) = (likely, likely, 16)
    while low > 0, entries[low].id >= id { (low, step) = (max(0, low - step), 2 * step) }
    step = 16
    while high < entries.count, entries[high].id < id { (high, step) = (min(entries.count, high + step), 2 * step) }
    return (low, high)
  }

  func id(at index: Int) -> RecordID { RecordID(bits: entries[index].id) }

  /// The file in which the layers of an input are, and how long they are; nil where none are kept.
  func layers(at index: Int) -> (file: Int, bytes: Int)? {
    let entry = entries[index]
    return entry.layersFile < 0 ? nil : (Int(entry.layersFile), Int(entry.layersBytes))
  }

  /// The files that have layers of any of them.
  var layersFiles: Set<Int> { Set(entries.lazy.map { Int($0.layersFile) }.filter { $0 >= 0 }) }

  private func number(of name: String) -> Int {
    if let known = numbers[name] { return known }
    numbers[name] = names.count
    names.append(name)
    return names.count - 1
  }

  private func input(_ record: [UInt8]) -> RememberedInput? {
    var reader = FieldReader(reader: CompactReader(record))
    var (source, validator, revision) = ("", String?.none, String?.none)
    var content: RecordID?
    var (leg, run) = (0, 0)
    var layers: LayerPlace?
    var outcome: [UInt8] = []
    do {
      try reader.pass(&source)
      try reader.pass(&validator)
      try reader.pass(&revision)
      try reader.pass(&content)
      try reader.pass(&leg)
      try reader.pass(&run)
      try reader.pass(&layers)
      try reader.pass(bytes: &outcome)
    } catch { return nil }
    guard let outcome = RememberedInput.Outcome(bytes: outcome), names.indices.contains(leg),
      names.indices.contains(run)
    else { return nil }
    return RememberedInput(
      source: source, validator: validator, revision: revision, content: content?.bits, leg: names[leg],
      outcome: outcome, run: names[run], layers: layers)
  }
}

extension LayerPlace: Passable {
  static var blank: LayerPlace { LayerPlace(file: 0, start: 0, count: 0) }
  mutating func pass(_ pass: inout some FieldPass) throws {
    try pass.pass(&file)
    try pass.pass(&start)
    try pass.pass(&count)
  }
}
