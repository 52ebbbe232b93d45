/// Reads labels whose value stands in the element behind them, colon or not: `<label>索 引 号</label><span>…</span>`.
///
/// What a line runs together its elements hold apart: a value ends with its element, whatever stands behind it in the line.
struct LabelledElements {
  /// A value, and whether its label stands in an element of its own.
  struct Value {
    var label: InformationLine.Label
    var text: ArraySlice<UInt8>
    var isApart: Bool
  }

  /// The labels whose values are read.
  private static let wanted: Set<InformationLine.Label> = [
    .source, .issuer, .indexNumber, .documentNumber, .published, .issued,
  ]
  /// The longest value, in bytes.
  private static let longest = 160

  /// The values in the texts of a range of nodes.
  static func values(in tree: MarkupTree, _ nodes: Range<Int>) -> [Value] {
    var values: [Value] = []
    var open: InformationLine.Label?
    for node in nodes where tree.nodes[node].tag == .text {
      let text = tree.text(node)
      guard text.count <= 2 * longest else {
        open = nil
        continue
      }
      let own = text[Outlet.trimmed(text)]
      guard !own.isEmpty else { continue }
      if let (word, end) = InformationWords.labels.find(in: own, at: own.startIndex, gaps: true) {
        let label = InformationWords.meanings[word]
        if end == own.endIndex {
          open = label
          continue
        }
        if wanted.contains(label), let value = value(of: own, behind: end) {
          values.append(Value(label: label, text: value, isApart: false))
        }
      } else if let label = open, wanted.contains(label), own.count <= longest {
        values.append(Value(label: label, text: own, isApart: true))
      }
      open = nil
    }
    return values
  }

  /// What stands behind a label's colon in its own element, where that is one value.
  private static func value(of text: ArraySlice<UInt8>, behind end: Int) -> ArraySlice<UInt8>? {
    guard end < text.endIndex, text[end] == 0x3A || text[end...].starts(with: "：".utf8) else { return nil }
    let value = text[Outlet.trimmed(text[end...])]
    // Another label follows.
    let isOne = !value.indices.contains { value[$0] == 0x3A || value[$0...].starts(with: "：".utf8) }
    return value.isEmpty || value.count > longest || !isOne ? nil : value
  }
}
