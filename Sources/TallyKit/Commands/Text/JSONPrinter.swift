import Markup
import PipelineKit
import Stages

/// Writes a report as a JSON object in a line: path, title and text, then what was asked for.
struct JSONPrinter: ReportPrinter {
  private let parts: Set<TextPart>
  private var writer = JSONWriter()

  init(parts: Set<TextPart>) { self.parts = parts }

  mutating func bytes(of report: CleanReport) -> [UInt8] {
    let document = report.document
    writer.removeAll()
    writer.beginObject()
    writer.key("path")
    writer.string(document.source)
    writer.key("title")
    writer.string(document.page?.title)
    writer.key("text")
    writer.string(document.text)
    if parts.contains(.metadata) {
      for (name, value) in ReportFacts(document).entries {
        writer.key(name)
        writer.value(value)
      }
    }
    if parts.contains(.tables) { write(document.tables) }
    if parts.contains(.links) { write(report.links) }
    if parts.contains(.lines) { write(report.lines, CodePoints(document.text)) }
    writer.endObject()
    writer.newline()
    return writer.bytes
  }

  private mutating func write(_ tables: [ReportTable]) {
    writer.key("tables")
    writer.beginArray()
    for table in tables {
      writer.beginObject()
      writer.key("rows")
      writer.beginArray()
      for row in table.rows {
        writer.beginArray()
        for cell in row {
          writer.beginObject()
          writer.key("text")
          writer.string(cell.text)
          writer.key("header")
          writer.bool(cell.isHeader)
          writer.endObject()
        }
        writer.endArray()
      }
      writer.endArray()
      writer.endObject()
    }
    writer.endArray()
  }

  private mutating func write(_ links: [PageLink]) {
    writer.key("links")
    writer.beginArray()
    for link in links {
      writer.beginObject()
      writer.key("text")
      writer.string(link.text)
      writer.key("target")
      writer.string(link.target)
      writer.key("attachment")
      writer.bool(link.isAttachment)
      writer.endObject()
    }
    writer.endArray()
  }

  private mutating func write(_ lines: [PageLine], _ points: CodePoints) {
    writer.key("lines")
    writer.beginArray()
    for line in lines {
      writer.beginObject()
      writer.key("kind")
      writer.string(line.kind.name)
      writer.key("level")
      if case .heading(let level) = line.kind { writer.integer(level) } else { writer.null() }
      writer.key("start")
      writer.integer(points.offset(line.range.lowerBound))
      writer.key("end")
      writer.integer(points.offset(line.range.upperBound))
      writer.endObject()
    }
    writer.endArray()
  }
}

extension PageLine.Kind {
  /// The kind as the output names it.
  fileprivate var name: String {
    switch self {
    case .paragraph: "paragraph"
    case .heading: "heading"
    case .item: "item"
    case .row: "row"
    }
  }
}
