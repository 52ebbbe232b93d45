/// Tells whether the bare numbers of a column of changes (增减, 同比) are differences or rates of growth, by the numbers that
/// they compare: 120 and 100 beside 20 may be either, 45 and 30 beside 50 a rate alone.
struct ChangeColumns {
  /// How many numbers before a change may be those that it compares.
  private static let compared = 3

  private let text: [UInt8]

  init(_ text: [UInt8]) { self.text = text }

  /// Whether the changes in a column are rates; nil where the arithmetic of its rows does not say.
  func areRates(_ column: Int, in table: TextTable) -> Bool? {
    var rates = 0
    var differences = 0
    for r in table.body {
      guard let change = table.cell(r, column), change.figures.count == 1, let value = change.figures[0].value,
        value != 0
      else { continue }
      let numbers = table.rows[r].cells[..<column].suffix(2 * Self.compared).compactMap { cell in
        cell.figures.count == 1 ? cell.figures[0].value : nil
      }.suffix(Self.compared)
      let (isRate, isDifference) = fits(abs(value), accuracy(of: change.range), numbers)
      if isRate, !isDifference { rates += 1 }
      if isDifference, !isRate { differences += 1 }
    }
    return rates == differences ? nil : rates > differences
  }

  /// Whether a change of two of the numbers comes to `value` as a rate, and as a difference.
  private func fits(_ value: Double, _ accuracy: Double, _ numbers: ArraySlice<Double>) -> (
    rate: Bool, difference: Bool
  ) {
    var fits = (rate: false, difference: false)
    for (i, a) in numbers.enumerated() {
      for b in numbers.dropFirst(i + 1) {
        let difference = abs(a - b)
        if abs(difference - value) < 1e-6 * max(a, b, 1) { fits.difference = true }
        for base in [a, b] where base > 0 && abs(100 * difference / base - value) <= accuracy { fits.rate = true }
      }
    }
    return fits
  }

  /// How far a number may be off for having been rounded.
  private func accuracy(of range: Range<Int>) -> Double {
    guard let point = text[range].lastIndex(of: 0x2E) else { return 0.5 }
    var accuracy = 0.5
    for byte in text[(point + 1)..<range.upperBound] {
      guard (0x30...0x39).contains(byte) else { break }
      accuracy /= 10
    }
    // What is rounded by half a step exactly is no bound in binary.
    return accuracy * 1.001
  }
}
