import Foundation

/// What differs between the tables of two runs, record by record and field by field.
public struct RunDifference: Sendable {
  /// One table.
  public struct TableDifference: Sendable {
    /// The table's name.
    public var table: String
    /// Records that only the second run has, as lines.
    public var added: [String] = []
    /// Records that only the first run has, as lines.
    public var removed: [String] = []
    /// Records that both have, and not the same.
    public var changed: [Change] = []
    /// Whether there is no difference.
    public var isEmpty: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty }
  }

  /// A record that both runs have, and not the same.
  public struct Change: Sendable {
    /// The record as the second run has it, a line.
    public var line: String
    /// The fields that differ, in the order of the columns, with both values as JSON.
    public var fields: [(name: String, before: String, after: String)]
  }

  /// The columns that tell a record of a table from the others.
  private static let keys: [(table: Table, columns: [String])] = [
    (.documents, ["id"]), (.segments, ["id"]), (.metrics, ["id"]), (.checks, ["id"]),
    (.duplicates, ["document_id", "of"]), (.rejects, ["source"]),
  ]

  /// The tables that differ, and those that do not.
  public let tables: [TableDifference]

  /// Compares two runs' folders.
  public init(from before: String, to after: String) throws {
    tables = try Self.keys.map { table, columns in try Self.difference(table, columns, before, after) }
  }

  private static func difference(
    _ table: Table, _ columns: [String], _ before: String, _ after: String
  ) throws -> TableDifference {
    let (before, after) = (before + "/" + table.file, after + "/" + table.file)
    var difference = TableDifference(table: table.name)
    // Most lines are equal: only hashes of them are held, and only the others are read.
    let (oldHashes, newHashes) = (try hashes(before), try hashes(after))
    let (old, new) = (try lines(before, unlike: newHashes), try lines(after, unlike: oldHashes))
    var gone: [String: Data] = [:]
    for line in old { gone[try key(of: line, columns, table)] = line }
    for line in new {
      guard let former = gone.removeValue(forKey: try key(of: line, columns, table)) else {
        difference.added.append(String(decoding: line, as: UTF8.self))
        continue
      }
      let (was, now) = (try record(former, table), try record(line, table))
      let fields = (["schema"] + table.columns.map(\.name)).compactMap { name -> (String, String, String)? in
        let (one, other) = (text(was[name]), text(now[name]))
        return one == other ? nil : (name, one, other)
      }
      difference.changed.append(Change(line: String(decoding: line, as: UTF8.self), fields: fields))
    }
    let removed = Set(gone.values)
    for line in old where removed.contains(line) { difference.removed.append(String(decoding: line, as: UTF8.self)) }
    return difference
  }

  private static func hashes(_ path: String) throws -> Set<UInt64> {
    var found: Set<UInt64> = []
    try forEachLine(of: path) { found.insert(RowHash.hash($0)) }
    return found
  }

  /// The lines whose hashes are none of these.
  private static func lines(_ path: String, unlike hashes: Set<UInt64>) throws -> [Data] {
    var found: [Data] = []
    try forEachLine(of: path) { if !hashes.contains(RowHash.hash($0)) { found.append(Data($0)) } }
    return found
  }

  private static func forEachLine(of path: String, _ body: (UnsafeRawBufferPointer) -> Void) throws {
    // A run of a pipeline whose sink does not write the table.
    guard FileManager.default.fileExists(atPath: path) else { return }
    let isRead = LineReader.forEachLine(in: path) { line in
      body(line)
      return true
    }
    guard isRead else { throw RunFailure(.inputOutput, "diff: cannot read '\(path)'") }
  }

  private static func record(_ line: Data, _ table: Table) throws -> [String: Any] {
    guard let record = try? JSONSerialization.jsonObject(with: line) as? [String: Any] else {
      throw RunFailure(.inputOutput, "diff: a line of '\(table.name)' is no JSON object; is the run whole?")
    }
    return record
  }

  private static func key(of line: Data, _ columns: [String], _ table: Table) throws -> String {
    let record = try record(line, table)
    return columns.map { record[$0] as? String ?? "" }.joined(separator: "\u{1F}")
  }

  private static func text(_ value: Any?) -> String {
    guard let value else { return "null" }
    let options: JSONSerialization.WritingOptions = [.fragmentsAllowed, .sortedKeys, .withoutEscapingSlashes]
    // What was read as JSON can be written as JSON.
    return (try? JSONSerialization.data(withJSONObject: value, options: options)).map {
      String(decoding: $0, as: UTF8.self)
    } ?? "\(value)"
  }
}
