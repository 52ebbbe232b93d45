/// Adds up the parts of a number: 三 万 二 千, 1 亿 2000 万.
struct NumeralSum {
  private var low = ExactDecimal.zero
  private var high = ExactDecimal.zero
  private var sectionLow = ExactDecimal.zero
  private var sectionHigh = ExactDecimal.zero
  /// What stands before a 兆.
  private var topLow = ExactDecimal.zero
  private var topHigh = ExactDecimal.zero
  private var pendingLow: ExactDecimal?
  private var pendingHigh = ExactDecimal.zero
  private var pendingDigits = 0
  private(set) var lastScale = 0
  private(set) var isEmpty = true
  private(set) var lastWasScale = false
  var sawZero = false

  var hasPending: Bool { pendingLow != nil }

  mutating func put(_ low: ExactDecimal, _ high: ExactDecimal?, digits: Int) {
    pendingLow = low
    pendingHigh = high ?? low
    pendingDigits = digits
    lastWasScale = false
  }

  /// Closes what is pending with 十…亿; false where the number becomes too large.
  @discardableResult
  mutating func scale(_ power: Int) -> Bool {
    let one = ExactDecimal(1)
    if power < 4, pendingLow == .zero { pendingLow = nil }
    if power < 4, pendingLow != nil, sectionLow != .zero, lastScale <= power {
      // 十七百 is seventeen hundred; 十一十二 is no number.
      guard lastScale < power, let a = ExactDecimal.sum(sectionLow, pendingLow ?? .zero),
        a.scaled(by: power) < ExactDecimal(10_000), let b = ExactDecimal.sum(sectionHigh, pendingHigh)
      else { return false }
      (sectionLow, sectionHigh) = (a.scaled(by: power), b.scaled(by: power))
    } else if power == 12 {
      guard let whole = total() else { return false }
      (topLow, topHigh) = (whole.low.scaled(by: 12), whole.high.scaled(by: 12))
      (low, high, sectionLow, sectionHigh) = (.zero, .zero, .zero, .zero)
    } else if power < 4 {
      guard let a = ExactDecimal.sum(sectionLow, (pendingLow ?? one).scaled(by: power)),
        let b = ExactDecimal.sum(sectionHigh, (pendingLow == nil ? one : pendingHigh).scaled(by: power))
      else { return false }
      (sectionLow, sectionHigh) = (a, b)
    } else if power == 4, lastScale == 4, lastWasScale {
      // 万万 is a hundred million.
      (low, high) = (low.scaled(by: 4), high.scaled(by: 4))
    } else {
      if isEmpty, pendingLow == nil { put(one, nil, digits: 1) }
      // 百二万 is 1,200,000: what counts at the end of a number counts before 万 as well.
      let lift = pendingPower > 0 && lastScale < 4 ? pendingPower : 0
      guard var a = ExactDecimal.sum(sectionLow, (pendingLow ?? .zero).scaled(by: lift)),
        var b = ExactDecimal.sum(sectionHigh, pendingLow == nil ? .zero : pendingHigh.scaled(by: lift))
      else { return false }
      // 亿 multiplies all that stands before it (2万亿), 万 only what follows a 亿.
      if power == 8 {
        guard let c = ExactDecimal.sum(a, low), let d = ExactDecimal.sum(b, high) else { return false }
        (a, b, low, high) = (c, d, .zero, .zero)
      }
      guard let c = ExactDecimal.sum(low, a.scaled(by: power)), let d = ExactDecimal.sum(high, b.scaled(by: power))
      else { return false }
      (low, high, sectionLow, sectionHigh) = (c, d, .zero, .zero)
    }
    pendingLow = nil
    lastScale = power
    isEmpty = false
    sawZero = false
    lastWasScale = true
    return true
  }

  /// The value, or nil where it is too large.
  func total() -> (low: ExactDecimal, high: ExactDecimal)? {
    guard let a = ExactDecimal.sum(low, sectionLow), let b = ExactDecimal.sum(high, sectionHigh),
      let a = ExactDecimal.sum(a, topLow), let b = ExactDecimal.sum(b, topHigh)
    else { return nil }
    guard let pendingLow else { return isEmpty ? nil : (a, b) }
    guard let c = ExactDecimal.sum(a, pendingLow.scaled(by: pendingPower)),
      let d = ExactDecimal.sum(b, pendingHigh.scaled(by: pendingPower))
    else { return nil }
    return (c, d)
  }

  /// 三万五 is 35,000: a last digit counts in the next lower scale unless 零 stands before it.
  private var pendingPower: Int { pendingDigits == 1 && lastScale > 0 && !sawZero ? lastScale - 1 : 0 }
}
