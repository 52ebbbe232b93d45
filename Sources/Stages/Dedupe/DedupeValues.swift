import NearDuplicates
import PipelineKit

extension Dedupe {
  enum FoldedRelation: String, OptionValue, CaseIterable {
    case exact, near, masked
  }

  enum Scope: String, OptionValue, CaseIterable {
    case all
    case sameArea = "same-area"
  }

  /// The sketch of the text, without a first line that repeats the title.
  static func sketch(of document: Document) -> TextSketch {
    var body = document.text[...]
    if let title = document.metadata.title ?? document.page?.title, body.hasPrefix(title + "\n") {
      body = body.dropFirst(title.count + 1)
    }
    return body.utf8.withContiguousStorageIfAvailable { TextSketch(utf8: $0) } ?? TextSketch(String(body))
  }

  /// 2025-03-31 as 20250331; a month or year alone comes before its days.
  static func day(_ date: String?) -> Int32 {
    let digits = (date ?? "").utf8.filter { (0x30...0x39).contains($0) }.prefix(8)
    guard digits.count >= 4 else { return 0 }
    let number = digits.reduce(0) { $0 * 10 + Int32($1 - 0x30) }
    return (digits.count..<8).reduce(number) { whole, _ in whole * 10 }
  }

  /// FNV-1a, which is the same everywhere; 0 means no area.
  static func code(of area: String) -> UInt32 {
    let hash = area.utf8.reduce(UInt32(0x811C_9DC5)) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    return hash == 0 ? 1 : hash
  }
}

extension DuplicateRules.Preference: OptionValue {}
