import Foundation
import PipelineKit

/// The documents of a published run, as a comparison needs them: text, source, area, day.
struct PublishedDocuments: Sendable {
  private let path: FilePath

  /// Notes a run's folder, or its `documents.jsonl`.
  init(_ path: FilePath) { self.path = path }

  private struct Row: Decodable {
    var source: String
    var revision: String
    var mediaType: String
    var charset: String
    var title: String?
    var area: [String]?
    var published: String?
    var text: String
    var paidSpans: [[Int]]
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

  /// How many bytes are read at a time.
  private static let block = 1 << 20

  /// Hands each document to `body`, in the order of the file; throws ``RunFailure`` where the file cannot be read.
  func read(_ body: (Document) throws -> Void) throws {
    guard let handle = FileHandle(forReadingAtPath: file) else {
      throw RunFailure(.inputOutput, "dedupe: 'earlier' has no documents in '\(path.place)'; name a run's folder")
    }
    defer { try? handle.close() }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    var rest = Data()
    var line = 0
    while true {
      let block = try handle.read(upToCount: Self.block) ?? Data()
      rest += block
      while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        line += 1
        try body(try document(rest[rest.startIndex..<end], line, decoder))
        rest = rest[(end + 1)...]
      }
      rest = Data(rest)
      if block.isEmpty { break }
    }
    if !rest.isEmpty { try body(try document(rest, line + 1, decoder)) }
  }

  private func document(_ bytes: Data, _ line: Int, _ decoder: JSONDecoder) throws -> Document {
    let row: Row
    do { row = try decoder.decode(Row.self, from: bytes) } catch {
      throw RunFailure(
        .inputOutput, "dedupe: line \(line) of 'earlier' in '\(path.place)' is no document; is the run whole?")
    }
    var document = Document(
      source: row.source, revision: row.revision, mediaType: row.mediaType, charset: row.charset, text: row.text)
    document.metadata.title = row.title
    document.metadata.area = row.area ?? []
    document.metadata.published = row.published
    document.isTruncated = row.truncated ?? false
    // Whether there are any is all that is asked.
    document.paidSpans = row.paidSpans.map { _ in 0..<0 }
    return document
  }
}
