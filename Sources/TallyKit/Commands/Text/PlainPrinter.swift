import PipelineKit
import Stages

/// Writes the text alone; several reports under a line with their path each, as `head` does.
struct PlainPrinter: ReportPrinter {
  private let parts: Set<TextPart>
  private let isOne: Bool
  private var isFirst = true

  init(parts: Set<TextPart>, isOne: Bool) {
    self.parts = parts
    self.isOne = isOne
  }

  mutating func bytes(of report: CleanReport) -> [UInt8] {
    var out: [UInt8] = []
    let text = report.document.text.utf8
    out.reserveCapacity(text.count + 64)
    if !isOne {
      if !isFirst { out.append(UInt8(ascii: "\n")) }
      out += "==> \(report.document.source) <==\n".utf8
    }
    isFirst = false
    if parts.contains(.metadata) {
      let title = report.document.page?.title.map { [("title", $0)] } ?? []
      for (name, value) in title + ReportFacts(report.document).lines { out += "\(name): \(oneLine(value))\n".utf8 }
      out.append(UInt8(ascii: "\n"))
    }
    out += text
    if !text.isEmpty { out.append(UInt8(ascii: "\n")) }
    if parts.contains(.links), !report.links.isEmpty {
      out.append(UInt8(ascii: "\n"))
      for link in report.links {
        out += "\(link.isAttachment ? "attachment" : "link"): \(oneLine(link.text)) <\(oneLine(link.target))>\n".utf8
      }
    }
    return out
  }

  private func oneLine(_ text: String) -> String { text.replacing("\n", with: " ") }
}
