/// Masks: * or XX in place of a number, or of a name.
extension QuantityParser {
  /// Reads the mask at `start`, which may stand for a number.
  mutating func masked(at start: Int) -> Int {
    var end = maskEnd(start)
    let isLetter = text[start] != "*" && text[start] != "×" && text[start] != "○" && !text[start].isASCIIDigit
    let before = text[start - 1]
    if isLetter || before.isASCIILetter {
      guard !before.isASCIILetter, !before.isASCIIDigit, !text[end].isASCIILetter, !text[end].isASCIIDigit,
        text[start] != "x" || end - start > 1
      else { return end }
    }
    // 7×24小时 is a product, and the name of a service.
    if before.isASCIIDigit, text[start] == "×", text[start + 1].isASCIIDigit { return end }
    if text[start] == "○" && end - start == 1 { return end }
    if before == "+" || before == "第" || text[end] == "+" { return end }
    if isConnector(text[end]), alphabet.kind(text[end + 1]) == .mask { end = maskEnd(end + 1) }
    let number = end
    var vague = false
    while true {
      if text[end] == "余" || text[end] == "多" || text[end] == "几" {
        vague = true
      } else if alphabet.kind(text[end]) != .scale || text[end] == "十" && text[end + 1] == "大" {
        break
      }
      end += 1
    }
    if let unit = unitReader.unit(text, after: end, apart: true), acceptsMask(start, unit) {
      add(start..<unit.end, nil, nil, unit.unit, vague: vague || unit.isVague)
      return unit.end
    }
    if fillsCell(start..<end) || (end == number && text[start] == "*" && statesMeasure(start, end)) {
      add(start..<end, nil, nil, nil, vague: vague)
      return end
    }
    return number
  }

  func maskEnd(_ start: Int) -> Int {
    var end = start
    while alphabet.kind(text[end]) == .mask || text[end].isASCIIDigit
      || (text[end] == "." && (alphabet.kind(text[end + 1]) == .mask || text[end + 1].isASCIIDigit))
    {
      end += 1
    }
    return end
  }

  /// Whether a mask with this unit stands for a number and not for a name.
  private func acceptsMask(_ start: Int, _ unit: UnitMention) -> Bool {
    let next = text[unit.end]
    switch unit.unit.kind {
    case .calendar: return false
    case .score where !next.endsClause: return false
    default: break
    }
    if NumeralContext.nounsFromClassifier.matches(text, at: unit.start), !text.has("名单位", at: unit.start),
      !text.has("项目标", at: unit.start), !text.has("起诉讼", at: unit.start)
    {
      return false
    }
    guard unit.unit.traits.contains(.endsNames) || unit.unit.name == "所" || unit.unit.name == "部" else { return true }
    let before = text[start - 1]
    if unit.unit.name == "所", text[start - 2] == "全" { return true }
    return (next.endsClause || qualifiers.after(text, unit.end) != nil) && before.isHan
      && !NumeralContext.beforePlaces.contains(before)
      && !"镇乡县市区省州街村局".unicodeScalars.contains(before)
  }
}
