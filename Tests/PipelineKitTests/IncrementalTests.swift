import Foundation
import PipelineTesting
import Synchronization
import Testing

@testable import PipelineKit

struct IncrementalTests {
  private func run(
    _ pipeline: Pipeline, in folder: String, state: MemoryState?, jobs: Int = 2, isFull: Bool = false
  ) throws -> Runner.Report {
    var settings = Runner.Settings()
    settings.jobs = jobs
    settings.output = folder
    settings.isFull = isFull
    return try Runner(pipeline, settings: settings, state: state?.opener).run()
  }

  /// The parts of a manifest that do not vary.
  private func manifest(_ folder: String) throws -> NSDictionary {
    let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/test/current/manifest.json"))
    var object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    for key in ["started", "ended", "host"] { object[key] = nil }
    let stages = try #require(object["stages"] as? [[String: Any]])
    object["stages"] = stages.map { $0.filter { $0.key != "cpu_seconds" } }
    return object as NSDictionary
  }

  private func expectEqual(_ one: String, _ other: String, _ night: Int) throws {
    for table in Table.all {
      let bytes = try [one, other].map {
        try Data(contentsOf: URL(fileURLWithPath: $0 + "/test/current/" + table.file))
      }
      #expect(
        bytes[0] == bytes[1],
        "night \(night), \(table.name):\n\(String(decoding: bytes[0], as: UTF8.self))\n\(String(decoding: bytes[1], as: UTF8.self))"
      )
    }
    #expect(try manifest(one) == manifest(other), "night \(night)")
  }

  @Test(arguments: 0..<UInt64(60))
  func `an incremental run publishes byte for byte what a full one would`(seed: UInt64) throws {
    let folder = try TemporaryFolder(inMemory: true)
    let (kept, twin) = (folder.path + "/kept", folder.path + "/twin")
    // With the layers of documents and without.
    let state = MemoryState(layersFolder: seed % 2 == 0 ? folder.path + "/layers" : nil)
    var nights = Nights(seed: seed)
    let hasCorpus = seed % 3 > 0
    for night in 0..<8 {
      nights.pass()
      // Both begin with the same previous run.
      if night > 0 {
        if FileManager.default.fileExists(atPath: twin) { try FileManager.default.removeItem(atPath: twin) }
        try FileManager.default.copyItem(atPath: kept, toPath: twin)
      }
      // A night that leaves nothing is held back, in both.
      var pipeline = nights.pipeline(corpus: hasCorpus)
      let full = Result { try run(pipeline, in: twin, state: nil, jobs: 1) }
      let jobs = 1 + nights.below(3)
      // Where documents wait changes nothing.
      if seed % 4 < 2 { pipeline.limits.bytesInFlight = 1 + nights.below(20_000) }
      let incremental = Result { try run(pipeline, in: kept, state: state, jobs: jobs) }
      switch (full, incremental) {
      case (.success(let full), .success(let incremental)):
        #expect(full.books == incremental.books)
        try expectEqual(kept, twin, night)
      case (.failure(let full), .failure(let incremental)):
        #expect((full as? RunFailure) == (incremental as? RunFailure))
      default: Issue.record("night \(night): \(full), \(incremental)")
      }
    }
  }

  @Test func `what has not changed is not fetched, and its rows are copied`() throws {
    let folder = try TemporaryFolder()
    let state = MemoryState()
    var nights = Nights((0..<9).map { number in "keep k\(number) 件" })
    let fetched = Mutex<[String]>([])
    func night() throws -> Runner.Report {
      fetched.withLock { $0 = [] }
      return try run(
        nights.pipeline(corpus: true) { name in fetched.withLock { $0.append(name) } }, in: folder.path, state: state)
    }
    #expect(try night().reused == 0)
    #expect(try night().reused == 9)
    #expect(fetched.withLock { $0 } == [])
    nights.files["4.txt"] = NightFile(text: "keep k4 1件件", validator: "2")
    nights.files["5.txt"]?.validator = "2"
    #expect(try night().reused == 8)
    #expect(fetched.withLock { $0.sorted() } == ["4.txt", "5.txt"])
  }

  @Test func `of a document that comes to stand for others the rows are written anew`() throws {
    let folder = try TemporaryFolder()
    let state = MemoryState()
    var nights = Nights((0..<5).map { number in "keep same \(number) 件" })
    _ = try run(nights.pipeline(corpus: true), in: folder.path, state: state)
    nights.files["4.txt"] = nil
    let fetched = Mutex<Set<String>>([])
    let report = try run(
      nights.pipeline(corpus: true) { name in fetched.withLock { _ = $0.insert(name) } }, in: folder.path, state: state)
    // 3 stands now, and the others are copies of it and no longer of 4.
    #expect(fetched.withLock { $0.sorted() } == ["0.txt", "1.txt", "2.txt", "3.txt"])
    #expect(report.reused == 0 && report.books.counts["folded"] == 3)
  }

  @Test func `a file that changes between the two looks at it is taken as it is`() throws {
    let folder = try TemporaryFolder()
    let state = MemoryState()
    var nights = Nights((0..<5).map { number in "keep same \(number) 件" })
    _ = try run(nights.pipeline(corpus: true), in: folder.path, state: state)
    nights.files["4.txt"] = nil
    // The validator says that it is the same, and it is not.
    nights.files["3.txt"]?.text = "keep other 3 件"
    nights.files["1.txt"]?.text = "reject"
    let report = try run(nights.pipeline(corpus: true), in: folder.path, state: state)
    #expect(report.books.published == 3 && report.books.rejected == 1)
    let full = try TemporaryFolder()
    _ = try run(nights.pipeline(corpus: true), in: full.path, state: nil)
    for table in ["documents.jsonl", "metrics.jsonl", "duplicates.jsonl", "checks.jsonl"] {
      #expect(try folder.read("test/current/" + table) == full.read("test/current/" + table))
    }
  }

  @Test(arguments: [true, false])
  func `an input that fails is due every night until it is given up`(_ hasState: Bool) throws {
    let folder = try TemporaryFolder()
    let state = hasState ? MemoryState() : nil
    var nights = Nights(["keep k1 件", "keep k2 件"])
    nights.files["1.txt"]?.isDown = true
    let fetched = Mutex(0)
    func night(retry: Retry? = nil) throws -> Runner.Report {
      fetched.withLock { $0 = 0 }
      var pipeline = nights.pipeline(corpus: true) { name in
        if name == "1.txt" { fetched.withLock { $0 += 1 } }
      }
      pipeline.limits.fetchAttempts = 3
      var settings = Runner.Settings()
      settings.output = folder.path
      settings.retry = retry
      return try Runner(pipeline, settings: settings, state: state?.opener).run()
    }
    for attempt in 1...5 {
      #expect(try night().books.rejected == 1)
      #expect(fetched.withLock { $0 } == (attempt <= 3 ? 1 : 0))
      #expect(try folder.read("test/current/rejects.jsonl").contains("\"attempts\":\(min(attempt, 3)),"))
    }
    guard hasState else { return }
    // Who asks for it by name gets it tried.
    #expect(try night(retry: Retry(code: "unreadable")).books.rejected == 1)
    #expect(fetched.withLock { $0 } == 1)
    nights.files["1.txt"]?.isDown = false
    // Now something tells that it is another.
    #expect(try night().books.rejected == 0)
  }

  @Test func `an earlier run that was damaged is not copied from`() throws {
    let folder = try TemporaryFolder()
    let state = MemoryState()
    let nights = Nights((0..<9).map { number in "keep k\(number) 件" })
    let pipeline = nights.pipeline(corpus: true)
    _ = try run(pipeline, in: folder.path, state: state)
    let whole = try folder.read("test/current/metrics.jsonl")
    // As long as before, so that only the bytes tell.
    try folder.write(whole.replacing("\"value\":1", with: "\"value\":7"), to: "test/runs/000001/metrics.jsonl")
    let report = try run(pipeline, in: folder.path, state: state)
    #expect(report.reused == 0)
    #expect(try folder.read("test/current/metrics.jsonl") == whole)
    #expect(try run(pipeline, in: folder.path, state: state).reused == 9)
  }

  @Test(arguments: ["manifest.json", "documents.jsonl"])
  func `without the earlier run's files all is worked on again`(_ file: String) throws {
    let folder = try TemporaryFolder()
    let state = MemoryState()
    let nights = Nights((0..<3).map { number in "keep k\(number) 件" })
    let pipeline = nights.pipeline(corpus: true)
    _ = try run(pipeline, in: folder.path, state: state)
    let other = try TemporaryFolder()
    try FileManager.default.removeItem(atPath: folder.path + "/test/runs/000001/" + file)
    let report = try run(pipeline, in: other.path, state: state)
    #expect(report.reused == 0 && report.books.published == 3)
  }

  @Test func `the state follows an output that has been moved`() throws {
    let folder = try TemporaryFolder()
    let state = MemoryState()
    let nights = Nights((0..<3).map { number in "keep k\(number) 件" })
    let pipeline = nights.pipeline(corpus: true)
    _ = try run(pipeline, in: folder.path + "/before", state: state)
    try FileManager.default.moveItem(atPath: folder.path + "/before", toPath: folder.path + "/after")
    let report = try run(pipeline, in: folder.path + "/after", state: state)
    #expect(report.reused == 3)
    #expect(try folder.read("after/test/current/changes.jsonl").isEmpty)
  }

  @Test func `a full run takes nothing from earlier ones, and remembers`() throws {
    let folder = try TemporaryFolder()
    let state = MemoryState()
    let nights = Nights((0..<3).map { number in "keep k\(number) 件" })
    let pipeline = nights.pipeline(corpus: true)
    #expect(try run(pipeline, in: folder.path, state: state, isFull: true).reused == 0)
    #expect(try run(pipeline, in: folder.path, state: state, isFull: true).reused == 0)
    #expect(try run(pipeline, in: folder.path, state: state).reused == 3)
  }

  @Test func `a state that lags behind what was published costs time and no byte`() throws {
    let folder = try TemporaryFolder()
    let (state, twin) = (MemoryState(), try TemporaryFolder())
    var nights = Nights((0..<9).map { number in "keep k\(number) 件" })
    _ = try run(nights.pipeline(corpus: true), in: folder.path, state: state)
    nights.files["3.txt"] = NightFile(text: "keep k3 1件件", validator: "2")
    // Published, but what it found out was lost.
    _ = try run(nights.pipeline(corpus: true), in: folder.path, state: nil)
    nights.files["5.txt"] = nil
    try FileManager.default.copyItem(atPath: folder.path + "/test", toPath: twin.path + "/test")
    #expect(try run(nights.pipeline(corpus: true), in: folder.path, state: state).reused == 7)
    _ = try run(nights.pipeline(corpus: true), in: twin.path, state: nil)
    try expectEqual(folder.path, twin.path, 3)
  }
}
