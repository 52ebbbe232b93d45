import Synchronization

/// Encodes a document's records, one JSONL line each, in the tables' order of keys.
public struct RecordEncoder: Sendable {
  /// Lines of `documents`.
  public private(set) var documents = JSONWriter()
  /// Lines of `segments`.
  public private(set) var segments = JSONWriter()
  /// Lines of `metrics`.
  public private(set) var metrics = JSONWriter()
  /// Lines of `checks`.
  public private(set) var checks = JSONWriter()
  /// Lines of `duplicates`.
  public private(set) var duplicates = JSONWriter()

  /// Makes an encoder with nothing written.
  public init() {}

  /// Forgets what has been written and keeps the memory.
  public mutating func removeAll() {
    documents.removeAll()
    segments.removeAll()
    metrics.removeAll()
    checks.removeAll()
    duplicates.removeAll()
  }

  /// Adds a document's records.
  ///
  /// One that another stands for has a document row and links, and nothing else.
  public mutating func encode(_ document: Document) {
    let points = CodePoints(document.text)
    documentRow(document, points)
    for link in document.duplicates { duplicateRow(link, document.id) }
    guard document.duplicateOf == nil else { return }
    let ids = RecordIDs(document, points)
    for index in document.outline.indices { segmentRow(index, document, ids, points) }
    for index in document.metrics.indices { metricRow(index, document, ids, points) }
    for index in document.checks.indices { checkRow(index, document, ids) }
  }

  /// The lines of every table, in the order of ``tables``.
  public static func rows(of document: Document) -> [[UInt8]] {
    // An encoder has room for rows of any length once it has grown: whoever needs one next takes it as it is.
    var encoder = spare.withLock { $0.popLast() } ?? RecordEncoder()
    encoder.encode(document)
    let tables = [encoder.documents, encoder.segments, encoder.metrics, encoder.checks, encoder.duplicates]
    let rows = tables.map(\.copiedBytes)
    encoder.removeAll()
    spare.withLock { $0.append(encoder) }
    return rows
  }

  private static let spare = Mutex<[RecordEncoder]>([])

  /// The tables that hold documents and what is in them.
  public static let tables: [Table] = [.documents, .segments, .metrics, .checks, .duplicates]

  /// The lines of a document that stood for itself, when `duplicateOf` stands for it, and it is linked with others.
  public static func fold(
    _ rows: [[UInt8]], of id: RecordID, duplicateOf: RecordID?, links: [DuplicateLink]
  ) -> [[UInt8]] {
    var encoder = RecordEncoder()
    for link in links { encoder.duplicateRow(link, id) }
    var folded = rows
    folded[4] += encoder.duplicates.bytes
    guard let duplicateOf else { return folded }
    // No string can hold the key: its quotation marks would be escaped.
    let key = Array("\"duplicate_of\":".utf8)
    guard let at = folded[0].lastRange(of: key + Array("null".utf8)) else {
      preconditionFailure("a document that stood for itself")
    }
    folded[0].replaceSubrange(at, with: key + Array("\"\(duplicateOf)\"".utf8))
    for table in 1...3 { folded[table] = [] }
    return folded
  }

  private mutating func documentRow(_ document: Document, _ points: CodePoints) {
    let metadata = document.metadata
    documents.record(.documents) { row in
      row.member("id", document.id)
      row.member("source", document.source)
      row.member("revision", document.revision)
      row.member("media_type", document.mediaType)
      row.member("charset", document.charset)
      row.member("title", metadata.title)
      row.member("issuer", metadata.issuer)
      row.key(plain: "area")
      row.list(metadata.area) { $0.string($1) }
      row.member("period", metadata.period)
      row.member("plan_period", metadata.planPeriod)
      row.member("published", metadata.published)
      row.member("text", document.text)
      row.key(plain: "paid_spans")
      row.list(document.paidSpans) { $0.span($1, points) }
      row.member("duplicate_of", document.duplicateOf)
      row.member("truncated", document.isTruncated)
      row.member("index_number", metadata.indexNumber)
      row.member("origin", metadata.origin)
    }
  }

  private mutating func segmentRow(_ index: Int, _ document: Document, _ ids: RecordIDs, _ points: CodePoints) {
    let segment = document.outline[index]
    let strings = RowWriter.room(segment.marker) + RowWriter.room(segment.title) + RowWriter.room(segment.role)
    segments.row(upTo: strings + Self.roomBesideStrings) { row in
      row.head(.segments)
      row.id(ids.segments[index])
      row.raw(",\"document_id\":")
      row.id(document.id)
      row.raw(",\"parent_id\":")
      row.id(segment.parent.map { ids.segments[$0] })
      row.raw(",\"ordinal\":")
      row.integer(index)
      row.raw(",\"level\":")
      row.integer(segment.level)
      row.raw(",\"marker\":")
      row.string(segment.marker.isEmpty ? nil : segment.marker)
      row.raw(",\"title\":")
      row.string(segment.title.isEmpty ? nil : segment.title)
      row.raw(",\"role\":")
      row.string(segment.role)
      row.bounds(segment.range, points)
      row.raw("}")
    }
  }

  private mutating func metricRow(_ index: Int, _ document: Document, _ ids: RecordIDs, _ points: CodePoints) {
    let metric = document.metrics[index]
    let words =
      RowWriter.room(metric.metric) + RowWriter.room(metric.label) + RowWriter.room(metric.action)
      + RowWriter.room(metric.unit) + RowWriter.room(metric.period)
    let terms = RowWriter.room(metric.qualifier) + RowWriter.room(metric.kind) + RowWriter.room(metric.rule)
    let ratio = (metric.ratioOf?.count ?? 0) * RowWriter.roomOfID
    let text = metric.range.count * RowWriter.longestEscape
    metrics.row(upTo: words + terms + ratio + text + Self.roomBesideStrings) { row in
      row.head(.metrics)
      row.id(ids.metrics[index])
      row.raw(",\"document_id\":")
      row.id(document.id)
      row.raw(",\"segment_id\":")
      row.id(metric.segment.map { ids.segments[$0] })
      row.raw(",\"metric\":")
      row.string(metric.metric)
      row.raw(",\"label\":")
      row.string(metric.label)
      row.raw(",\"action\":")
      row.string(metric.action)
      row.raw(",\"value\":")
      row.number(metric.value)
      row.raw(",\"value_high\":")
      row.number(metric.valueHigh)
      row.raw(",\"unit\":")
      row.string(metric.unit)
      row.raw(",\"masked\":")
      row.bool(metric.isMasked)
      row.raw(",\"qualifier\":")
      row.string(metric.qualifier)
      row.raw(",\"kind\":")
      row.string(metric.kind)
      row.raw(",\"change\":")
      row.bool(metric.isChange)
      row.raw(",\"period\":")
      row.string(metric.period)
      row.raw(",\"part_of\":")
      row.id(metric.partOf.map { ids.metrics[$0] })
      row.raw(",\"ratio_of\":")
      row.pair(metric.ratioOf?.map { ids.metrics[$0] })
      row.raw(",\"text\":")
      points.withBytes(metric.range) { row.string(utf8: $0) }
      row.bounds(metric.range, points)
      row.raw(",\"sentence\":[")
      row.integer(points.offset(metric.sentence.lowerBound))
      row.raw(",")
      row.integer(points.offset(metric.sentence.upperBound))
      row.raw("],\"rule\":")
      row.string(metric.rule)
      row.raw("}")
    }
  }

  /// More than keys, ids and numbers of a row take together.
  private static let roomBesideStrings = 1024

  private mutating func checkRow(_ index: Int, _ document: Document, _ ids: RecordIDs) {
    let check = document.checks[index]
    checks.record(.checks) { row in
      row.member("id", ids.checks[index])
      row.member("document_id", document.id)
      row.member("kind", check.kind)
      row.key(plain: "terms")
      row.list(check.terms.map { ids.metrics[$0] } + check.others.map(\.metric)) { $0.id($1) }
      row.member("stated", ids.metrics[check.stated])
      row.member("computed", check.computed)
      row.member("holds", check.holds)
      row.member("tolerance", check.tolerance)
      row.member("message", check.message)
    }
  }

  private mutating func duplicateRow(_ link: DuplicateLink, _ id: RecordID) {
    duplicates.record(.duplicates) { row in
      row.member("document_id", id)
      row.member("of", link.of)
      row.member("relation", link.relation)
      row.member("similarity", link.similarity)
    }
  }
}

extension [UInt8] {
  /// Where `other` stands last, looked for from the end.
  fileprivate func lastRange(of other: [UInt8]) -> Range<Int>? {
    let start = stride(from: count - other.count, through: 0, by: -1).first { start in
      self[start] == other[0] && self[start..<start + other.count].elementsEqual(other)
    }
    return start.map { $0..<$0 + other.count }
  }
}

extension JSONWriter {
  /// Writes one line: an object whose first key is the table's `schema`.
  mutating func record(_ table: Table, _ members: (inout JSONWriter) -> Void) {
    beginObject()
    member("schema", table.schema)
    members(&self)
    endObject()
    newline()
  }

  /// Writes a member with a string or `null`; the names of members need no escapes.
  mutating func member(_ name: StaticString, _ value: String?) {
    key(plain: name)
    string(value)
  }

  /// Writes a member with an id or `null`.
  mutating func member(_ name: StaticString, _ value: RecordID?) {
    key(plain: name)
    id(value)
  }

  /// Writes a member with a number or `null`.
  mutating func member(_ name: StaticString, _ value: Double?) {
    key(plain: name)
    if let value { number(value) } else { null() }
  }

  /// Writes a member with a whole number.
  mutating func member(_ name: StaticString, _ value: Int) {
    key(plain: name)
    integer(value)
  }

  /// Writes a member with a boolean.
  mutating func member(_ name: StaticString, _ value: Bool) {
    key(plain: name)
    bool(value)
  }

  /// Writes `[start,end]` in code points.
  fileprivate mutating func span(_ range: Range<Int>, _ points: CodePoints) {
    beginArray()
    integer(points.offset(range.lowerBound))
    integer(points.offset(range.upperBound))
    endArray()
  }

  /// Writes a list.
  mutating func list<Item>(_ items: [Item], _ write: (inout JSONWriter, Item) -> Void) {
    beginArray()
    for item in items { write(&self, item) }
    endArray()
  }
}

extension RowWriter {
  /// Writes the beginning of a table's row, up to the id.
  fileprivate mutating func head(_ table: Table) {
    raw("{\"schema\":")
    string(table.schema)
    raw(",\"id\":")
  }

  /// Writes the two ids of a pair, or `null`.
  fileprivate mutating func pair(_ ids: [RecordID]?) {
    guard let ids else { return raw("null") }
    raw("[")
    for (place, id) in ids.enumerated() {
      if place > 0 { raw(",") }
      self.id(id)
    }
    raw("]")
  }

  /// Writes `start` and `end` in code points.
  fileprivate mutating func bounds(_ range: Range<Int>, _ points: CodePoints) {
    raw(",\"start\":")
    integer(points.offset(range.lowerBound))
    raw(",\"end\":")
    integer(points.offset(range.upperBound))
  }
}
