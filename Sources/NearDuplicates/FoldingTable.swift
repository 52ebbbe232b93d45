/// What each character of the Basic Multilingual Plane counts as, once width, blanks and punctuation are folded.
///
/// A letter stands for itself; everything that a number, a mask, a list or a name may need has a code of its own, in
/// the private-use area, so that one comparison tells the two apart.
struct FoldingTable: @unchecked Sendable {
  static let shared = FoldingTable()

  /// The codes that are no letters.
  enum Code {
    static let first: UInt16 = 0xE000
    static let blank: UInt16 = 0xE000
    static let mark: UInt16 = 0xE001
    static let newline: UInt16 = 0xE002
    static let point: UInt16 = 0xE003
    static let comma: UInt16 = 0xE004
    static let listMark: UInt16 = 0xE005
    static let open: UInt16 = 0xE006
    static let close: UInt16 = 0xE007
    /// What takes no room, and may stand in mid-number.
    static let invisible: UInt16 = 0xE008
    /// Ten of them, by value.
    static let digit: UInt16 = 0xE010
    /// By their place in ``FoldingTable/masks``.
    static let mask: UInt16 = 0xE020
    /// By their place in ``FoldingTable/numerals``.
    static let numeral: UInt16 = 0xE030
    /// By their place in ``FoldingTable/areaEndings``.
    static let areaEnding: UInt16 = 0xE050
    static let count: UInt16 = 0x70
  }

  /// What stands for something blanked out; the signs of a group are drawn alike.
  static let masks: [[Unicode.Scalar]] = [
    ["*", "∗", "✱", "﹡"], ["X", "x", "×", "✕", "╳", "✖"], ["○", "◯", "●"], ["□", "■", "▇", "█"], ["某"],
  ]
  /// Digits of Chinese numbers by value, 两, then the scales.
  static let numerals: [Unicode.Scalar] = [
    "零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "两", "〇", "十", "百", "千", "万", "亿",
  ]
  /// How the name of an area ends.
  static let areaEndings: [Unicode.Scalar] = ["县", "市", "区", "省", "州", "旗", "镇", "乡", "村"]

  /// By the character; a letter's is itself.
  ///
  /// Written once and never freed.
  let codes: UnsafePointer<UInt16>

  private init() {
    var codes = (0...UInt16.max).map { $0 }
    func set(_ range: ClosedRange<Int>, _ code: UInt16) { for at in range { codes[at] = code } }
    for range in Self.punctuation { set(range, Code.mark) }
    for range in Self.blanks { set(range, Code.blank) }
    for range in Self.invisibles { set(range, Code.invisible) }
    func set(_ scalars: [Unicode.Scalar], _ code: UInt16) { for one in scalars { codes[Int(one.value)] = code } }
    set(["\n", "\r", "\u{2028}", "\u{2029}"], Code.newline)
    set(["."], Code.point)
    set([","], Code.comma)
    set(["、"], Code.listMark)
    set(["("], Code.open)
    set([")"], Code.close)
    for (at, group) in Self.masks.enumerated() { set(group, Code.mask + UInt16(at)) }
    for (at, one) in Self.numerals.enumerated() { set([one], Code.numeral + UInt16(at)) }
    for (at, one) in Self.areaEndings.enumerated() { set([one], Code.areaEnding + UInt16(at)) }
    for value in 0..<10 { codes[0x30 + value] = Code.digit + UInt16(value) }
    // Full-width forms are what their half-width ones are.
    for at in 0xFF01...0xFF5E { codes[at] = codes[at - 0xFEE0] }
    let table = UnsafeMutablePointer<UInt16>.allocate(capacity: codes.count)
    table.initialize(from: codes, count: codes.count)
    self.codes = UnsafePointer(table)
  }

  /// White space, and what only a font of its own can show.
  private static let blanks: [ClosedRange<Int>] = [
    0...0x20, 0x7F...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F, 0x205F...0x205F,
    0x3000...0x3000, 0xE000...0xF8FF, 0xFFF0...0xFFFF,
  ]
  private static let invisibles: [ClosedRange<Int>] = [
    0xAD...0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF...0xFEFF,
  ]
  private static let punctuation: [ClosedRange<Int>] = [
    0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E, 0xA1...0xBF, 0xF7...0xF7, 0x2010...0x2027, 0x2030...0x205E,
    0x2190...0x22FF, 0x2460...0x24FF, 0x2500...0x27BF, 0x3001...0x3003, 0x3008...0x3020, 0x3030...0x3030,
    0x30FB...0x30FB, 0x3200...0x32FF, 0xFE10...0xFE1F, 0xFE30...0xFE6F, 0xFF5F...0xFF65, 0xFFE0...0xFFEF,
  ]
}
