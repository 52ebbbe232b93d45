import Quantities

/// What a reader found in a text, written the way a failing test is read best.
func written(_ text: String, _ reading: QuantityReading = .report) -> [String] {
  let bytes = Array(text.utf8)
  return QuantityReader(reading).quantities(in: bytes).map { quantity in
    let span = String(decoding: bytes[quantity.range], as: UTF8.self)
    let value = quantity.isMasked ? "*" : quantity.value.map(plain) ?? "-"
    let high = quantity.valueHigh.map { "…" + plain($0) } ?? ""
    let qualifier = quantity.qualifier == .exact ? "" : " " + quantity.qualifier.rawValue
    return "\(span) = \(value)\(high) \(quantity.unit ?? "-")\(qualifier)"
  }
}

private func plain(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
}
