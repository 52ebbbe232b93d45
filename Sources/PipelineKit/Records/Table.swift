/// An output table: its columns in the order of the keys, each with its type and one line of help.
///
/// The encoder writes what is declared here, `tally schema` shows it, and a test holds the two against each other.
public struct Table: Sendable {
  /// A column.
  public struct Column: Sendable {
    /// The key.
    public let name: String
    /// The type as JSON Schema.
    public let type: JSONValue
    /// One line of help.
    public let help: String
  }

  /// The table's name; its file is `<name>.jsonl`.
  public let name: String
  /// What the `schema` key of each record says.
  public let schema: String
  /// What one line is.
  public let help: String
  /// The columns in the order of the keys, without `schema`.
  public let columns: [Column]

  /// The table's file in a run's folder.
  public var file: String { name + ".jsonl" }

  /// What stands before the id in each row of a table that has ids, as ``RecordEncoder`` writes it.
  var rowHead: String { "{\"schema\":\"\(schema)\",\"id\":\"" }

  /// The record as JSON Schema (2020-12).
  public var jsonSchema: JSONValue {
    let properties = columns.map { column -> (String, JSONValue) in
      guard case .object(let members) = column.type else { return (column.name, column.type) }
      return (column.name, .object(members + [("description", .string(column.help))]))
    }
    let keys = ["schema"] + columns.map(\.name)
    return [
      "$schema": "https://json-schema.org/draft/2020-12/schema", "title": .string(schema), "description": .string(help),
      "type": "object", "properties": .object([("schema", ["const": .string(schema)])] + properties),
      "required": .array(keys.map { .string($0) }), "additionalProperties": false,
    ]
  }
}

extension Table {
  /// Every table of a run, in the order of the documentation.
  public static let all = [documents, segments, metrics, checks, duplicates, rejects, changes]

  private static let id: JSONValue = ["type": "string", "pattern": "^[0-9a-f]{16}$"]
  private static let idOrNull: JSONValue = ["type": ["string", "null"], "pattern": "^[0-9a-f]{16}$"]
  private static let text: JSONValue = ["type": "string"]
  private static let textOrNull: JSONValue = ["type": ["string", "null"]]
  private static let integer: JSONValue = ["type": "integer", "minimum": 0]
  private static let number: JSONValue = ["type": "number"]
  private static let numberOrNull: JSONValue = ["type": ["number", "null"]]
  private static let boolean: JSONValue = ["type": "boolean"]
  private static let span: JSONValue = ["type": "array", "items": ["type": "integer"], "minItems": 2, "maxItems": 2]
  private static func list(_ items: JSONValue) -> JSONValue { ["type": "array", "items": items] }
  private static func words(_ words: String...) -> JSONValue { ["enum": .array(words.map { .string($0) })] }

  /// A line is a document.
  public static let documents = Table(
    name: "documents", schema: "tally.document/2", help: "a document",
    columns: [
      .init(name: "id", type: id, help: "from the source"),
      .init(name: "source", type: text, help: "path relative to the fetch root with /, or URL"),
      .init(name: "revision", type: text, help: "SHA-256 of the bytes fetched"),
      .init(name: "media_type", type: text, help: "text/html or text/plain"),
      .init(name: "charset", type: text, help: "as decoded"),
      .init(name: "title", type: textOrNull, help: "the report's title"),
      .init(name: "issuer", type: textOrNull, help: "the agency, as it stands"),
      .init(name: "area", type: list(text), help: "names, largest to smallest"),
      .init(
        name: "period", type: textOrNull, help: "what the report covers, ISO 8601 with H1, Q3 for halves and quarters"),
      .init(name: "plan_period", type: textOrNull, help: "what its plan covers, likewise"),
      .init(name: "published", type: textOrNull, help: "day of publication"),
      .init(name: "text", type: text, help: "clean body, one paragraph a line"),
      .init(name: "paid_spans", type: list(span), help: "what stood between paywall markers, in text"),
      .init(name: "duplicate_of", type: idOrNull, help: "the document that stands for this one"),
      .init(name: "truncated", type: boolean, help: "whether the rest of the text is missing"),
      .init(
        name: "index_number", type: textOrNull, help: "number in the issuer's index of published information (索引号)"),
      .init(name: "origin", type: textOrNull, help: "whence the page has it, as it says (来源)"),
    ])

  /// A line is a section of the outline.
  public static let segments = Table(
    name: "segments", schema: "tally.segment/1", help: "a section of a document's outline",
    columns: [
      .init(name: "id", type: id, help: "from document, heading and place among equals"),
      .init(name: "document_id", type: id, help: "the document"),
      .init(name: "parent_id", type: idOrNull, help: "the enclosing section"),
      .init(name: "ordinal", type: integer, help: "place in the document's outline, from 0"),
      .init(name: "level", type: integer, help: "nesting level, from 1"),
      .init(name: "marker", type: textOrNull, help: "numbering as it stands"),
      .init(name: "title", type: textOrNull, help: "heading without its numbering"),
      .init(
        name: "role", type: words("achievements", "problems", "plan", "intro", "other"),
        help: "what the section is about"),
      .init(name: "start", type: integer, help: "first code point in text"),
      .init(name: "end", type: integer, help: "one past the last code point"),
    ])

  /// A line is a figure.
  public static let metrics = Table(
    name: "metrics", schema: "tally.metric/1", help: "a figure that a document states",
    columns: [
      .init(name: "id", type: id, help: "from document, sentence without digits and place in it"),
      .init(name: "document_id", type: id, help: "the document"),
      .init(name: "segment_id", type: idOrNull, help: "the section"),
      .init(name: "metric", type: textOrNull, help: "id in the catalogue"),
      .init(name: "label", type: text, help: "what is counted"),
      .init(name: "action", type: textOrNull, help: "verb of the count"),
      .init(name: "value", type: numberOrNull, help: "number with 万 and 亿 multiplied out; null where masked"),
      .init(name: "value_high", type: numberOrNull, help: "upper end of a range"),
      .init(name: "unit", type: textOrNull, help: "unit or classifier"),
      .init(name: "masked", type: boolean, help: "whether the number is blanked out"),
      .init(
        name: "qualifier", type: words("exact", "approx", "lower_bound", "upper_bound"),
        help: "how the value bounds the true one"),
      .init(name: "kind", type: words("actual", "target", "baseline", "change"), help: "done, promised, or compared"),
      .init(name: "change", type: boolean, help: "whether it is a difference or a growth rate"),
      .init(
        name: "period", type: textOrNull,
        help: "span of time it speaks of, likewise; ../D is a state as of D, D/.. since D"),
      .init(name: "part_of", type: idOrNull, help: "the metric that it is part of"),
      .init(
        name: "ratio_of", type: ["type": ["array", "null"], "items": id, "minItems": 2, "maxItems": 2],
        help: "numerator and denominator of a rate"),
      .init(name: "text", type: text, help: "as written"),
      .init(name: "start", type: integer, help: "first code point in the document's text"),
      .init(name: "end", type: integer, help: "one past the last code point"),
      .init(name: "sentence", type: span, help: "the sentence around it"),
      .init(name: "rule", type: text, help: "what read it"),
    ])

  /// A line is an arithmetic relation.
  public static let checks = Table(
    name: "checks", schema: "tally.check/1", help: "an arithmetic relation between figures, verified",
    columns: [
      .init(name: "id", type: id, help: "from kind and figures"),
      .init(name: "document_id", type: id, help: "the document"),
      .init(name: "kind", type: words("sum", "rate", "difference", "restated", "conflict"), help: "the relation"),
      .init(name: "terms", type: list(id), help: "the metrics that enter"),
      .init(name: "stated", type: id, help: "the metric that states the result"),
      .init(name: "computed", type: number, help: "what the terms give"),
      .init(name: "holds", type: boolean, help: "whether it agrees with what is stated"),
      .init(name: "tolerance", type: number, help: "difference that still counts as agreement"),
      .init(name: "message", type: text, help: "the relation in words"),
    ])

  /// A line is a link between two documents.
  public static let duplicates = Table(
    name: "duplicates", schema: "tally.duplicate/1", help: "a link between two documents",
    columns: [
      .init(name: "document_id", type: id, help: "the copy"),
      .init(name: "of", type: id, help: "the document that it is a copy or sibling of"),
      .init(name: "relation", type: words("exact", "near", "masked", "template"), help: "how the two are related"),
      .init(name: "similarity", type: ["type": "number", "minimum": 0, "maximum": 1], help: "how alike they are"),
    ])

  /// A line is an input that failed.
  public static let rejects = Table(
    name: "rejects", schema: "tally.reject/1", help: "an input that failed",
    columns: [
      .init(name: "source", type: text, help: "path relative to the fetch root with /, or URL"),
      .init(name: "revision", type: textOrNull, help: "SHA-256 of the bytes, where they could be read"),
      .init(name: "stage", type: text, help: "the stage that rejected it"),
      .init(name: "code", type: text, help: "short name of the fault"),
      .init(name: "class", type: words("transient", "permanent"), help: "whether another try may succeed"),
      .init(name: "message", type: text, help: "the fault in words"),
      .init(name: "attempts", type: integer, help: "tries so far"),
      .init(name: "first_seen", type: text, help: "the run that met it first"),
    ])

  /// A line is a difference from the previous published run.
  public static let changes = Table(
    name: "changes", schema: "tally.change/1", help: "a record added, changed or removed since the previous run",
    columns: [
      .init(name: "op", type: words("insert", "update", "delete"), help: "what happened"),
      .init(name: "table", type: words("documents", "segments", "metrics", "checks"), help: "the record's table"),
      .init(name: "id", type: id, help: "the record"),
    ])
}
