/// The unit that stands after a number, with what stands between the two.
struct UnitMention: Sendable {
  var unit: Unit
  /// Where the unit's own characters begin.
  var start: Int
  var end: Int
  /// The power of ten of a scale that stands apart from its number: 30 万元.
  var scale = 0
  /// Whether blanks stand between the number and the unit.
  var isApart = false
  /// Whether 余, 多 or 来 stands before the unit.
  var isVague = false
  /// Whether 半 stands inside: 两个半小时.
  var hasHalf = false

  /// The same mention of another unit.
  func naming(_ unit: Unit) -> UnitMention {
    var mention = self
    mention.unit = unit
    return mention
  }
}

/// Reads 余, blanks, a scale that stands apart, and the unit after a number.
final class UnitReader: Sendable {
  static let shared = UnitReader()

  private let units = WordTable<Unit>.units
  private let alphabet = NumeralAlphabet.shared
  private let perNouns = WordTable(
    "人 件 户 次 年 月 日 天 个 亩 吨 村 度 小时 学时 平方米 公里 案 人次 场 辆 家 立方米 升 公斤 斤 公顷 千克 床 张 份 课时 间 所 站 车")

  private init() {}

  /// The unit after a number that ends at `end`.
  ///
  /// `apart` tells whether blanks may stand between.
  func unit(_ text: FoldedText, after end: Int, apart: Bool) -> UnitMention? {
    var i = end
    var isVague = false
    var scale = 0
    var isApart = false
    func skipVague() {
      if text[i] == "余" || text[i] == "多" || text[i] == "来" {
        isVague = true
        i += 1
      }
    }
    skipVague()
    if apart {
      let ink = text.skippingBlanks(i)
      if ink > i, ink - i <= 2 {
        i = ink
        isApart = true
        skipVague()
        while alphabet.kind(text[i]) == .scale, alphabet.value(text[i]) >= 4 {
          scale += alphabet.value(text[i])
          i += 1
        }
        skipVague()
      }
    }
    if text[i] == "个" {
      let inner = text[i + 1]
      if inner == "多" || inner == "余" || inner == "半" || inner == "来", let match = units.longest(in: text, at: i + 2) {
        if match.value.kind == .points, inner != "半" {
          return UnitMention(
            unit: Unit(name: "个百分点", kind: .points), start: i, end: i + 2 + match.length, scale: scale,
            isApart: isApart, isVague: true)
        }
        if match.value.kind == .duration {
          return UnitMention(
            unit: Unit(name: "个" + match.value.name, kind: .duration), start: i, end: i + 2 + match.length,
            scale: scale, isApart: isApart, isVague: isVague || inner != "半", hasHalf: inner == "半")
        }
      }
      if inner == "多" || inner == "半" || inner == "余", text[i + 2] == "月" {
        return UnitMention(
          unit: Unit(name: "个月", kind: .duration), start: i, end: i + 3, scale: scale, isApart: isApart,
          isVague: isVague || inner != "半", hasHalf: inner == "半")
      }
    }
    guard let match = units.longest(in: text, at: i) else { return nil }
    // 5GB, but not the beginning of another word in Latin letters.
    if text[i + match.length - 1].isASCIILetter, text[i + match.length].isASCIILetter { return nil }
    var mention = UnitMention(
      unit: match.value, start: i, end: i + match.length, scale: scale, isApart: isApart, isVague: isVague)
    if text[mention.end] == "/", match.value.name != "人/次", let per = perNouns.longest(in: text, at: mention.end + 1) {
      let noun = (0..<per.length).map { String(text[mention.end + 1 + $0]) }.joined()
      mention.unit.name += "/" + noun
      mention.end += 1 + per.length
    }
    return mention
  }
}
