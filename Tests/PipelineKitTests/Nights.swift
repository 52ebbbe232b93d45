import Foundation
import PipelineTesting

@testable import PipelineKit

/// What a source lists one night, by name.
struct NightFile: Sendable, Equatable {
  var text: String
  /// What changes with the text; nil where the source cannot tell without fetching.
  var validator: String?
  /// Whether fetching fails tonight, and may not tomorrow.
  var isDown = false
}

/// Lists the files of a night in the order of their names.
struct ListNight: Source {
  static let name = "list-night"
  static let version = 1
  static let documentation = "Lists the files of a night."
  static let adds: Set<Layer> = [.source, .text]
  var files: [String: NightFile]
  /// Told of each fetch.
  var fetched: @Sendable (String) -> Void = { _ in }
  init(_ options: inout OptionReader) throws { self.init([:]) }
  init(_ files: [String: NightFile], fetched: @escaping @Sendable (String) -> Void = { _ in }) {
    self.files = files
    self.fetched = fetched
  }

  func list(_ yield: (Input) throws -> Void) throws {
    for (name, file) in files.sorted(by: { $0.key < $1.key }) {
      let verdict = file.text.hasPrefix("unlisted") ? Outcome.drop(reason: "unlisted") : .keep
      try yield(
        Input(
          source: name, locator: name, bytes: file.text.utf8.count, validator: file.isDown ? nil : file.validator,
          verdict: verdict))
    }
  }

  func fetch(_ input: Input) throws -> Document {
    fetched(input.source)
    guard let file = files[input.locator], !file.isDown else {
      throw Failure(code: "unreadable", "is down", class: .transient)
    }
    if file.text.hasPrefix("broken") { throw Failure(code: "broken", "is broken") }
    return Document(text: file.text, source: input.source)
  }
}

/// The next version of ``AddWord``: it adds another word.
struct AddOtherWord: Transform {
  static let name = "add-word"
  static let version = 2
  static let documentation = "Adds another word."
  static let needs: Set<Layer> = [.text]
  static let editsText = true
  init(_ options: inout OptionReader) throws {}
  init() {}

  func process(_ document: inout Document) -> Outcome {
    document.text += " other"
    document.counts["others"] = 1
    return .keep
  }
}

/// Folds documents whose second word is the same into the one with the greatest text, links the others with it, and holds
/// the figures of those that stand against each other.
struct FoldByWord: CorpusStage {
  static let name = "fold-by-word"
  static let version = 1
  static let documentation = "Folds documents with the same second word."
  static let needs: Set<Layer> = [.text]
  static let adds: Set<Layer> = [.duplicates, .conflicts]
  init(_ options: inout OptionReader) throws {}
  init() {}

  struct Signature: Sendable, Codable {
    var id: RecordID
    var text: String
    var metric: RecordID?
    var weights: [Double] = [0.5, -1]
  }
  typealias Aggregate = [Signature]

  func signature(of document: Document) -> Signature {
    Signature(id: document.id, text: document.text, metric: document.metricIDs.first)
  }
  func resolve(_ aggregate: [Signature]) -> [RecordID: CorpusVerdict] {
    var verdicts: [RecordID: CorpusVerdict] = [:]
    var standing: [Signature] = []
    for (_, same) in Dictionary(grouping: aggregate, by: { $0.text.split(separator: " ").dropFirst().first ?? "" }) {
      let sorted = same.sorted { $0.text == $1.text ? $0.id < $1.id : $0.text > $1.text }
      standing.append(sorted[0])
      for copy in sorted.dropFirst() {
        let link = DuplicateLink(of: sorted[0].id, relation: "near", similarity: 1 / Double(sorted.count))
        verdicts[copy.id] = CorpusVerdict(duplicateOf: sorted[0].id, links: [link], counts: ["folded": 1])
      }
    }
    standing.sort { $0.id < $1.id }
    for (one, next) in zip(standing, standing.dropFirst()) {
      guard let metric = one.metric, next.metric != nil, one.text.count % 3 == 0 else { continue }
      var check = Check(
        kind: "conflict", terms: [], stated: 0, computed: Double(one.text.count), holds: false, tolerance: 0,
        message: "m")
      check.others = [MetricReference(document: one.id, metric: metric)]
      verdicts[next.id, default: CorpusVerdict()].checks.append(check)
    }
    return verdicts
  }
}

/// Keeps what runs remember in memory.
final class MemoryState: RunState {
  private(set) var remembered = RunMemory()
  private var inputs: [RecordID: RememberedInput] = [:]
  private(set) var runs: [RunRecord] = []
  private(set) var rejects: [RejectRecord] = []
  let layersFolder: String?

  /// Makes a state of nothing; without a folder no layers are kept.
  init(layersFolder: String? = nil) { self.layersFolder = layersFolder }

  /// Gives the state to a runner, which uses it from one thread.
  var opener: @Sendable () -> any RunState {
    nonisolated(unsafe) let own = self
    return { own }
  }

  func memory() -> RunMemory { remembered }

  func commit(_ findings: RunFindings) {
    for id in findings.gone { inputs[id] = nil }
    // Without a file nothing can go wrong with them.
    try? findings.changed.forEach { inputs[$0.id] = $0 }
    remembered.inputs = RememberedInputs(inputs.values)
    // What is read again has been bytes.
    remembered.layout = findings.layout.map { layout in
      var stored = RunLayout(
        folder: layout.folder, manifest: layout.manifest, sinks: layout.sinks, files: layout.files)
      precondition(stored.append(layout.bytes) && stored == layout, "a layout comes back as it was")
      return stored
    }
    for leg in findings.legs { remembered.legs[leg.fingerprint] = leg }
    rejects = findings.rejects
    runs.append(findings.run)
  }

  func note(_ run: RunRecord) { runs.append(run) }
}

/// Nights in which files come, change, go, fail and heal, and the pipeline changes now and then.
struct Nights {
  var files: [String: NightFile] = [:]
  private(set) var variant = 0
  private var generator: SeededGenerator
  private var writes = 0

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// Files of these texts, named by their numbers, which have not changed.
  init(_ texts: [String]) {
    self.init(seed: 1)
    for (number, text) in texts.enumerated() { files["\(number).txt"] = NightFile(text: text, validator: "1") }
  }

  mutating func below(_ bound: Int) -> Int { generator.below(bound) }

  private mutating func text() -> String {
    let verbs = ["keep", "keep", "keep", "keep", "keep", "count", "drop", "reject", "throw", "broken", "unlisted"]
    return "\(verbs[below(verbs.count)]) key\(below(7)) \(below(5)) 件\(String(repeating: "字", count: below(30)))"
  }

  private mutating func file() -> NightFile {
    writes += 1
    return NightFile(text: text(), validator: below(4) == 0 ? nil : "written \(writes)")
  }

  /// The next night.
  mutating func pass() {
    // At the first dusk there is nothing yet.
    let count = files.isEmpty ? 12 : below(4)
    for _ in 0..<count { files["file-\(below(20)).txt"] = file() }
    for name in files.keys.sorted() {
      switch below(24) {
      case 0: files[name] = nil
      case 1: files[name] = file()
      case 2:
        // Written again with the same text.
        writes += 1
        files[name]?.validator = "written \(writes)"
      case 3: files[name]?.isDown.toggle()
      default: break
      }
    }
    if files.isEmpty { files["last.txt"] = NightFile(text: "keep key 1 件", validator: nil) }
    if below(4) == 0 { variant = below(4) }
  }

  /// Tonight's pipeline.
  func pipeline(corpus: Bool, fetched: @escaping @Sendable (String) -> Void = { _ in }) -> Pipeline {
    let word: any Stage = variant == 1 ? AddOtherWord() : AddWord()
    var stages: [any Stage] = [ListNight(files, fetched: fetched), ObeyText(), word, OutlineWhole(), AddMetric()]
    if corpus { stages += variant == 3 ? [FoldByWord()] as [any Stage] : [FoldByWord(), KeepFirst()] }
    stages.append(WriteTables())
    let steps = stages.enumerated().map { index, stage in
      let values = index == 3 && variant == 2 ? ["mode=\"other\""] : []
      return Pipeline.Step(stage: stage, position: .init(line: index + 1, column: 1), written: [], values: values)
    }
    return Pipeline(name: "test", path: "test.yaml", folder: "/", state: nil, steps: steps)
  }
}
