extension UInt32 {
  /// Whether it is a full stop as numbers have it, half or full width.
  var isDot: Bool { self == 0x2E || self == 0xFF0E }

  /// The value of a Chinese digit; ten for 十.
  var chineseDigit: Int? {
    switch self {
    case .of("一"): 1
    case .of("二"): 2
    case .of("三"): 3
    case .of("四"): 4
    case .of("五"): 5
    case .of("六"): 6
    case .of("七"): 7
    case .of("八"): 8
    case .of("九"): 9
    case .of("十"): 10
    default: nil
    }
  }
}

extension Array where Element == UInt8 {
  /// A whole number in digits of half or full width, of at most six digits.
  func arabicNumeral(at start: Int, before end: Int) -> (value: Int, end: Int)? {
    var at = start, value = 0, count = 0
    while at < end, case let (code, length) = codePoint(at: at, before: end), let digit = code.digit {
      count += 1
      guard count <= 6 else { return nil }
      value = value * 10 + digit
      at += length
    }
    return count == 0 ? nil : (value, at)
  }

  /// A Chinese number from 一 to 九十九.
  func chineseNumeral(at start: Int, before end: Int) -> (value: Int, end: Int)? {
    var at = start
    var digits: [3 of Int] = [0, 0, 0]
    var count = 0
    while at < end, case let (code, length) = codePoint(at: at, before: end), let digit = code.chineseDigit {
      guard count < 3 else { return nil }
      digits[count] = digit
      count += 1
      at += length
    }
    let value: Int? =
      switch (count, digits[0], digits[1], digits[2]) {
      case (1, let one, _, _): one
      case (2, 10, let ones, _) where ones < 10: 10 + ones
      case (2, let tens, 10, _) where tens < 10: tens * 10
      case (3, let tens, 10, let ones) where tens < 10 && ones < 10: tens * 10 + ones
      default: nil
      }
    return value.map { ($0, at) }
  }
}
