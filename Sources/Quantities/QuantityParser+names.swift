/// Names, titles and ordinals that hold numbers, which reading passes over.
extension QuantityParser {
  /// Where reading goes on after the quotation that opens at `open`: a short one is a name and is skipped whole.
  mutating func afterQuotation(at open: Int) -> Int {
    let closing: Unicode.Scalar =
      switch text[open] {
      case "“": "”"
      case "‘": "’"
      case "「": "」"
      case "『": "』"
      default: "\""
      }
    var i = open + 1
    while i < open + 40 {
      switch text[i] {
      case closing:
        if alphabet.kind(text[open + 1]) == .chineseDigit { quotedNames.append(open + 1..<i) }
        return i + 1
      case ",", "。", ";", "!", "?", "\n", "\0": return open + 1
      default: i += 1
      }
    }
    return open + 1
  }

  /// Where reading goes on after the title that opens at `open`.
  func afterTitle(at open: Int) -> Int {
    let closing: Unicode.Scalar = text[open] == "《" ? "》" : "〉"
    var i = open + 1
    while i < open + 100 {
      if text[i] == closing { return i + 1 }
      if text[i] == "\n" || text[i] == "\0" { break }
      i += 1
    }
    return open + 1
  }

  /// Where reading goes on after the ordinal, or list or range of ordinals, that 第 at `mark` begins.
  func afterOrdinal(at mark: Int) -> Int {
    guard let first = skipNumber(text.skippingBlanks(mark + 1)) else { return mark + 1 }
    var end = first
    while isConnector(text[end]) || text[end] == "、" || text[end] == "和", let next = skipNumber(end + 1) { end = next }
    return end
  }

  private func skipNumber(_ i: Int) -> Int? {
    if alphabet.kind(text[i]) == .mask { return maskEnd(i) }
    return scanner.scan(text, at: i)?.range.upperBound
  }

  func isConnector(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "-", "—", "–", "~", "至", "到", "−", "∼", "―": true
    default: false
    }
  }
}
