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
    for link in document.duplicates { duplicateRow(link, document) }
    guard document.duplicateOf == nil else { return }
    let ids = RecordIDs(document, points)
    for index in document.outline.indices { segmentRow(index, document, ids, points) }
    for index in document.metrics.indices { metricRow(index, document, ids, points) }
    for index in document.checks.indices { checkRow(index, document, ids) }
  }

  private mutating func documentRow(_ document: Document, _ points: CodePoints) {
    let metadata = document.metadata
    documents.record(.documents) { row in
      row.key("id", document.id.description)
      row.key("source", document.source)
      row.key("revision", document.revision)
      row.key("media_type", document.mediaType)
      row.key("charset", document.charset)
      row.key("title", metadata.title)
      row.key("issuer", metadata.issuer)
      row.key("area")
      row.list(metadata.area) { $0.string($1) }
      row.key("period", metadata.period)
      row.key("plan_period", metadata.planPeriod)
      row.key("published", metadata.published)
      row.key("text", document.text)
      row.key("paid_spans")
      row.list(document.paidSpans) { $0.span($1, points) }
      row.key("duplicate_of", document.duplicateOf?.description)
      row.key("truncated")
      row.bool(document.isTruncated)
      row.key("index_number", metadata.indexNumber)
      row.key("origin", metadata.origin)
    }
  }

  private mutating func segmentRow(_ index: Int, _ document: Document, _ ids: RecordIDs, _ points: CodePoints) {
    let segment = document.outline[index]
    segments.record(.segments) { row in
      row.key("id", ids.segments[index].description)
      row.key("document_id", document.id.description)
      row.key("parent_id", segment.parent.map { ids.segments[$0].description })
      row.key("ordinal")
      row.integer(index)
      row.key("level")
      row.integer(segment.level)
      row.key("marker", segment.marker.isEmpty ? nil : segment.marker)
      row.key("title", segment.title.isEmpty ? nil : segment.title)
      row.key("role", segment.role)
      row.bounds(segment.range, points)
    }
  }

  private mutating func metricRow(_ index: Int, _ document: Document, _ ids: RecordIDs, _ points: CodePoints) {
    let metric = document.metrics[index]
    metrics.record(.metrics) { row in
      row.key("id", ids.metrics[index].description)
      row.key("document_id", document.id.description)
      row.key("segment_id", metric.segment.map { ids.segments[$0].description })
      row.key("metric", metric.metric)
      row.key("label", metric.label)
      row.key("action", metric.action)
      row.key("value", metric.value)
      row.key("value_high", metric.valueHigh)
      row.key("unit", metric.unit)
      row.key("masked")
      row.bool(metric.isMasked)
      row.key("qualifier", metric.qualifier)
      row.key("kind", metric.kind)
      row.key("change")
      row.bool(metric.isChange)
      row.key("period", metric.period)
      row.key("part_of", metric.partOf.map { ids.metrics[$0].description })
      row.key("ratio_of")
      if let pair = metric.ratioOf {
        row.list(pair) { $0.string(ids.metrics[$1].description) }
      } else {
        row.null()
      }
      row.key("text", points.text(metric.range))
      row.bounds(metric.range, points)
      row.key("sentence")
      row.span(metric.sentence, points)
      row.key("rule", metric.rule)
    }
  }

  private mutating func checkRow(_ index: Int, _ document: Document, _ ids: RecordIDs) {
    let check = document.checks[index]
    checks.record(.checks) { row in
      row.key("id", ids.checks[index].description)
      row.key("document_id", document.id.description)
      row.key("kind", check.kind)
      row.key("terms")
      row.list(check.terms.map { ids.metrics[$0] } + check.others.map(\.metric)) { $0.string($1.description) }
      row.key("stated", ids.metrics[check.stated].description)
      row.key("computed", check.computed)
      row.key("holds")
      row.bool(check.holds)
      row.key("tolerance", check.tolerance)
      row.key("message", check.message)
    }
  }

  private mutating func duplicateRow(_ link: DuplicateLink, _ document: Document) {
    duplicates.record(.duplicates) { row in
      row.key("document_id", document.id.description)
      row.key("of", link.of.description)
      row.key("relation", link.relation)
      row.key("similarity", link.similarity)
    }
  }
}

extension JSONWriter {
  /// Writes one line: an object whose first key is the table's `schema`.
  mutating func record(_ table: Table, _ members: (inout JSONWriter) -> Void) {
    beginObject()
    key("schema", table.schema)
    members(&self)
    endObject()
    newline()
  }

  /// Writes a key with a string or `null`.
  mutating func key(_ name: String, _ value: String?) {
    key(name)
    string(value)
  }

  /// Writes a key with a number or `null`.
  mutating func key(_ name: String, _ value: Double?) {
    key(name)
    if let value { number(value) } else { null() }
  }

  /// Writes `start` and `end` in code points.
  fileprivate mutating func bounds(_ range: Range<Int>, _ points: CodePoints) {
    key("start")
    integer(points.offset(range.lowerBound))
    key("end")
    integer(points.offset(range.upperBound))
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
