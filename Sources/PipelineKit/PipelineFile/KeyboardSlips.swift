/// What a Chinese keyboard leaves in a YAML file: full-width colons, commas and quotes, wide blanks, tabs.
///
/// The slips are reported with their places and mended in memory, so that the rest of the file can be checked in the
/// same pass.
struct KeyboardSlips {
  /// The text without slips; as long as the original, line for line.
  private(set) var mended: String
  private(set) var mistakes: [Mistake] = []
  /// Columns of the mended text at which a blank was put in, by line.
  private var inserted: [Int: [Int]] = [:]

  init(_ text: String) {
    mended = ""
    // As characters, CR and LF are one, and no LF would end a line.
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    let clean = lines.enumerated().map { mend(Array($1), line: $0 + 1) }
    mended = clean.joined(separator: "\n")
  }

  /// Where a place of the mended text stands in the original.
  func original(_ position: Position) -> Position {
    let before = inserted[position.line, default: []].filter { $0 < position.column }.count
    return Position(line: position.line, column: position.column - before, length: position.length)
  }

  private mutating func mend(_ line: [Unicode.Scalar], line number: Int) -> String {
    var out: [Unicode.Scalar] = []
    var quote: Unicode.Scalar?
    var depth = 0
    var sawText = false
    var sawColon = false
    var closes: Int?
    for (i, scalar) in line.enumerated() {
      let here = Position(line: number, column: i + 1)
      if let open = quote {
        if scalar == open { quote = nil }
        out.append(scalar)
        continue
      }
      if scalar == "#", i == 0 || line[i - 1] == " " || line[i - 1] == "\t" {
        out.append(contentsOf: line[i...])
        break
      }
      switch scalar {
      case "\t" where !sawText:
        mistakes.append(Mistake("a tab cannot indent; use spaces", at: here))
        out.append(" ")
      case "\u{3000}" where !sawText:
        mistakes.append(Mistake("a full-width blank (U+3000) cannot indent; use spaces", at: here))
        out.append(" ")
      case "\u{A0}" where !sawText:
        mistakes.append(Mistake("a no-break space (U+00A0) cannot indent; use spaces", at: here))
        out.append(" ")
      case "：" where isKey(out, sawColon: sawColon, depth: depth):
        mistakes.append(Mistake("full-width colon '：' after a key; write ': '", at: here))
        out.append(":")
        if i + 1 < line.count, line[i + 1] != " " {
          out.append(" ")
          inserted[number, default: []].append(out.count)
        }
        sawColon = true
      case "，" where depth > 0:
        mistakes.append(Mistake("full-width comma '，' in a list; write ','", at: here))
        out.append(",")
      case "\u{201C}" where opensValue(out) && closing(line, from: i) != nil:
        mistakes.append(Mistake("curly quotes around a value; write '\"'", at: here))
        closes = closing(line, from: i)
        out.append("\"")
      case "\u{201D}" where i == closes: out.append("\"")
      default:
        if scalar == "\"" || scalar == "'", opensValue(out) { quote = scalar }
        if scalar == "[" || scalar == "{" { depth += 1 }
        if scalar == "]" || scalar == "}" { depth = max(0, depth - 1) }
        if scalar == ":", depth == 0 { sawColon = true }
        if scalar != " " { sawText = true }
        out.append(scalar)
      }
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: out)
    return String(text)
  }

  /// Whether what stands before a colon reads as a key: a word of letters and hyphens at the start of a line or entry.
  private func isKey(_ before: [Unicode.Scalar], sawColon: Bool, depth: Int) -> Bool {
    if sawColon, depth == 0 { return false }
    var word = before[...]
    while let last = word.last, last == " " { word = word.dropLast() }
    let length = word.reversed().prefix { $0.isASCII && ($0.properties.isAlphabetic || $0 == "-" || $0 == "_") }.count
    guard length > 0 else { return false }
    let rest = word.dropLast(length)
    return rest.allSatisfy { $0 == " " || $0 == "-" } || rest.last.map { $0 == " " || $0 == "{" || $0 == "," } == true
  }

  /// Where the curly quote that opens at `start` closes, if the value ends there: “八五”普法 is a text like any other.
  private func closing(_ line: [Unicode.Scalar], from start: Int) -> Int? {
    guard let end = line[start...].firstIndex(of: "\u{201D}") else { return nil }
    guard let next = line[(end + 1)...].first(where: { $0 != " " }) else { return end }
    return [",", "，", "]", "}", "#", "\r"].contains(next) ? end : nil
  }

  private func opensValue(_ before: [Unicode.Scalar]) -> Bool {
    guard let last = before.last(where: { $0 != " " }) else { return true }
    return [":", "[", "{", ",", "-"].contains(last)
  }
}
