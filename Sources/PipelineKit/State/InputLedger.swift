/// What becomes of each input in a run, as far as the next runs are to remember it.
///
/// What is remembered of most inputs stays as it was, and takes a byte here; the rest waits on disk.
struct InputLedger {
  /// What is to be committed.
  struct Findings {
    /// Inputs that are new, or of which something else is to be remembered; of one that comes twice, the last holds.
    var changed: RememberedInputs
    /// The inputs of which nothing is to be remembered any more.
    var gone: [RecordID] = []
    /// The files of layers that will be referred to.
    var layerFiles: Set<Int> = []
  }

  private enum Fate: UInt8 {
    /// It has not come up.
    case gone
    /// What was remembered of it still holds.
    case stayed
    /// Something else is to be remembered.
    case changed
  }

  private let earlier: RememberedInputs
  private let path: String
  private var changed: RememberedInputs
  /// By the place among the earlier inputs.
  private var fates: [Fate]
  /// Inputs of which nothing in ``changed`` holds any more.
  private var withdrawn: Set<RecordID> = []

  /// Opens a ledger; `earlier` is what was remembered before, and what is put aside goes to files beside `path`.
  init(earlier: RememberedInputs, path: String) {
    self.earlier = earlier
    self.path = path
    changed = RememberedInputs(spillingTo: path)
    fates = [Fate](repeating: .gone, count: earlier.count)
  }

  /// Notes what became of an input; nothing, where nothing is to be remembered of it.
  mutating func note(_ result: Leg.Result) throws {
    let id = result.input.id
    guard let findings = result.findings else {
      if result.isRecalled, let place = earlier.index(of: id) { fates[place] = .stayed }
      return
    }
    let place = earlier.index(of: id)
    var before = place.flatMap { _ in earlier[id] }
    before?.run = findings.run
    if let place { fates[place] = before == findings ? .stayed : .changed }
    guard before != findings else { return }
    withdrawn.remove(id)
    try changed.append(findings)
  }

  /// Takes back what was noted of an input.
  mutating func withdraw(_ id: RecordID) {
    if let place = earlier.index(of: id) { fates[place] = .gone }
    withdrawn.insert(id)
  }

  /// Gives what is to be committed, with layers moved out of files that are mostly waste.
  mutating func close(_ layers: LayerStore?) throws -> Findings {
    if !withdrawn.isEmpty {
      let all = changed
      changed = RememberedInputs(spillingTo: path)
      try all.forEach { if !withdrawn.contains($0.id) { try changed.append($0) } }
    }
    var findings = Findings(changed: changed)
    findings.gone = fates.indices.lazy.filter { [fates] in fates[$0] == .gone }.map { [earlier] in earlier.id(at: $0) }
    guard let layers else { return findings }
    let used = used
    findings.layerFiles = Set(used.keys)
    let wasteful = layers.wasteful(used)
    if wasteful.isEmpty { return findings }
    findings.changed = RememberedInputs(spillingTo: path)
    func add(_ input: RememberedInput) throws {
      let isMoved = input.layers.map { wasteful.contains($0.file) } ?? false
      let input = isMoved ? layers.move(input) : input
      try findings.changed.append(input)
      if isMoved, let place = input.layers { findings.layerFiles.insert(place.file) }
    }
    try changed.forEach(add)
    for place in fates.indices where fates[place] == .stayed {
      guard let own = earlier.layers(at: place), wasteful.contains(own.file), let input = earlier[earlier.id(at: place)]
      else { continue }
      try add(input)
    }
    findings.layerFiles.subtract(wasteful)
    return findings
  }

  /// How many bytes of each file of layers will be referred to.
  private var used: [Int: Int] {
    var used: [Int: Int] = [:]
    for place in 0..<changed.count {
      if let own = changed.layers(at: place) { used[own.file, default: 0] += own.bytes }
    }
    for place in fates.indices where fates[place] == .stayed {
      if let own = earlier.layers(at: place) { used[own.file, default: 0] += own.bytes }
    }
    return used
  }
}
