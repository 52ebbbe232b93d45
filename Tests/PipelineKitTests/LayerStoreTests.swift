import Foundation
import Glibc
import PipelineTesting
import Synchronization
import Testing

@testable import PipelineKit

/// A layer of somebody else's.
private struct Tone: Sendable, Codable, Equatable {
  var word: String
  var weights: [Double]
  static let key = LayerKey<Tone>("tone")

  private enum CodingKeys: String, CodingKey { case word, weights }
  func encode(to encoder: any Encoder) throws {
    if word == "odd" { throw EncodingError.invalidValue(word, .init(codingPath: [], debugDescription: "is odd")) }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(word, forKey: .word)
    try container.encode(weights, forKey: .weights)
  }
}

/// Adds a layer of its own, which cannot be stored where the text begins with "odd".
private struct HearTone: Transform {
  static let name = "hear-tone"
  static let version = 1
  static let documentation = "Hears the tone."
  static let needs: Set<Layer> = [.text]
  static let adds: Set<Layer> = [Tone.key.layer]
  var told: @Sendable (String) -> Void = { _ in }
  init(_ options: inout OptionReader) throws {}
  init(_ told: @escaping @Sendable (String) -> Void) { self.told = told }

  func process(_ document: inout Document) -> Outcome {
    told("hear " + document.source)
    document[Tone.key] = Tone(word: String(document.text.prefix(3)), weights: [0.5, -1])
    return .keep
  }
}

/// Puts the tone into the text that is counted, so that it shows in the output.
private struct CountTone: Transform {
  static let name = "count-tone"
  static let version = 1
  static let documentation = "Counts the tone."
  static let needs: Set<Layer> = [Tone.key.layer]
  var mode = 1
  var told: @Sendable (String) -> Void = { _ in }
  init(_ options: inout OptionReader) throws {}
  init(mode: Int, told: @escaping @Sendable (String) -> Void) { (self.mode, self.told) = (mode, told) }

  func process(_ document: inout Document) -> Outcome {
    told("count " + document.source)
    document.counts["tone \(document[Tone.key]?.word ?? "none") \(mode)"] = 1
    return .keep
  }
}

/// Says which documents it sees.
private struct Listen: Transform {
  static let name = "listen"
  static let version = 1
  static let documentation = "Listens."
  static let needs: Set<Layer> = [.text]
  var told: @Sendable (String) -> Void = { _ in }
  init(_ options: inout OptionReader) throws {}
  init(_ told: @escaping @Sendable (String) -> Void) { self.told = told }

  func process(_ document: inout Document) -> Outcome {
    told("listen " + document.source)
    return .keep
  }
}

struct LayerStoreTests {
  private let folder: TemporaryFolder
  private let state: MemoryState
  private let told = Told()

  private final class Told: Sendable {
    let words = Mutex<[String]>([])
    func taken() -> [String] {
      words.withLock { words in
        defer { words = [] }
        return words.sorted()
      }
    }
  }

  init() throws {
    folder = try TemporaryFolder()
    state = MemoryState(layersFolder: folder.path + "/layers")
  }

  /// `values` are the options of the last transform and of the sink.
  private func run(
    _ files: [String: NightFile], mode: Int = 1, sink: Int = 1, state: MemoryState?, output: String? = nil
  ) throws -> Runner.Report {
    let told = told
    let tell: @Sendable (String) -> Void = { word in told.words.withLock { $0.append(word) } }
    let stages: [(any Stage, [String])] = [
      (ListNight(files) { tell("fetch " + $0) }, []), (AddWord(), []), (Listen(tell), []), (HearTone(tell), []),
      (OutlineWhole(), []), (AddMetric(), []), (CountTone(mode: mode, told: tell), ["mode=\(mode)"]),
      (FoldByWord(), []), (WriteTables(), ["directory=\(sink)"]),
    ]
    let steps = stages.enumerated().map { index, stage in
      Pipeline.Step(stage: stage.0, position: .init(line: index + 1, column: 1), written: [], values: stage.1)
    }
    let pipeline = Pipeline(name: "test", path: "test.yaml", folder: "/", state: nil, steps: steps)
    var settings = Runner.Settings()
    settings.output = output ?? folder.path + "/out"
    return try Runner(pipeline, settings: settings, state: state?.opener).run()
  }

  private let files = [
    "a.txt": NightFile(text: "one key1 件", validator: "1"), "b.txt": NightFile(text: "two key2 件", validator: "1"),
    // The source cannot tell this one without fetching it.
    "c.txt": NightFile(text: "three key3 件", validator: nil),
  ]

  /// Equal to what a run without any memory publishes, but for the changes.
  private func expectFull(_ files: [String: NightFile], mode: Int, _ report: Runner.Report) throws {
    let twin = try TemporaryFolder()
    let full = try run(files, mode: mode, state: nil, output: twin.path)
    #expect(full.books == report.books)
    for table in Table.all where table.name != Table.changes.name {
      #expect(try folder.read("out/test/current/" + table.file) == twin.read("test/current/" + table.file))
    }
    _ = told.taken()
  }

  @Test func `an option that changes redoes its stage and those behind it, and no other`() throws {
    _ = try run(files, state: state)
    #expect(told.taken().count == 12)
    let report = try run(files, mode: 2, state: state)
    #expect(told.taken() == ["count a.txt", "count b.txt", "count c.txt", "fetch c.txt"])
    try expectFull(files, mode: 2, report)
    _ = try run(files, mode: 2, state: state)
    #expect(told.taken() == ["fetch c.txt"])
  }

  @Test func `a validator that has changed alone leaves the layers where they are`() throws {
    _ = try run(files, state: state)
    var files = files
    files["a.txt"]?.validator = "2"
    _ = try run(files, state: state)
    _ = told.taken()
    let report = try run(files, mode: 2, state: state)
    #expect(told.taken() == ["count a.txt", "count b.txt", "count c.txt", "fetch c.txt"])
    try expectFull(files, mode: 2, report)
  }

  @Test func `what was kept before a change is kept behind it`() throws {
    for mode in 1...4 {
      _ = told.taken()
      let report = try run(files, mode: mode, state: state)
      if mode > 1 { #expect(told.taken() == ["count a.txt", "count b.txt", "count c.txt", "fetch c.txt"]) }
      try expectFull(files, mode: mode, report)
    }
  }

  @Test func `another sink writes the documents anew without working on them`() throws {
    _ = try run(files, state: state)
    _ = told.taken()
    let report = try run(files, sink: 2, state: state)
    #expect(told.taken() == ["fetch c.txt"] && report.reused == 0)
    try expectFull(files, mode: 1, report)
  }

  @Test func `a document that was dropped before the stage that changed stays dropped`() throws {
    var files = files
    files["d.txt"] = NightFile(text: "drop key4 件", validator: "1")
    func night(mode: Int) throws -> Runner.Report {
      let stages: [(any Stage, [String])] = [
        (ListNight(files) { [told] name in told.words.withLock { $0.append("fetch " + name) } }, []), (AddWord(), []),
        (ObeyText(), []), (AddMetric(), ["mode=\(mode)"]), (WriteTables(), []),
      ]
      let steps = stages.enumerated().map { index, stage in
        Pipeline.Step(stage: stage.0, position: .init(line: index + 1, column: 1), written: [], values: stage.1)
      }
      var settings = Runner.Settings()
      settings.output = folder.path + "/out"
      return try Runner(
        Pipeline(name: "test", path: "test.yaml", folder: "/", state: nil, steps: steps), settings: settings,
        state: state.opener
      ).run()
    }
    _ = try night(mode: 1)
    _ = told.taken()
    for mode in 2...3 {
      let report = try night(mode: mode)
      #expect(told.taken() == ["fetch c.txt"])
      #expect(report.books.dropped == 1 && report.books.published == 3)
    }
  }

  @Test func `layers that are damaged or gone are made again`() throws {
    _ = try run(files, state: state)
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/layers").first)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/layers/" + name))
    // In the first document's, whichever that is.
    bytes[bytes.startIndex + 20] ^= 0x55
    try bytes.write(to: URL(fileURLWithPath: folder.path + "/layers/" + name))
    _ = told.taken()
    var report = try run(files, mode: 2, state: state)
    #expect(told.taken().filter { $0.hasPrefix("listen") }.count == 1)
    try expectFull(files, mode: 2, report)
    try FileManager.default.removeItem(atPath: folder.path + "/layers")
    report = try run(files, mode: 3, state: state)
    #expect(told.taken().filter { $0.hasPrefix("listen") }.count == 3)
    try expectFull(files, mode: 3, report)
  }

  @Test func `a layer that cannot be stored costs the stages from it on, and no more`() throws {
    var files = files
    files["a.txt"]?.text = "odd key1 件"
    _ = try run(files, state: state)
    _ = told.taken()
    let report = try run(files, mode: 2, state: state)
    #expect(told.taken() == ["count a.txt", "count b.txt", "count c.txt", "fetch c.txt", "hear a.txt"])
    try expectFull(files, mode: 2, report)
  }

  @Test func `files that are mostly waste are written together and removed`() throws {
    var files: [String: NightFile] = [:]
    for number in 0..<40 { files["\(number).txt"] = NightFile(text: "keep k\(number) 件", validator: "1") }
    var sizes: [Int] = []
    for night in 0..<12 {
      for number in 0..<40 where number % 3 == night % 3 {
        files["\(number).txt"] = NightFile(text: "keep k\(number) \(night) 件", validator: "\(night)")
      }
      _ = try run(files, state: state)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/layers")
      let each = try names.map {
        try FileManager.default.attributesOfItem(atPath: folder.path + "/layers/" + $0)[.size] as? Int ?? 0
      }
      sizes.append(each.reduce(0, +))
      #expect(names.count <= 5)
    }
    #expect(sizes.allSatisfy { $0 < 3 * sizes[0] }, "\(sizes)")
    _ = told.taken()
    let report = try run(files, mode: 2, state: state)
    #expect(told.taken().allSatisfy { $0.hasPrefix("count") })
    try expectFull(files, mode: 2, report)
  }

  @Test func `a store that cannot be written costs nothing but the next night's time`() throws {
    try folder.write("no folder", to: "layers")
    let report = try run(files, state: state)
    #expect(report.books.published == 3)
    _ = told.taken()
    _ = try run(files, mode: 2, state: state)
    #expect(told.taken().count == 12)
  }
}
