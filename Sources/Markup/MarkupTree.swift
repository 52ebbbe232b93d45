/// A page's elements and texts in document order, in arrays over one buffer.
///
/// A node's descendants are the nodes from the one after it to its `end`, so that walks need neither pointers nor recursion.
struct MarkupTree {
  /// An element or a text.
  struct Node {
    /// `.text` for a text.
    var tag: Tag
    /// The element it stands in; -1 for the first.
    var parent: Int32
    /// The first node after it and its descendants.
    var end: Int32
    /// A text's bytes in `bytes`; an element's attributes in `attributes`.
    var start: Int32
    var count: Int32
  }

  /// An attribute with its value in `bytes`.
  struct Attribute {
    var name: AttributeName
    var start: Int32
    var count: Int32
  }

  var nodes: [Node] = []
  var attributes: [Attribute] = []
  /// The page itself, and behind it what is not in it as it stands, such as text with character references.
  var bytes: [UInt8] = []
  /// Where the texts of the scripts, which are no nodes, stand in `scripts`.
  var scriptRanges: [Range<Int>] = []
  /// The bytes that scripts stand in.
  var scripts: [UInt8] { bytes }

  /// A text's bytes.
  func text(_ node: Int) -> ArraySlice<UInt8> {
    bytes[Int(nodes[node].start)..<Int(nodes[node].start + nodes[node].count)]
  }

  /// The value of an element's attribute; nil where it has none.
  func attribute(_ name: AttributeName, of node: Int) -> ArraySlice<UInt8>? {
    guard nodes[node].tag != .text else { return nil }
    for i in Int(nodes[node].start)..<Int(nodes[node].start + nodes[node].count) where attributes[i].name == name {
      return bytes[Int(attributes[i].start)..<Int(attributes[i].start + attributes[i].count)]
    }
    return nil
  }

  /// The texts inside a node, one after the other.
  func allText(in node: Int) -> [UInt8] {
    var all: [UInt8] = []
    for i in node..<Int(nodes[node].end) where nodes[i].tag == .text { all += text(i) }
    return all
  }

  /// The texts inside a node, one after the other, with their blanks collapsed.
  func collapsedText(in node: Int) -> [UInt8] { Blank.collapsed(allText(in: node)) }

  /// Whether an element is not shown: `hidden`, or `display:none` or a place far off the screen in its own style.
  func isHidden(_ node: Int) -> Bool {
    let element = nodes[node]
    guard element.tag != .text else { return false }
    for i in Int(element.start)..<Int(element.start + element.count) {
      let attribute = attributes[i]
      if attribute.name == .hidden { return true }
      guard attribute.name == .style else { continue }
      let start = Int(attribute.start)
      let end = start + Int(attribute.count)
      guard mayHide(start, end) else { continue }
      if hasStyle("display:none", start, end) != nil { return true }
      for place in ["left:-", "top:-", "text-indent:-"] as [StaticString] {
        if let at = hasStyle(place, start, end), isFar(at, end) { return true }
      }
    }
    return false
  }

  /// Whether a style has a value that may be one of those above; most have none.
  private func mayHide(_ start: Int, _ end: Int) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      var previous: UInt8 = 0
      for i in start..<end where bytes[i] != 0x20 {
        let byte = bytes[i] | 0x20
        if previous == UInt8(ascii: ":"), byte == UInt8(ascii: "n") || byte == UInt8(ascii: "-") { return true }
        previous = byte
      }
      return false
    }
  }

  /// The end of a declaration in a style, blanks aside; nil where it is not there.
  private func hasStyle(_ word: StaticString, _ start: Int, _ end: Int) -> Int? {
    var matched = 0
    for i in start..<end where bytes[i] != 0x20 {
      let byte = bytes[i] | 0x20
      matched = byte == word.utf8Start[matched] | 0x20 ? matched + 1 : byte == word.utf8Start[0] | 0x20 ? 1 : 0
      if matched == word.utf8CodeUnitCount { return i + 1 }
    }
    return nil
  }

  /// Whether a length of four digits or more stands at `at`.
  private func isFar(_ at: Int, _ end: Int) -> Bool {
    at + 4 <= end && bytes[at..<at + 4].allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
  }
}
