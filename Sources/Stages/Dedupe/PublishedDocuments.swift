import Foundation
import PipelineKit

/// The documents of a published run, as a comparison needs them: text, source, area, day.
struct PublishedDocuments: Sendable {
  private let path: FilePath

  /// Notes a run's folder, or its `documents.jsonl`.
  init(_ path: FilePath) { self.path = path }

  private struct Row: Decodable {
    // Named as they are written: to have the names translated takes as long as to read them.
    var source: String
    var revision: String
    var media_type: String
    var charset: String
    var title: String?
    var area: [String]?
    var published: String?
    var text: String
    var paid_spans: [[Int]]
    var truncated: Bool?
  }

  /// The path that was named.
  var place: String { path.absolute }

  private var isFolder: Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path.absolute, isDirectory: &isFolder) && isFolder.boolValue
  }

  private var file: String { isFolder ? path.absolute + "/" + Table.documents.file : path.absolute }

  /// What tells this run from any other, with `salt`: its manifest and the size of its documents; nil without a manifest.
  func key(besides salt: String) throws -> [UInt8]? {
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
    let manifest = folder.appendingPathComponent("manifest.json")
    guard FileManager.default.fileExists(atPath: manifest.path), FileManager.default.fileExists(atPath: file) else {
      return nil
    }
    do {
      let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int ?? 0
      return Array(try Data(contentsOf: manifest)) + Array("\n\(size)\n\(salt)".utf8)
    } catch {
      throw RunFailure(
        .inputOutput,
        "dedupe: cannot read the manifest of 'earlier' in '\(path.place)': \(error.localizedDescription.lowercased())")
    }
  }

  /// Hands each document to `body`, in the order of the file; throws ``RunFailure`` where the file cannot be read.
  func read(_ body: (Document) throws -> Void) throws {
    let decoder = JSONDecoder()
    var number = 0
    let isRead = try LineReader.forEachLine(in: file) { line in
      number += 1
      try body(try document(Data(line), number, decoder))
      return true
    }
    guard isRead else {
      throw RunFailure(.inputOutput, "dedupe: 'earlier' has no documents in '\(path.place)'; name a run's folder")
    }
  }

  private func document(_ bytes: Data, _ line: Int, _ decoder: JSONDecoder) throws -> Document {
    let row: Row
    do { row = try decoder.decode(Row.self, from: bytes) } catch {
      throw RunFailure(
        .inputOutput, "dedupe: line \(line) of 'earlier' in '\(path.place)' is no document; is the run whole?")
    }
    var document = Document(
      source: row.source, revision: row.revision, mediaType: row.media_type, charset: row.charset, text: row.text)
    document.metadata.title = row.title
    document.metadata.area = row.area ?? []
    document.metadata.published = row.published
    document.isTruncated = row.truncated ?? false
    // Whether there are any is all that is asked.
    document.paidSpans = row.paid_spans.map { _ in 0..<0 }
    return document
  }
}
