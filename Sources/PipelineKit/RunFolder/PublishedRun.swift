import Foundation

/// What a published run says of its inputs.
struct PublishedRun {
  /// The revision of each document, by source.
  private(set) var revisions: [String: String] = [:]
  /// The rejects, by source.
  private(set) var rejects: [String: RejectRecord] = [:]

  private struct DocumentRow: Decodable {
    var source: String
    var revision: String
  }

  private struct RejectRow: Decodable {
    var source: String
    var revision: String?
    var stage: String
    var code: String
    var `class`: String
    var message: String
    var first_seen: String
    var attempts: Int

    var record: RejectRecord {
      RejectRecord(
        source: source, revision: revision, stage: stage,
        failure: Failure(code: code, message, class: Failure.Class(rawValue: `class`) ?? .permanent),
        attempts: attempts, firstSeen: first_seen)
    }
  }

  init(folder: String) throws {
    for row in try Self.rows(DocumentRow.self, folder + "/" + Table.documents.file) {
      revisions[row.source] = row.revision
    }
    rejects = try Self.rejects(in: folder)
  }

  /// Only the rejects, which a run needs without the documents.
  init(rejectsOf folder: String) throws {
    rejects = try Self.rejects(in: folder)
  }

  private static func rejects(in folder: String) throws -> [String: RejectRecord] {
    let rows = try rows(RejectRow.self, folder + "/" + Table.rejects.file)
    return Dictionary(rows.map { ($0.source, $0.record) }) { $1 }
  }

  private static func rows<Row: Decodable>(_ type: Row.Type, _ path: String) throws -> [Row] {
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    let decoder = JSONDecoder()
    var rows: [Row] = []
    do {
      let isRead = try LineReader.forEachLine(in: path) { line in
        rows.append(try decoder.decode(Row.self, from: Data(line)))
        return true
      }
      guard isRead else { throw RunFailure(.inputOutput, "output: cannot read '\(path)'") }
      return rows
    } catch let failure as RunFailure { throw failure } catch {
      throw RunFailure(
        .inputOutput,
        "output: a line of '\(path)' cannot be read; if the run is damaged, link 'current' to another, or remove it")
    }
  }
}
