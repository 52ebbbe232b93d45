import PipelineKit

/// What a stage did to a document, in lines for a terminal.
struct DocumentView {
  let before: Document
  let after: Document
  private static let shownLines = 12

  func lines(for added: Set<Layer>) -> [String] {
    var lines = textChanges
    if added.contains(.page), let page = after.page {
      lines.append(found("title", page.title ?? "-", page.evidence))
      lines += page.fields.sorted { $0.key < $1.key }.map { found($0.key, $0.value, page.evidence) }
      lines += page.links.filter(\.isAttachment).map { "attachment: \($0.text)  \($0.target)" }
    }
    if added.contains(.tables) {
      lines += after.tables.map { table in
        let header = table.rows.first.map { $0.map(\.text).joined(separator: " | ") } ?? ""
        return "table of \(table.rows.count) rows: " + Self.shortened(header, to: 56)
      }
    }
    if added.contains(.paidSpans) {
      let points = CodePoints(after.text)
      lines += after.paidSpans.map { "paid: \(points.offset($0.lowerBound))…\(points.offset($0.upperBound))" }
    }
    if added.contains(.truncated), after.isTruncated { lines.append("truncated: the rest of the text is missing") }
    if added.contains(.outline) { lines += outline }
    if added.contains(.metadata) { lines += metadata }
    if added.contains(.metrics) { lines += metrics }
    if added.contains(.checks) {
      lines.append("\(after.checks.count) checks")
      lines += after.checks.map { "\($0.holds ? "holds" : "FAILS")  \($0.kind): \($0.message)" }
    }
    return lines.isEmpty ? ["nothing changed"] : lines
  }

  private func found(_ name: String, _ value: String, _ evidence: [String: String]) -> String {
    "\(name): " + Self.shortened(value, to: 60) + (evidence[name].map { "  (\($0))" } ?? "")
  }

  private var textChanges: [String] {
    guard before.text != after.text else { return [] }
    let (old, new) = (before.text.unicodeScalars.count, after.text.unicodeScalars.count)
    let kept = Set(after.text.split(separator: "\n"))
    let removed = before.text.split(whereSeparator: \.isNewline).filter {
      !kept.contains($0) && !$0.allSatisfy(\.isWhitespace)
    }
    var lines = ["text: \(old) characters before, \(new) after; \(removed.count) lines removed or changed"]
    lines += removed.prefix(Self.shownLines).map { "- " + Self.shortened(String($0), to: 72) }
    if removed.count > Self.shownLines { lines.append("… \(removed.count - Self.shownLines) more") }
    return lines
  }

  /// The sections as a tree, with role and span; a run of text without heading shows how it begins.
  private var outline: [String] {
    let points = CodePoints(after.text)
    let branches = Self.branches(after.outline.map(\.level))
    return zip(after.outline, branches).map { segment, branch in
      let span = "\(points.offset(segment.range.lowerBound))…\(points.offset(segment.range.upperBound))"
      let heading = segment.marker + segment.title
      let name =
        heading.isEmpty
        ? "“\(Self.shortened(Self.firstLine(points.text(segment.range)), to: 24))”" : Self.shortened(heading, to: 50)
      let row = Self.padded(Self.shortened(branch + name, to: 50), to: 52)
      return row + Self.padded(segment.role, to: 14) + span
    }
  }

  private static func firstLine(_ text: String) -> String {
    String(text.unicodeScalars.prefix(40).prefix { $0 != "\n" })
  }

  /// For sections of these levels, in their order, the lines that join each to the one around it.
  static func branches(_ levels: [Int]) -> [String] {
    var branches: [String] = []
    // By level, whether another section of that level follows in the same section around it.
    var goesOn: [Bool] = []
    for level in levels.reversed() {
      let depth = max(0, level - 1)
      goesOn = Array(goesOn.prefix(depth + 1)) + Array(repeating: false, count: max(0, depth + 1 - goesOn.count))
      let outer = depth > 1 ? goesOn[1..<depth].map { $0 ? "│ " : "  " }.joined() : ""
      branches.append(depth == 0 ? "" : outer + (goesOn[depth] ? "├ " : "└ "))
      goesOn[depth] = true
    }
    return branches.reversed()
  }

  private var metadata: [String] {
    let found = after.metadata
    let rows: [(String, String?)] = [
      ("title", found.title), ("issuer", found.issuer),
      ("area", found.area.isEmpty ? nil : found.area.joined(separator: " › ")),
      ("period", found.period), ("plan_period", found.planPeriod), ("published", found.published),
      ("index_number", found.indexNumber), ("origin", found.origin),
    ]
    let indent = String(repeating: " ", count: Self.valueColumn + 2)
    var lines: [String] = []
    for (name, value) in rows {
      lines.append(
        Self.padded(name, to: Self.valueColumn) + Self.shortened(value ?? "-", to: Self.width - Self.valueColumn))
      if let evidence = found.evidence[name] {
        let joined = "\(lines[lines.count - 1])  (\(evidence))"
        if TextTable.width(joined) <= Self.width {
          lines[lines.count - 1] = joined
        } else {
          lines.append("\(indent)(\(evidence))")
        }
      }
      lines += others(found.candidates[name] ?? []).map { indent + $0 }
    }
    return lines
  }

  /// Where the values of metadata begin.
  private static let valueColumn = 13
  /// The columns of a terminal, less the indentation of all lines here.
  private static let width = 78

  /// The other places that speak of a field: those that agree with the value confirm it.
  private func others(_ candidates: [MetadataCandidate]) -> [String] {
    guard let first = candidates.first else { return [] }
    // The places by what they say, in the order in which they are trusted.
    var sayings: [(value: String, places: [String])] = [(first.value, [])]
    for candidate in candidates.dropFirst() {
      let at = sayings.firstIndex { $0.value == candidate.value } ?? sayings.count
      if at == sayings.count { sayings.append((candidate.value, [])) }
      let isKnown = at == 0 && candidate.evidence == first.evidence || sayings[at].places.contains(candidate.evidence)
      if !isKnown { sayings[at].places.append(candidate.evidence) }
    }
    let room = Self.width - Self.valueColumn - 2
    return sayings.enumerated().flatMap { at, saying -> [String] in
      guard let last = saying.places.last else { return [] }
      var words = saying.places.dropLast().map { $0 + "," }
      words.append(last)
      if at == 0 {
        words.insert("agreed on by", at: 0)
      } else {
        words += [words.count == 1 ? "has" : "have", Self.shortened(saying.value, to: room - 10)]
      }
      return Self.wrapped(words, to: room)
    }
  }

  /// Words in lines of so many columns, those after the first indented.
  private static func wrapped(_ words: [String], to columns: Int) -> [String] {
    var lines: [String] = []
    for word in words {
      if let last = lines.last, TextTable.width(last) + 1 + TextTable.width(word) <= columns {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append((lines.isEmpty ? "" : "  ") + word)
      }
    }
    return lines
  }

  private var metrics: [String] {
    let points = CodePoints(after.text)
    return ["\(after.metrics.count) metrics"]
      + after.metrics.map { metric in
        let what = Self.padded(Self.shortened(metric.label, to: 30), to: 32)
        let figure = Self.padded(Self.shortened(points.text(metric.range), to: 14), to: 16)
        let part = metric.partOf.map { " ⊂ \(points.text(after.metrics[$0].range))" } ?? ""
        let kind = metric.kind == "actual" ? "" : " \(metric.kind)"
        return figure + what + "\(metric.action ?? "-") \(metric.period ?? "-")\(kind)\(part)"
      }
  }

  private static func padded(_ text: String, to columns: Int) -> String {
    text + String(repeating: " ", count: max(0, columns - TextTable.width(text)))
  }

  /// `text` cut to so many columns, with an ellipsis where something went.
  static func shortened(_ text: String, to columns: Int) -> String {
    guard TextTable.width(text) > columns else { return text }
    var width = 0
    let head = text.unicodeScalars.prefix { scalar in
      width += scalar.columns
      return width < columns
    }
    return String(String.UnicodeScalarView(head)) + "…"
  }
}
