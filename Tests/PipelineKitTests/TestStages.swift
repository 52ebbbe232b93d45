import PipelineTesting
import Synchronization

@testable import PipelineKit

/// Lists texts; `a` to `z` and so on are their own sources.
struct ListTexts: Source {
  static let name = "list-texts"
  static let version = 1
  static let documentation = "Lists texts."
  static let adds: Set<Layer> = [.source, .text]
  static let count = Option("count", default: 3, range: 0...100_000, help: "how many")
  static let options: [any OptionDeclaration] = [count]
  var texts: [String]

  init(_ options: inout OptionReader) throws {
    texts = (0..<(try options.read(Self.count))).map { "text \($0)" }
  }

  init(_ texts: [String]) { self.texts = texts }

  func list(_ yield: (Input) throws -> Void) throws {
    for (index, text) in texts.enumerated() {
      try yield(Input(source: "\(index).txt", locator: text, bytes: text.utf8.count))
    }
  }

  func fetch(_ input: Input) throws -> Document {
    if input.locator.hasPrefix("picture") { throw Drop(reason: "no-text") }
    if input.locator.hasPrefix("unreadable") { throw Failure(code: "unreadable", "cannot be read", class: .transient) }
    return Document(text: input.locator, source: input.source)
  }
}

/// Does what the text says: keep, count, drop, reject, throw, sleep, hang.
struct ObeyText: Transform {
  struct Broken: Error {}
  static let name = "obey-text"
  static let version = 1
  static let documentation = "Does what the text says."
  static let needs: Set<Layer> = [.text]

  init(_ options: inout OptionReader) throws {}
  init() {}

  func process(_ document: inout Document) throws -> Outcome {
    switch document.text.split(separator: " ").first {
    case "count":
      document.counts["told", default: 0] += 2
      document.counts["a", default: 0] += 1
      return .keep
    case "drop": return .drop(reason: "told-to")
    case "reject": return .reject(Failure(code: "told-to", "the text says so"))
    case "throw": throw Broken()
    case "stop": throw RunFailure(.inputOutput, "the text stops the run")
    case "hang":
      while !Self.isReleased.load(ordering: .relaxed) {}
      return .keep
    default: return .keep
    }
  }

  /// Lets the stages that hang go, so that a test leaves no thread behind.
  static let isReleased = Atomic<Bool>(false)
}

/// Adds a word to the text, so that what passed it can be seen.
struct AddWord: Transform {
  static let name = "add-word"
  static let version = 1
  static let documentation = "Adds a word."
  static let needs: Set<Layer> = [.text]
  static let editsText = true
  init(_ options: inout OptionReader) throws {}
  init() {}

  func process(_ document: inout Document) -> Outcome {
    document.text += " word"
    return .keep
  }
}

/// Adds an outline of one segment.
struct OutlineWhole: Transform {
  static let name = "outline-whole"
  static let version = 1
  static let documentation = "Makes the text one segment."
  static let needs: Set<Layer> = [.text]
  static let adds: Set<Layer> = [.outline]
  init(_ options: inout OptionReader) throws {}
  init() {}

  func process(_ document: inout Document) -> Outcome {
    let range = 0..<document.text.utf8.count
    document.outline = [Segment(range: range, level: 1, marker: "", title: "", role: "other", parent: nil)]
    return .keep
  }
}

/// Adds a metric that spans the text.
struct AddMetric: Transform {
  static let name = "add-metric"
  static let version = 1
  static let documentation = "Adds one metric."
  static let needs: Set<Layer> = [.text]
  static let adds: Set<Layer> = [.metrics]
  init(_ options: inout OptionReader) throws {}
  init() {}

  func process(_ document: inout Document) -> Outcome {
    let range = 0..<document.text.utf8.count
    document.metrics = [Metric(range: range, sentence: range, label: "件", value: 1, unit: "件", rule: "test")]
    return .keep
  }
}

/// Keeps one document of each text and drops the others.
struct KeepFirst: CorpusStage {
  static let name = "keep-first"
  static let version = 1
  static let documentation = "Keeps the first of equal texts."
  static let needs: Set<Layer> = [.text]
  init(_ options: inout OptionReader) throws {}
  init() {}

  struct Signature: Sendable, Codable {
    var id: RecordID
    var text: String
  }
  typealias Aggregate = [Signature]

  func signature(of document: Document) -> Signature { Signature(id: document.id, text: document.text) }
  func resolve(_ aggregate: [Signature]) -> [RecordID: CorpusVerdict] {
    var verdicts: [RecordID: CorpusVerdict] = [:]
    for same in Dictionary(grouping: aggregate, by: \.text).values {
      for copy in same.sorted(by: { $0.id < $1.id }).dropFirst() {
        verdicts[copy.id] = CorpusVerdict(outcome: .drop(reason: "copy"))
      }
    }
    return verdicts
  }
}

/// Gives the verdicts that it is made with, over the ids of all documents.
struct JudgeAll: CorpusStage {
  static let name = "judge-all"
  static let version = 1
  static let documentation = "Judges all documents together."
  static let adds: Set<Layer> = [.duplicates, .conflicts]
  let judge: @Sendable ([RecordID]) -> [(RecordID, CorpusVerdict)]
  init(_ options: inout OptionReader) throws { self.init { _ in [] } }
  init(_ judge: @escaping @Sendable ([RecordID]) -> [(RecordID, CorpusVerdict)]) { self.judge = judge }

  func signature(of document: Document) -> RecordID { document.id }
  func resolve(_ aggregate: [RecordID]) -> [RecordID: CorpusVerdict] {
    Dictionary(uniqueKeysWithValues: judge(aggregate))
  }
}

/// Writes the tables as the contract has them.
struct WriteTables: FoldingRowSink {
  static let name = "write-tables"
  static let version = 1
  static let documentation = "Writes the tables."
  static let needs: Set<Layer> = [.text]
  static let directory = Option("directory", default: FilePath("out"), help: "output folder")
  static let options: [any OptionDeclaration] = [directory]
  var outputDirectory: FilePath?
  init(_ options: inout OptionReader) throws { outputDirectory = try options.read(Self.directory) }
  init() {}

  var files: [String] { RecordEncoder.tables.map(\.file) }

  func rows(of document: Document) -> [[UInt8]] { RecordEncoder.rows(of: document) }

  func fold(_ rows: [[UInt8]], of id: RecordID, duplicateOf: RecordID?, links: [DuplicateLink]) -> [[UInt8]] {
    RecordEncoder.fold(rows, of: id, duplicateOf: duplicateOf, links: links)
  }
}

/// Writes the same, and makes the lines anew where something is said of a document.
struct WriteRows: RowSink {
  static let name = "write-rows"
  static let version = 1
  static let documentation = "Writes the tables row by row."
  static let needs: Set<Layer> = [.text]
  var outputDirectory: FilePath?
  init(_ options: inout OptionReader) throws {}
  init() {}

  var files: [String] { RecordEncoder.tables.map(\.file) }

  func rows(of document: Document) -> [[UInt8]] { RecordEncoder.rows(of: document) }
}

/// Writes the same, document by document.
struct WriteDocuments: DocumentSink {
  static let name = "write-documents"
  static let version = 1
  static let documentation = "Writes the tables, document by document."
  static let needs: Set<Layer> = [.text]
  var outputDirectory: FilePath?
  var failsAt: Int?
  init(_ options: inout OptionReader) throws {}
  init(failsAt: Int? = nil) { self.failsAt = failsAt }

  struct Writer: SinkWriter {
    let files: [TableFile]
    var failsAt: Int?
    var count = 0
    mutating func write(_ document: Document) throws {
      if count == failsAt { throw RunFailure(.inputOutput, "the disk is full") }
      count += 1
      for (file, lines) in zip(files, WriteTables().rows(of: document)) { try file.append(lines) }
    }
    mutating func commit() throws {}
  }

  func open(in folder: StagingFolder) throws -> any SinkWriter {
    Writer(files: try WriteTables().files.map(folder.create), failsAt: failsAt)
  }
}

extension Pipeline {
  /// A pipeline of stages that are built already.
  static func of(_ stages: any Stage..., name: String = "test") -> Pipeline {
    let steps = stages.enumerated().map {
      Step(stage: $1, position: .init(line: $0 + 1, column: 1), written: [], values: [])
    }
    return Pipeline(name: name, path: "test.yaml", folder: "/", state: nil, steps: steps)
  }
}

let testStages: [any Stage.Type] = [
  ListTexts.self, ObeyText.self, AddWord.self, OutlineWhole.self, KeepFirst.self, WriteTables.self,
]
