extension Document {
  /// Passes over the value of a layer; text and source have no value of their own here.
  mutating func pass(layer name: String, _ pass: inout some FieldPass) throws {
    switch name {
    case Layer.source.name, Layer.text.name, Layer.conflicts.name, Layer.duplicates.name: break
    case Layer.page.name: try pass.pass(&page)
    case Layer.tables.name: try pass.pass(&tables)
    case Layer.paidSpans.name: try pass.pass(&paidSpans)
    case Layer.truncated.name: try pass.pass(&isTruncated)
    case Layer.outline.name: try pass.pass(&outline)
    case Layer.metadata.name: try pass.pass(&metadata)
    case Layer.metrics.name: try pass.pass(&metrics)
    case Layer.checks.name: try pass.pass(&checks)
    default: try passOwn(layer: name, &pass)
    }
  }

  /// The layers that a source may have set, as fetching a page does.
  static let layersOfSources: [Layer] = [.page, .tables, .truncated]
}

extension PageFacts: Passable {
  static var blank: PageFacts { PageFacts(title: nil) }
  mutating func pass(_ pass: inout some FieldPass) throws {
    try pass.pass(&title)
    try pass.pass(&fields)
    try pass.pass(&evidence)
    try pass.pass(&statements)
    try pass.pass(&links)
    try pass.pass(&headings)
  }
}

extension PageFacts.Statement: Passable {
  static var blank: PageFacts.Statement { PageFacts.Statement(value: "", place: nil) }
  mutating func pass(_ pass: inout some FieldPass) throws {
    try pass.pass(&value)
    try pass.pass(&place)
    try pass.pass(&isIndirect)
  }
}

extension ReportHeading: Passable {
  static var blank: ReportHeading { ReportHeading(text: "", level: 0) }
  mutating func pass(_ pass: inout some FieldPass) throws {
    try pass.pass(&text)
    try pass.pass(&level)
  }
}

extension ReportLink: Passable {
  static var blank: ReportLink { ReportLink(text: "", target: "", isAttachment: false) }
  mutating func pass(_ pass: inout some FieldPass) throws {
    try pass.pass(&text)
    try pass.pass(&target)
    try pass.pass(&isAttachment)
  }
}

extension ReportTable: Passable {
  static var blank: ReportTable { ReportTable(rows: []) }
  mutating func pass(_ pass: inout some FieldPass) throws { try pass.pass(&rows) }
}

extension ReportTable.Cell: Passable {
  static var blank: ReportTable.Cell { ReportTable.Cell(text: "", isHeader: false) }
  mutating func pass(_ pass: inout some FieldPass) throws {
    try pass.pass(&text)
    try pass.pass(&isHeader)
    try pass.pass(&isRepeated)
  }
}

extension Metadata: Passable {
  static var blank: Metadata { Metadata() }
  mutating func pass(_ pass: inout some FieldPass) throws {
    try pass.pass(&title)
    try pass.pass(&issuer)
    try pass.pass(&area)
    try pass.pass(&period)
    try pass.pass(&planPeriod)
    try pass.pass(&published)
    try pass.pass(&indexNumber)
    try pass.pass(&origin)
    try pass.pass(&evidence)
    try pass.pass(&candidates)
  }
}

extension MetadataCandidate: Passable {
  static var blank: MetadataCandidate { MetadataCandidate(value: "", evidence: "") }
  mutating func pass(_ pass: inout some FieldPass) throws {
    try pass.pass(&value)
    try pass.pass(&evidence)
  }
}

extension Segment: Passable {
  static var blank: Segment { Segment(range: 0..<0, level: 0, marker: "", title: "", role: "", parent: nil) }
  mutating func pass(_ pass: inout some FieldPass) throws {
    try pass.pass(&range)
    try pass.pass(&level)
    try pass.pass(&marker)
    try pass.pass(&title)
    try pass.pass(&role)
    try pass.pass(&parent)
  }
}

extension Metric: Passable {
  static var blank: Metric { Metric(range: 0..<0, sentence: 0..<0, label: "", value: nil, unit: nil, rule: "") }
  mutating func pass(_ pass: inout some FieldPass) throws {
    try pass.pass(&range)
    try pass.pass(&sentence)
    try pass.pass(&segment)
    try pass.pass(&metric)
    try pass.pass(&label)
    try pass.pass(&action)
    try pass.pass(&value)
    try pass.pass(&valueHigh)
    try pass.pass(&unit)
    try pass.pass(&isMasked)
    try pass.pass(&qualifier)
    try pass.pass(&kind)
    try pass.pass(&isChange)
    try pass.pass(&period)
    try pass.pass(&partOf)
    try pass.pass(&ratioOf)
    try pass.pass(&rule)
  }
}

extension Check: Passable {
  static var blank: Check {
    Check(kind: "", terms: [], stated: 0, computed: 0, holds: false, tolerance: 0, message: "")
  }
  mutating func pass(_ pass: inout some FieldPass) throws {
    try pass.pass(&kind)
    try pass.pass(&terms)
    try pass.pass(&others)
    try pass.pass(&stated)
    try pass.pass(&computed)
    try pass.pass(&holds)
    try pass.pass(&tolerance)
    try pass.pass(&message)
  }
}

extension MetricReference: Passable {
  static var blank: MetricReference { MetricReference(document: .blank, metric: .blank) }
  mutating func pass(_ pass: inout some FieldPass) throws {
    try pass.pass(&document)
    try pass.pass(&metric)
  }
}

extension RecordID: Passable {
  static var blank: RecordID { RecordID(bits: 0) }
  mutating func pass(_ pass: inout some FieldPass) throws {
    var bits = Int(bitPattern: UInt(bits))
    try pass.pass(&bits)
    self = RecordID(bits: UInt64(UInt(bitPattern: bits)))
  }
}
