/// Whether a unit makes a quantity of a number, or the two are a name, an idiom, a date or a rank.
extension QuantityParser {
  /// The unit after the number, unless number and unit together are a name, an idiom, a date or a rank.
  func acceptedUnit(_ numeral: Numeral, _ unit: UnitMention?) -> UnitMention? {
    guard let unit else { return nil }
    let start = numeral.range.lowerBound
    // Names and idioms count in Chinese, and seldom beyond twenty (十一个坚持).
    let isCompound =
      (unit.unit.kind == .duration || unit.unit.kind == .calendar)
      && durations.continues(unit.unit, text, after: unit.end)
    let isSmall =
      numeral.form.contains(.chinese) && numeral.low < ExactDecimal(21) && !numeral.form.contains(.vague)
      && !unit.isVague
    if unit.unit.traits.contains(.arabicOnly), isSmall, numeral.low < ExactDecimal(11) { return nil }
    if unit.unit.traits.contains(.endsClause),
      reading != .report
        || !text[unit.end].endsClause && (unit.unit.name != "对" || !"夫新师".unicodeScalars.contains(text[unit.end]))
    {
      // 促成9对夫妻和好 counts couples.
      return nil
    }
    if NumeralContext.ranks.contains(text[start - 1]), text[start - 2] != "目", reading == .report {
      if unit.unit.kind == .duration || unit.unit.kind == .calendar { return nil }
      if unit.unit.name == "名" || unit.unit.name == "位" || unit.unit.name == "个" { return nil }
    }
    switch unit.unit.kind {
    case .calendar: guard isDuration(numeral, unit, isCompound: isCompound) else { return nil }
    case .duration:
      if text[start - 1] == "近" || (text[start - 1] == "去" && text[start - 2] == "过"), reading == .report { return nil }
      if unit.unit.name == "周", text[unit.end] == "年" || text[unit.end] == "岁" || text[unit.end] == "边" { return nil }
      if unit.unit.name == "秒" || unit.unit.name == "分钟", text[start - 1] == "分" || text[start - 1] == "时" {
        return nil
      }
    case .score:
      // 2分30秒: minutes, where seconds follow.
      let minute = Unit(name: "分钟", kind: .duration)
      if unit.start == unit.end - 1, durations.continues(minute, text, after: unit.end), text[unit.end] != "半" {
        return unit.naming(minute)
      }
      guard numeral.form.contains(.arabic) || numeral.form.contains(.fraction), text[start - 1] != "时",
        text[start - 1] != "点", !"之局院管类别部队支行校会工享析配级歧期批散解".unicodeScalars.contains(text[unit.end])
      else { return nil }
    case .age:
      // 60岁以上老年人: who is meant, and no amount.
      if reading == .report, text.has("以上", at: unit.end) || text.has("以下", at: unit.end) { return nil }
    case .tenths:
      guard !(ExactDecimal(10) < numeral.low), !numeral.form.contains(.fraction),
        !NumeralContext.wordsWithShare.contains(text[unit.end])
      else { return nil }
    case .multiple:
      switch unit.unit.name {
      case "番": guard text[start - 1] == "翻" || text.has("翻了", endingAt: start) else { return nil }
      case "折": guard text[start - 1] == "打", numeral.low < ExactDecimal(100) else { return nil }
      default: break
      }
    case .count:
      if NumeralContext.nounsAfterNumber.matches(text, at: unit.start) { return nil }
    default: break
    }
    // 1人1档, 1村1策: one each, and so a name like 一人一档.
    if numeral.form == .arabic, numeral.low == ExactDecimal(1), text[unit.end] == "1", !text[unit.end + 1].isASCIIDigit,
      reading == .report
    {
      return nil
    }
    if numeral.form.contains(.bareScale), !numeral.form.contains(.vague), !unit.isVague,
      qualifiers.before(text, start) == nil
    {
      return nil
    }
    let canName = unit.unit.kind != .tenths && unit.unit.kind != .multiple && unit.unit.kind != .points
    if isSmall, canName, !isCompound, !unit.hasHalf, reading == .report, isName(numeral, unit) { return nil }
    guard text[unit.end - 1] == "个", unit.unit.name == "个", sharesPoints(unit.end) else { return unit }
    return unit.naming(Unit(name: "个百分点", kind: .points))
  }

  /// Whether 个 before `end` counts percentage points that are named once for several numbers: 3个、2.5个百分点.
  private func sharesPoints(_ end: Int, further: Int = 6) -> Bool {
    guard text[end] == "、" || text[end] == "和", let next = scanner.scan(text, at: end + 1),
      let unit = unitReader.unit(text, after: next.range.upperBound, apart: false)
    else { return false }
    return unit.unit.kind == .points
      || (further > 0 && unit.unit.name == "个" && sharesPoints(unit.end, further: further - 1))
  }

  /// Whether 年 or 日 measures a duration here: 刑期3年, 5日内.
  private func isDuration(_ numeral: Numeral, _ unit: UnitMention, isCompound: Bool) -> Bool {
    guard numeral.low < ExactDecimal(100) else { return false }
    if isCompound, unit.unit.name == "年", numeral.range.count < 4 { return true }
    let before = text[numeral.range.lowerBound - 1]
    let next = text[unit.end]
    if unit.unit.name == "日" {
      guard before != "月", before != "年", before != "/" else { return false }
      if before == "至" || before == "到" || before == "为",
        NumeralContext.shortening.contains(text[numeral.range.lowerBound - 2])
      {
        return true
      }
      return NumeralContext.afterDays.contains(next) || text.has("之内", at: unit.end) || text.has("左右", at: unit.end)
    }
    if before == "近" || before == "前" || before == "后" || before == "续" || before == "来" || before == "第" {
      return false
    }
    if text.has("以上", at: unit.end) || text.has("以内", at: unit.end) || text.has("以下", at: unit.end) { return true }
    // 平均工龄仅2.3年: no date has a fraction; 2.3年度工作 is a heading's number.
    if numeral.form.contains(.fraction) { return before != "\n" && !NumeralContext.afterYearOfDate.contains(next) }
    guard next.endsClause || next == "的" || next == "有" || next == "零" else { return false }
    return before == "期" || before == "限" || before == "龄" || before == "满" || before == "刑"
      || qualifiers.before(text, numeral.range.lowerBound) != nil
      || text.has("期为", endingAt: numeral.range.lowerBound) || text.has("长达", endingAt: numeral.range.lowerBound)
  }

  /// Whether a small Chinese number and its classifier belong to a name or idiom.
  private func isName(_ numeral: Numeral, _ unit: UnitMention) -> Bool {
    let start = numeral.range.lowerBound
    if text[unit.end] == "一" { return true }
    if numeral.low == ExactDecimal(1), !numeral.form.contains(.scaled) {
      return unit.unit.name != "名" || "每第任为是的某同另哪各唯有".unicodeScalars.contains(text[start - 1])
    }
    if NumeralContext.formulae.matches(text, at: start) { return true }
    if unit.unit.name == "个", NumeralContext.slogansAfterClassifier.matches(text, at: unit.end),
      !(text[unit.end] == "全" && "国省市县区州".unicodeScalars.contains(text[unit.end + 1]))
    {
      return true
    }
    if unit.unit.name == "项" || unit.unit.name == "条", NumeralContext.nounsAfterNamedCount.matches(text, at: unit.end) {
      return true
    }
    if unit.unit.kind == .count, unit.unit.name != "名", NumeralContext.nounsFromClassifier.matches(text, at: unit.start)
    {
      return true
    }
    return quotedNames.contains { name in
      name.count <= text.count - start && name.count > unit.end - start
        && name.allSatisfy { text[$0] == text[start + $0 - name.lowerBound] }
    }
  }
}
