/// 角 and 分 after an amount of 元: 5元3角.
struct Coins: Sendable {
  private let scanner = NumeralScanner()

  /// The amount with the coins that stand at `start`, and where they end.
  func adding(to whole: ExactDecimal, _ text: FoldedText, at start: Int) -> (ExactDecimal, Int) {
    var (value, end) = (whole, start)
    for (power, names) in [(-1, "角毛"), (-2, "分")] {
      guard let part = scanner.scan(text, at: end), part.low < ExactDecimal(10),
        names.unicodeScalars.contains(text[part.range.upperBound]), text[part.range.upperBound + 1] != "之",
        let sum = ExactDecimal.sum(value, part.low.scaled(by: power))
      else { continue }
      (value, end) = (sum, part.range.upperBound + 1)
    }
    return (value, end)
  }
}
