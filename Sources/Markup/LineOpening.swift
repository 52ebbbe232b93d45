/// Tells how a line begins: as a heading, an item of a list or a caption, or in the middle of a text.
enum LineOpening {
  /// Whether a line begins with a numbering or a bullet, as 一、 （一） 第一章 ① • 附件1 are.
  static func isNumbered(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first else { return false }
    let start = line.startIndex
    if first < 0x80 { return isASCIINumbering(line) }
    if signs.end(in: line, at: start) != nil { return true }
    if line.starts(with: "第".utf8) {
      let end = numeral(line, start + 3)
      return end > start + 3 && parts.end(in: line, at: end) != nil
    }
    if let open = openings.end(in: line, at: start) {
      let end = numeral(line, skippingBlanks(line, open))
      return end > open && closings.end(in: line, at: skippingBlanks(line, end)) != nil
    }
    if let end = captions.end(in: line, at: start), end < line.endIndex {
      if annexes.end(in: line, at: start) != nil, colons.end(in: line, at: end) != nil { return true }
      return numeral(line, skippingBlanks(line, end)) > skippingBlanks(line, end)
    }
    let end = numeral(line, start)
    return end > start && end < line.endIndex
      && (line[end] == UInt8(ascii: ".") || pauses.end(in: line, at: end) != nil)
  }

  /// Whether a line is a heading of one of the upper levels: 一、 （一） 第一章.
  static func isHeading(_ line: ArraySlice<UInt8>) -> Bool {
    guard isNumbered(line), let first = line.first, first >= 0x80, signs.end(in: line, at: line.startIndex) == nil
    else { return false }
    let letter = line.dropFirst(first == 0xEF || line.starts(with: "第".utf8) ? 3 : 0).first ?? 0
    return letter >= 0x80 && captions.end(in: line, at: line.startIndex) == nil
  }

  private static func isASCIINumbering(_ line: ArraySlice<UInt8>) -> Bool {
    let start = line.startIndex
    func byte(_ at: Int) -> UInt8 { at < line.endIndex ? line[at] : 0 }
    let first = byte(start)
    switch first {
    case UInt8(ascii: "#"), UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "+"): return byte(start + 1) == 0x20
    case UInt8(ascii: "("):
      let end = numeral(line, start + 1)
      return end > start + 1 && closings.end(in: line, at: end) != nil
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
      let isMarked = byte(start + 1) == UInt8(ascii: ")") || byte(start + 1) == UInt8(ascii: ".")
      return isMarked && (byte(start + 2) == 0x20 || byte(start + 2) >= 0x80)
    case 0x30...0x39:
      var end = numeral(line, start)
      guard end - start <= 3 else { return false }
      if byte(end) == UInt8(ascii: ")") || pauses.end(in: line, at: end) != nil { return true }
      guard byte(end) == UInt8(ascii: ".") else { return false }
      guard byte(end + 1) >= 0x30, byte(end + 1) <= 0x39 else { return true }
      // 1.2 and 1.2.3 are headings where something parts them from their text, and figures otherwise.
      var dots = 0
      while byte(end) == UInt8(ascii: "."), numeral(line, end + 1) > end + 1 {
        end = numeral(line, end + 1)
        dots += 1
      }
      return dots > 1 || byte(end) == 0x20 || byte(end) == 0x09
    default: return false
    }
  }

  /// The end of the number at `at`, in digits or Chinese numerals; `at` where none stands there.
  static func numeral(_ line: ArraySlice<UInt8>, _ at: Int) -> Int {
    var end = at
    while end < line.endIndex {
      if line[end] >= 0x30, line[end] <= 0x39 {
        end += 1
      } else if line[end] >= 0xE3, let next = numerals.end(in: line, at: end) {
        end = next
      } else {
        break
      }
    }
    return end
  }

  private static func skippingBlanks(_ line: ArraySlice<UInt8>, _ at: Int) -> Int {
    var at = at
    while at < line.endIndex, line[at] == 0x20 { at += 1 }
    return at
  }

  private static let numerals = WordList("〇 零 一 二 三 四 五 六 七 八 九 十 百 两 ０ １ ２ ３ ４ ５ ６ ７ ８ ９")
  private static let parts = WordList("章 节 条 编 篇 部分 款")
  private static let openings = WordList("（ 〔 ［ 【")
  private static let closings = WordList("） ) 〕 ］ 】")
  private static let pauses = WordList("、 ． ）")
  private static let colons = WordList("： :")
  private static let annexes = WordList("附 附件 附表")
  private static let captions = WordList("附 附件 附表 附录 表 图")
  private static let signs = WordList(
    """
    ① ② ③ ④ ⑤ ⑥ ⑦ ⑧ ⑨ ⑩ ⑪ ⑫ ⑬ ⑭ ⑮ ⑯ ⑰ ⑱ ⑲ ⑳ ⑴ ⑵ ⑶ ⑷ ⑸ ⑹ ⑺ ⑻ ⑼ ⑽ ⒈ ⒉ ⒊ ⒋ ⒌ ⒍ ⒎ ⒏ ⒐ ⒑ ㈠ ㈡ ㈢ ㈣ ㈤ ㈥ ㈦ ㈧ ㈨ ㈩ \
    ❶ ❷ ❸ ❹ ❺ ❻ ❼ ❽ ❾ ❿ • ● ○ ◎ ■ □ ◆ ◇ ★ ☆ ▲ △ ► ▶ ➢ ➤ √ ✓ ※
    """)
}
