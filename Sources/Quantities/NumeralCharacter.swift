/// What a character can be in a number.
enum NumeralCharacter: UInt8, Sendable {
  case none
  /// 0…9, half or full width.
  case arabicDigit
  /// 〇 零 一…九 两.
  case chineseDigit
  /// 壹…玖: digits of cheques, which stand in words as well (队伍, 大陆).
  case formalDigit
  /// 十 百 千 万 亿.
  case scale
  /// 拾 佰 仟.
  case formalScale
  /// 廿 卅 卌.
  case tens
  /// 几, 数 before a scale.
  case vague
  /// * X × where a number was blanked out.
  case mask
  /// 第, which makes an ordinal of the number after it.
  case ordinalMark
  /// “ ‘ 「 『 ": a quotation begins.
  case quote
  /// 《 〈: a title begins.
  case title
  /// 半.
  case half
}

/// The numeral characters of the Basic Multilingual Plane with their values.
///
/// A class, so that the many readers that hold it are cheap to copy.
final class NumeralAlphabet: Sendable {
  static let shared = NumeralAlphabet()

  private let kinds: [UInt8]
  private let values: [UInt8]
  /// All that is something in a number.
  private let characters: ScalarSet
  /// What a number may go on with.
  private let continuations: ScalarSet

  private init() {
    var continuations = "点余多来兆,.\u{A0}\u{2009}\u{202F}"
    var kinds = [UInt8](repeating: 0, count: 0x10000)
    var values = [UInt8](repeating: 0, count: 0x10000)
    func set(_ characters: String, _ kind: NumeralCharacter, _ value: (Int) -> Int) {
      for (i, scalar) in characters.unicodeScalars.enumerated() {
        kinds[Int(scalar.value)] = kind.rawValue
        values[Int(scalar.value)] = UInt8(value(i))
      }
      switch kind {
      case .arabicDigit, .chineseDigit, .formalDigit, .scale, .formalScale, .tens, .vague: continuations += characters
      case .none, .mask, .ordinalMark, .quote, .title, .half: break
      }
    }
    set("0123456789", .arabicDigit) { $0 }
    set("零一二三四五六七八九", .chineseDigit) { $0 }
    set("〇", .chineseDigit) { _ in 0 }
    set("两俩", .chineseDigit) { _ in 2 }
    set("幺仨", .chineseDigit) { 1 + 2 * $0 }
    set("壹贰叁肆伍陆柒捌玖", .formalDigit) { $0 + 1 }
    set("十百千万", .scale) { $0 + 1 }
    set("亿", .scale) { _ in 8 }
    set("拾佰仟", .formalScale) { $0 + 1 }
    set("廿卅卌", .tens) { $0 + 2 }
    set("几数", .vague) { $0 }
    set("*X×✕╳○＊xx", .mask) { _ in 0 }
    set("第", .ordinalMark) { _ in 0 }
    set("“‘「『\"", .quote) { _ in 0 }
    set("《〈", .title) { _ in 0 }
    set("半", .half) { _ in 0 }
    self.kinds = kinds
    self.values = values
    self.continuations = ScalarSet(stringLiteral: continuations)
    characters = ScalarSet((0...0xFFFF).filter { kinds[$0] != 0 }.compactMap { Unicode.Scalar(UInt32($0)) })
  }

  /// The first index from `start` on whose scalar is something in a number, or the end.
  func firstIndex(in scalars: [Unicode.Scalar], from start: Int) -> Int {
    characters.firstIndex(in: scalars, from: start)
  }

  /// Whether a number may go on with the scalar, so that it takes more than a look to say where it ends.
  @inline(__always)
  func mayContinue(_ scalar: Unicode.Scalar) -> Bool { continuations.contains(scalar) }

  @inline(__always)
  func isPlain(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 0x10000 || kinds[Int(scalar.value)] == 0 }

  @inline(__always)
  func kind(_ scalar: Unicode.Scalar) -> NumeralCharacter {
    scalar.value < 0x10000 ? NumeralCharacter(rawValue: kinds[Int(scalar.value)]) ?? .none : .none
  }

  /// The digit, or the power of ten of a scale.
  @inline(__always)
  func value(_ scalar: Unicode.Scalar) -> Int { scalar.value < 0x10000 ? Int(values[Int(scalar.value)]) : 0 }
}
