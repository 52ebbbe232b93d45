/// A decimal number without rounding: `coefficient` × 10^`exponent`.
///
/// 43.75万 is 4375 × 10², so that turning it into a `Double` rounds once at most. Arithmetic that leaves 128 bits traps
/// nowhere: the result is `nil`.
struct ExactDecimal: Sendable, Hashable {
  var coefficient: Int128
  var exponent: Int

  init(_ coefficient: Int128, exponent: Int = 0) {
    self.coefficient = coefficient
    self.exponent = exponent
  }

  static let zero = ExactDecimal(0)

  /// This number times 10^`power`.
  func scaled(by power: Int) -> ExactDecimal { ExactDecimal(coefficient, exponent: exponent + power) }

  var negated: ExactDecimal { ExactDecimal(-coefficient, exponent: exponent) }

  /// The sum of two numbers, or nil where it needs more than 128 bits.
  static func sum(_ a: ExactDecimal, _ b: ExactDecimal) -> ExactDecimal? {
    if a.coefficient == 0 { return b }
    if b.coefficient == 0 { return a }
    let exponent = min(a.exponent, b.exponent)
    guard let left = a.coefficient(at: exponent), let right = b.coefficient(at: exponent) else { return nil }
    let (total, overflow) = left.addingReportingOverflow(right)
    return overflow ? nil : ExactDecimal(total, exponent: exponent)
  }

  /// The product of two numbers, or nil where it needs more than 128 bits.
  static func product(_ a: ExactDecimal, _ b: ExactDecimal) -> ExactDecimal? {
    let (product, overflow) = a.coefficient.multipliedReportingOverflow(by: b.coefficient)
    return overflow ? nil : ExactDecimal(product, exponent: a.exponent + b.exponent)
  }

  /// This number from plain decimal notation, as tables hold it: `0.0254`.
  init(decimal: some StringProtocol) {
    var coefficient: Int128 = 0
    var places = 0
    var isFraction = false
    for byte in decimal.utf8 {
      if byte == UInt8(ascii: ".") {
        isFraction = true
      } else {
        coefficient = coefficient * 10 + Int128(byte & 15)
        places += isFraction ? 1 : 0
      }
    }
    self.init(coefficient, exponent: -places)
  }

  /// The quotient of two numbers to some twenty digits, or nil where the divisor is zero.
  static func quotient(_ a: ExactDecimal, _ b: ExactDecimal) -> ExactDecimal? {
    guard b.coefficient != 0 else { return nil }
    var coefficient = a.coefficient
    var exponent = a.exponent - b.exponent
    while coefficient != 0, coefficient.magnitude < 1_000_000_000_000_000_000_000,
      !coefficient.isMultiple(of: b.coefficient)
    {
      coefficient *= 10
      exponent -= 1
    }
    return ExactDecimal(coefficient / b.coefficient, exponent: exponent)
  }

  /// The same number with the zeros at its end in the exponent: 15 × 10^4 for 150000.
  var withoutTrailingZeros: ExactDecimal {
    var number = self
    while number.coefficient != 0, number.coefficient.isMultiple(of: 10) {
      number.coefficient /= 10
      number.exponent += 1
    }
    return number
  }

  private func coefficient(at lower: Int) -> Int128? {
    guard exponent - lower <= 38 else { return nil }
    var result = coefficient
    for _ in 0..<(exponent - lower) {
      let (next, overflow) = result.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      result = next
    }
    return result
  }

  /// The nearest `Double`.
  var double: Double {
    // A quotient or product of two exactly represented numbers is correctly rounded; 10^22 is the last exact power.
    if let whole = Int64(exactly: coefficient), whole.magnitude < 1 << 53, abs(exponent) <= 22 {
      if exponent == 0 { return Double(whole) }
      let power = Self.powers[abs(exponent)]
      return exponent < 0 ? Double(whole) / power : Double(whole) * power
    }
    return Double("\(coefficient)e\(exponent)") ?? .infinity
  }

  private static let powers: [Double] = (0...22).map { (0..<$0).reduce(1.0) { power, _ in power * 10 } }

  static func < (a: ExactDecimal, b: ExactDecimal) -> Bool {
    if a.exponent == b.exponent { return a.coefficient < b.coefficient }
    guard let difference = sum(a, b.negated) else { return a.double < b.double }
    return difference.coefficient < 0
  }
}

extension ExactDecimal {
  /// The number without exponent: `612500`, `0.05`.
  var decimal: String {
    var digits = String(coefficient.magnitude)
    if exponent > 0, coefficient != 0 { digits += String(repeating: "0", count: exponent) }
    if exponent < 0 {
      let places = -exponent
      if digits.count <= places { digits = String(repeating: "0", count: places - digits.count + 1) + digits }
      digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -places))
      while digits.last == "0" { digits.removeLast() }
      if digits.last == "." { digits.removeLast() }
    }
    return coefficient < 0 ? "-" + digits : digits
  }
}
