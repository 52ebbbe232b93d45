/// A paragraph of a page, or a row of a table, before it is known whether it is the page's own text.
struct Block {
  /// Its bytes in the list's text.
  var range: Range<Int>
  /// The first text in it, a node of the tree.
  var node: Int
  /// The block element that it stands in, a node of the tree.
  var element: Int
  /// How many of its bytes are links.
  var linked: Int
  /// How many marks of punctuation it has.
  var stops: Int
  /// How long it is, in Chinese characters; a Latin letter counts a quarter.
  var length: Int
  /// How many Chinese, Japanese or Korean characters it has.
  var wide: Int
  /// 1…6 for a heading, else 0.
  var heading: UInt8
  /// Whether it is a row of a table, its cells parted by tabs.
  var isRow: Bool
  /// Whether it stands in an item of a list.
  var isItem = false

  /// Whether it is running text rather than a heading, a label or a link.
  var isProse: Bool { length >= 20 && stops >= 1 && linked * 2 <= range.count }

  /// How much it speaks for the place where it stands, as the text that the page is about.
  var weight: Int {
    guard linked * 2 <= range.count else { return 0 }
    let own = length - length * linked / max(range.count, 1)
    // A table's figures are the page's own as well; a short line may be anything.
    return isProse || isRow ? own : own / 4
  }
}

extension Block {
  /// A line of plain text, which stands in no element.
  init(plain range: Range<Int>, of line: [UInt8]) {
    let (length, stops, wide) = Block.measure(line[...])
    self.init(
      range: range, node: 0, element: 0, linked: 0, stops: stops, length: length, wide: wide, heading: 0, isRow: false)
  }
}

/// A page's paragraphs in document order.
struct BlockList {
  var text: [UInt8] = []
  var blocks: [Block] = []
  /// The links with text: the node of each, and the first paragraph that its text stands in.
  var links: [(node: Int, block: Int)] = []

  /// The bytes of a block.
  func bytes(of block: Block) -> ArraySlice<UInt8> { text[block.range] }
}

extension Block {
  /// Counts what tells prose from labels: punctuation, length in Chinese characters, and these themselves.
  static func measure(_ text: ArraySlice<UInt8>) -> (length: Int, stops: Int, wide: Int) {
    text.withUnsafeBufferPointer { bytes in
      var wide = 0
      var narrow = 0
      var stops = 0
      var ideographs = 0
      var at = 0
      while at < bytes.count {
        let byte = bytes[at]
        if byte >= 0xE4, byte <= 0xED {
          // Nearly all of a Chinese text.
          wide += 1
          ideographs += 1
          at += 3
        } else if byte < 0x80 {
          if byte > 0x20 { narrow += 1 }
          switch byte {
          case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "?"):
            // Inside a number or an address it ends nothing.
            if at + 1 == bytes.count || bytes[at + 1] <= 0x22 || bytes[at + 1] >= 0xE3 { stops += 1 }
          default: break
          }
          at += 1
        } else if byte >= 0xE0 {
          wide += 1
          if byte == 0xE3 { ideographs += 1 }
          // 。 ； ！ ？ ，
          if byte == 0xEF || byte == 0xE3, at + 2 < bytes.count {
            switch (byte, bytes[at + 1], bytes[at + 2]) {
            case (0xE3, 0x80, 0x82), (0xEF, 0xBC, 0x9B), (0xEF, 0xBC, 0x81), (0xEF, 0xBC, 0x9F), (0xEF, 0xBC, 0x8C):
              stops += 1
            default: break
            }
          }
          at += byte >= 0xF0 ? 4 : 3
        } else {
          if byte >= 0xC2 { narrow += 1 }
          at += byte >= 0xC2 ? 2 : 1
        }
      }
      return (wide + narrow / 4, stops, ideographs)
    }
  }
}
