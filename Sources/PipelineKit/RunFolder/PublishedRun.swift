import Foundation

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
