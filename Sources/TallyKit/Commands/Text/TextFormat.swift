import ArgumentParser
import Markup
import PipelineKit
import Stages

/// How reports are printed.
enum TextFormat: String, CaseIterable, ExpressibleByArgument {
  case text
  case markdown
  case json

  /// Whether there is a place for a part in it.
  func shows(_ part: TextPart) -> Bool {
    switch (self, part) {
    case (.json, _), (_, .metadata), (_, .links): true
    // Tables are always drawn there.
    case (.markdown, .tables): true
    default: false
    }
  }

  /// What of a page has to be read for the parts that are printed.
  func pageParts(for parts: Set<TextPart>) -> PageReader.Parts {
    var needed: PageReader.Parts = []
    if parts.contains(.metadata) { needed.insert(.fields) }
    // Markdown draws tables and leads to attachments in any case.
    if parts.contains(.tables) || self == .markdown { needed.insert(.tables) }
    if parts.contains(.links) || self == .markdown { needed.insert(.links) }
    return needed
  }

  /// What writes it; `isOne` is whether there is a single report.
  func printer(parts: Set<TextPart>, isOne: Bool) -> any ReportPrinter {
    switch self {
    case .text: PlainPrinter(parts: parts, isOne: isOne)
    case .markdown: MarkdownPrinter(parts: parts, isOne: isOne)
    case .json: JSONPrinter(parts: parts)
    }
  }
}

/// What may be printed beside the text.
enum TextPart: String, CaseIterable {
  case metadata
  case tables
  case links
  case lines

  /// What there is of it in text.
  var hint: String {
    switch self {
    case .tables: " or 'markdown'; in text each row is a line, its cells parted by tabs"
    default: ""
    }
  }
}

/// Parts with commas between, as in `--with metadata,links`.
struct TextPartList: ExpressibleByArgument {
  let parts: [TextPart]

  static let allValueStrings = TextPart.allCases.map(\.rawValue)

  init?(argument: String) {
    let named = argument.split(separator: ",", omittingEmptySubsequences: false).map { TextPart(rawValue: String($0)) }
    guard !named.contains(nil) else { return nil }
    parts = named.compactMap { $0 }
  }
}

/// Writes reports in a format.
protocol ReportPrinter {
  /// The bytes of the next report.
  mutating func bytes(of report: CleanReport) -> [UInt8]
}

/// What is known of a report beside its text, in the order in which every format shows it.
struct ReportFacts {
  /// The names as the output has them; null where the page does not say.
  let entries: [(name: String, value: JSONValue)]

  private static let fields = [
    "published", "source", "author", "issuer", "index-number", "document-number", "site", "canonical-url",
    "description",
  ]

  init(_ document: Document) {
    let page = document.page
    let found = Self.fields.map { (Self.column($0), page?.fields[$0].map { JSONValue.string($0) } ?? .null) }
    let evidence = (page?.evidence ?? [:]).sorted { $0.key < $1.key }.map {
      (Self.column($0.key), JSONValue.string($0.value))
    }
    entries =
      found + [
        ("evidence", .object(evidence)),
        ("charset", .string(document.charset)),
        ("charset_evidence", document.charsetEvidence.map { .string($0) } ?? .null),
        ("replaced_bytes", .integer(document.replacedBytes)),
        ("media_type", .string(document.mediaType)),
        ("truncated", .bool(document.isTruncated)),
      ]
  }

  /// Those that a line of text can say.
  var lines: [(name: String, value: String)] {
    entries.compactMap { name, value in
      switch value {
      case .string(let text): (name, text)
      case .integer(let number): (name, String(number))
      case .bool(let isTrue): (name, isTrue ? "true" : "false")
      default: nil
      }
    }
  }

  private static func column(_ field: String) -> String { field.replacing("-", with: "_") }
}
