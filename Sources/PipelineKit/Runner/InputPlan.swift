import Foundation

/// What a run would do with each input: lists and fetches, and compares with the last published run.
public struct InputPlan: Sendable {
  /// One input.
  public struct Item: Sendable {
    /// Its name.
    public var source: String
    /// `new`, `changed`, `again` (known and unchanged), `retried`, `dropped` or `rejected`.
    public var status: String
    /// The reason in words.
    public var why: String
  }

  /// The inputs in the order of listing.
  public private(set) var items: [Item] = []
  /// The run that they are compared with.
  public let previous: String?

  /// Lists the inputs of the runner's pipeline.
  ///
  /// Nothing is written.
  public init(_ runner: Runner) throws {
    previous = runner.folders.current
    let earlier = try previous.map { try PublishedRun(folder: runner.folders.folder(of: $0)) }
    for step in runner.pipeline.steps {
      guard let source = step.stage as? any Source else { continue }
      try source.list { input in items.append(Self.item(input, source, earlier)) }
    }
  }

  private static func item(_ input: Input, _ source: any Source, _ earlier: PublishedRun?) -> Item {
    func item(_ status: String, _ why: String) -> Item { Item(source: input.source, status: status, why: why) }
    switch input.verdict {
    case .drop(let reason): return item("dropped", reason)
    case .reject(let failure): return item("rejected", failure.message)
    case .keep: break
    }
    do {
      let document = try source.fetch(input)
      if let code = earlier?.rejected[input.source] { return item("retried", "rejected last time: \(code)") }
      guard let revision = earlier?.revisions[input.source] else { return item("new", "not in an earlier run") }
      if revision != document.revision { return item("changed", "other bytes than last time") }
      return item("again", "unchanged; every run is a full run yet")
    } catch {
      return item("rejected", (error as? Failure)?.message ?? "\(error)")
    }
  }
}

/// What a published run says of its inputs.
struct PublishedRun {
  /// The revision of each document, by source.
  private(set) var revisions: [String: String] = [:]
  /// The code of each reject, by source.
  private(set) var rejected: [String: String] = [:]
  /// The run that met each reject first, by source.
  private(set) var firstSeen: [String: String] = [:]
  /// How often each reject has been tried, by source.
  private(set) var attempts: [String: Int] = [:]

  private struct DocumentRow: Decodable {
    var source: String
    var revision: String
  }

  private struct RejectRow: Decodable {
    var source: String
    var code: String
    var first_seen: String
    var attempts: Int
  }

  init(folder: String) throws {
    for row in try Self.rows(DocumentRow.self, folder + "/" + Table.documents.file) {
      revisions[row.source] = row.revision
    }
    for row in try rejects(in: folder) {
      rejected[row.source] = row.code
      firstSeen[row.source] = row.first_seen
    }
  }

  /// Only the rejects, which a run needs without the documents.
  init(rejectsOf folder: String) throws {
    for row in try rejects(in: folder) {
      firstSeen[row.source] = row.first_seen
      attempts[row.source] = row.attempts
    }
  }

  private func rejects(in folder: String) throws -> [RejectRow] {
    try Self.rows(RejectRow.self, folder + "/" + Table.rejects.file)
  }

  private static func rows<Row: Decodable>(_ type: Row.Type, _ path: String) throws -> [Row] {
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw RunFailure(.inputOutput, "output: cannot read '\(path)'")
    }
    let decoder = JSONDecoder()
    do { return try data.split(separator: UInt8(ascii: "\n")).map { try decoder.decode(Row.self, from: $0) } } catch {
      throw RunFailure(
        .inputOutput,
        "output: a line of '\(path)' cannot be read; if the run is damaged, link 'current' to another, or remove it")
    }
  }
}
