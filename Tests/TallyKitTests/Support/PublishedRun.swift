import Foundation
import PipelineKit

/// A run's folder as a reader of it sees it: only files, no type of the program.
struct PublishedRun {
  struct Manifest: Decodable {
    struct Counts: Decodable { var listed, published, dropped, rejected: Int }
    struct Stage: Decodable {
      var stage: String
      var `in`, out, rejected: Int
      var dropped: [String: Int]
      var cpu_seconds: Double
    }
    struct File: Decodable, Equatable {
      var name: String
      var rows, bytes: Int
      var sha256: String
    }
    var run_id: String
    var run: Counts
    var stages: [Stage]
    var files: [File]
  }

  let path: String
  let manifest: Manifest

  init(_ path: String) throws {
    self.path = path
    let data = try Data(contentsOf: URL(fileURLWithPath: path + "/manifest.json"))
    manifest = try JSONDecoder().decode(Manifest.self, from: data)
  }

  func bytes(_ file: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path + "/" + file)))
  }

  /// The lines of a table.
  func lines(_ table: String) throws -> [String] {
    try bytes(table + ".jsonl").split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The lines of a table, read.
  func rows(_ table: String) throws -> [JSON] { try lines(table).map { try JSON($0) } }

  /// The code of each reject, by source.
  func rejectCodes() throws -> [String: String] {
    let pairs = try rows("rejects").map { ($0["source"]?.string ?? "", $0["code"]?.string ?? "") }
    return Dictionary(pairs) { "\($0) and \($1)" }
  }

  /// The sources that were published, in their order.
  func sources() throws -> [String] { try rows("documents").compactMap { $0["source"]?.string } }

  /// Every table's bytes, by name.
  func tables() throws -> [String: [UInt8]] {
    Dictionary(uniqueKeysWithValues: try Table.all.map { ($0.name, try bytes($0.file)) })
  }
}
