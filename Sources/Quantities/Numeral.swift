/// A number as it stands in a text, without unit.
struct Numeral: Sendable {
  /// How a number is written, which decides what it can be.
  struct Form: OptionSet, Sendable {
    let rawValue: Int
    /// Has 0…9.
    static let arabic = Form(rawValue: 1)
    /// Has Chinese digits or scales, and no 0…9.
    static let chinese = Form(rawValue: 2)
    /// Has 余, 多, 几 or 数 inside.
    static let vague = Form(rawValue: 4)
    /// Begins with 百, 千, 万 or 亿: 百余.
    static let bareScale = Form(rawValue: 8)
    /// Chinese digits in a row: 一〇五, 二〇二五.
    static let digitString = Form(rawValue: 16)
    /// Two neighbouring digits: 两三, 三五.
    static let pair = Form(rawValue: 32)
    /// Has 万 or 亿.
    static let largeScale = Form(rawValue: 64)
    /// Has a decimal point.
    static let fraction = Form(rawValue: 128)
    /// No number after all: 2025.3.31, 八点三十.
    static let malformed = Form(rawValue: 256)
    /// Has groups of three digits.
    static let grouped = Form(rawValue: 512)
    /// Has any scale, 十 among them.
    static let scaled = Form(rawValue: 1024)
    /// Has 壹…玖 or 拾佰仟.
    static let formal = Form(rawValue: 2048)
  }

  /// The scalars of the number.
  var range: Range<Int>
  /// The value, or the lower end of 几十, 两三百.
  var low: ExactDecimal
  /// The upper end of 几十, 两三百; else equal to `low`.
  var high: ExactDecimal
  var form: Form
  /// The power of ten of the 万 or 亿 that ends the number, which a range's left end inherits.
  var trailingScale = 0
}
