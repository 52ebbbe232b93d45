// Numbers as the sentences of checks write them.

extension Double {
  /// A whole number without a point, any other with at most two decimals.
  var plain: String { self == rounded() && abs(self) < 1e15 ? String(Int64(self)) : hundredths }

  /// At most two decimals, without zeros at the end.
  var hundredths: String {
    guard isFinite, abs(self) < 1e15 else { return "\(self)" }
    let count = Int64((abs(self) * 100).rounded())
    let sign = self < 0 && count != 0 ? "-" : ""
    let (whole, rest) = (count / 100, count % 100)
    if rest == 0 { return sign + String(whole) }
    return sign + "\(whole)." + (rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)")
  }
}
