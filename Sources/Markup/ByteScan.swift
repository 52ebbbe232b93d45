import Glibc

/// What a pass over undecoded bytes finds.
enum ByteScan {
  /// How far bytes are UTF-8.
  struct UTF8Scan {
    /// The first byte that is not UTF-8; nil where all are.
    var firstBad: Int?
    /// How many sequences are malformed.
    var bad = 0
    /// Whether the last of them is a character that the end of the bytes cuts.
    var isCut = false
    /// Characters of three bytes or more, which Chinese text in UTF-8 has and other charsets hardly ever fake.
    var wide = 0
    /// Characters of two bytes.
    var narrow = 0
  }

  /// The first `byte` from `start` on, before `end`.
  @inline(__always)
  static func find(_ byte: UInt8, _ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int? {
    guard start < end, let found = memchr(base + start, Int32(byte), end - start) else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// The first `<` or `&` from `start` on, or `end`.
  @inline(__always)
  static func findMarkup(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var at = start
    while at + 8 <= end {
      let word = UInt64(littleEndian: UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self))
      let tags = word ^ ones &* UInt64(UInt8(ascii: "<"))
      let references = word ^ ones &* UInt64(UInt8(ascii: "&"))
      // The lowest high bit that is set belongs to the first byte that has become 0.
      let found = ((tags &- ones) & ~tags | (references &- ones) & ~references) & (ones << 7)
      if found != 0 { return at + found.trailingZeroBitCount / 8 }
      at += 8
    }
    while at < end, base[at] != UInt8(ascii: "<"), base[at] != UInt8(ascii: "&") { at += 1 }
    return at
  }

  /// The first blank or control character of ASCII from `start` on, or `end`.
  @inline(__always)
  static func findLow(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var at = start
    while at + 8 <= end {
      let word = UInt64(littleEndian: UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self))
      // The lowest high bit that is set belongs to the first byte below 0x21.
      let found = (word &- ones &* 0x21) & ~word & (ones << 7)
      if found != 0 { return at + found.trailingZeroBitCount / 8 }
      at += 8
    }
    while at < end, base[at] > 0x20 { at += 1 }
    return at
  }

  /// Whether a byte is white space between attributes.
  @inline(__always)
  static func isMarkupBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

  /// Whether a byte is an ASCII letter.
  @inline(__always)
  static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }

  /// Whether the name of an attribute may begin with a byte.
  @inline(__always)
  static func isNameStart(_ byte: UInt8) -> Bool {
    isLetter(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
  }

  /// Whether a byte may stand in the name of an element or an attribute.
  @inline(__always)
  static func isName(_ byte: UInt8) -> Bool {
    isNameStart(byte) || byte >= 0x30 && byte <= 0x39 || byte == UInt8(ascii: "-")
  }

  /// Walks the bytes as UTF-8, if so told up to the first that is not.
  static func utf8(_ bytes: UnsafeBufferPointer<UInt8>, stopsAtFirst: Bool = false) -> UTF8Scan {
    var scan = UTF8Scan()
    let count = bytes.count
    var at = 0
    while at < count {
      let lead = bytes[at]
      if lead < 0x80 {
        at = skipASCII(bytes, at + 1, count)
        continue
      }
      let wide = wideRun(bytes, at)
      if wide > 0 {
        scan.wide += wide
        at += 3 * wide
        continue
      }
      guard let length = utf8Length(bytes, at) else {
        scan.firstBad = scan.firstBad ?? at
        scan.bad += 1
        if stopsAtFirst { return scan }
        // Text in another charset is told long before its end.
        if scan.bad > Self.manyBad, scan.wide + scan.narrow < scan.bad { return scan }
        scan.isCut = at + 4 > count && isCut(bytes, at)
        at += malformedLength(bytes, at)
        continue
      }
      if length == 2 { scan.narrow += 1 } else { scan.wide += 1 }
      at += length
    }
    return scan
  }

  /// How many characters of three bytes stand one behind the other at `at`, as Chinese text is made of.
  @inline(__always)
  private static func wideRun(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var at = start
    // Two at a time from U+4000 to U+BFFF: what is left of their bytes, less those of two times U+4000, is 0…7 where they begin,
    // 0 elsewhere.
    while at + 8 <= bytes.count {
      let word = UInt64(littleEndian: UnsafeRawPointer(bytes.baseAddress! + at).loadUnaligned(as: UInt64.self))
      guard ((word & 0xC0C0_FFC0_C0FF) &- 0x8080_E480_80E4) & ~0x0700_0007 == 0 else { break }
      at += 6
    }
    while at + 4 <= bytes.count {
      let word = UInt32(littleEndian: UnsafeRawPointer(bytes.baseAddress! + at).loadUnaligned(as: UInt32.self))
      guard word & 0xC0C0F0 == 0x8080E0 else { break }
      // Below E0 A0 the form is too long, and above ED 9F are surrogates.
      let second = word & 0x200F
      if second == 0 || second == 0x200D { break }
      at += 3
    }
    return (at - start) / 3
  }

  /// Where ASCII ends that begins at `at`; near the end of the bytes perhaps before.
  @inline(__always)
  private static func skipASCII(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    var at = start
    while at + 8 <= end {
      let word = UInt64(littleEndian: UnsafeRawPointer(bytes.baseAddress! + at).loadUnaligned(as: UInt64.self))
      let others = word & 0x8080_8080_8080_8080
      if others != 0 { return at + others.trailingZeroBitCount / 8 }
      at += 8
      // Scripts and tags are long stretches of it.
      while at + 32 <= end {
        let words = UnsafeRawPointer(bytes.baseAddress! + at).loadUnaligned(as: SIMD4<UInt64>.self)
        if (words[0] | words[1] | words[2] | words[3]) & 0x8080_8080_8080_8080 != 0 { break }
        at += 32
      }
    }
    return at
  }

  /// How many bytes of a malformed sequence stand for one U+FFFD: as many as a character could begin with.
  static func malformedLength(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
    let lead = bytes[at]
    guard lead >= 0xE0, lead <= 0xF4, at + 1 < bytes.count else { return 1 }
    let seconds: ClosedRange<UInt8> =
      switch lead {
      case 0xE0: 0xA0...0xBF
      case 0xED: 0x80...0x9F
      case 0xF0: 0x90...0xBF
      case 0xF4: 0x80...0x8F
      default: 0x80...0xBF
      }
    guard seconds.contains(bytes[at + 1]) else { return 1 }
    return lead >= 0xF0 && at + 2 < bytes.count && bytes[at + 2] & 0xC0 == 0x80 ? 3 : 2
  }

  /// Whether a malformed sequence is the beginning of a character, and the end of the bytes.
  static func isCut(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    let length = bytes[at] >= 0xF0 ? 4 : bytes[at] >= 0xE0 ? 3 : 2
    return bytes[at] >= 0xC2 && bytes[at] <= 0xF4 && bytes.count - at < length
      && at + malformedLength(bytes, at) == bytes.count
  }

  /// The charset that a byte order mark stands for, and its length.
  static func byteOrderMark(_ bytes: UnsafeBufferPointer<UInt8>) -> (Charset, Int)? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LE, 2) }
    if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BE, 2) }
    if bytes.starts(with: [0x84, 0x31, 0x95, 0x33]) { return (.gb18030, 4) }
    return nil
  }

  /// So many malformed bytes, outnumbering characters, are no damage.
  private static let manyBad = 2000

  /// Whether bytes that are no UTF-8 are Latin text in one byte a character: its few letters with accents stand alone, or two
  /// together, between ASCII, where those of Chinese stand side by side.
  static func isLatin(_ bytes: UnsafeBufferPointer<UInt8>, declared: Bool) -> Bool {
    var runs = 0
    var alone = 0
    var start: Int?
    var previousEnd = -8
    func isASCIILetter(_ at: Int) -> Bool { at >= 0 && at < bytes.count && isLetter(bytes[at]) }
    var next = 0
    while next <= bytes.count {
      let at = next
      next += 1
      if at < bytes.count, bytes[at] >= 0x80 {
        if start == nil { start = at }
        continue
      }
      guard let from = start else {
        next = skipASCII(bytes, next, bytes.count)
        continue
      }
      start = nil
      // A long run is many characters of two bytes.
      runs += max(1, (at - from) / 2)
      if runs > manyBad, alone * 2 < runs { return false }
      defer { previousEnd = at }
      // The second byte of a character in Big5 or GBK may be a letter, but then the next character follows.
      let endsAlone = at + 1 >= bytes.count || bytes[at] < 0x40 || bytes[at + 1] < 0x80
      let beginsAlone = from - previousEnd >= 2 || bytes[from - 1] < 0x40
      guard endsAlone, beginsAlone else { continue }
      if at - from == 1 || at - from == 2 && isASCIILetter(from - 1) && isASCIILetter(at) { alone += 1 }
    }
    return runs > 0 && alone * 10 >= runs * (declared ? 7 : 9)
  }

  /// The bytes of the character at `at`, whose first is not ASCII; nil where it is not well-formed.
  @inline(__always)
  private static func utf8Length(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
    func tail(_ i: Int) -> Bool { at + i < bytes.count && bytes[at + i] & 0xC0 == 0x80 }
    let lead = bytes[at]
    switch lead {
    case 0xC2...0xDF: return tail(1) ? 2 : nil
    case 0xE0...0xEF:
      guard tail(1), tail(2) else { return nil }
      let second = bytes[at + 1]
      if lead == 0xE0 && second < 0xA0 || lead == 0xED && second > 0x9F { return nil }
      return 3
    case 0xF0...0xF4:
      guard tail(1), tail(2), tail(3) else { return nil }
      let second = bytes[at + 1]
      if lead == 0xF0 && second < 0x90 || lead == 0xF4 && second > 0x8F { return nil }
      return 4
    default: return nil
    }
  }

  /// The bytes that no text has.
  struct Controls {
    /// The first of them.
    var first: Int?
    /// How many.
    var count = 0
    /// NULs at even and at odd offsets.
    var nulls = (even: 0, odd: 0)

    /// Whether so many of `size` bytes are no accident of an editor, or of the template of a page.
    func areBinary(of size: Int, isMarkup: Bool) -> Bool { count > (isMarkup ? max(2, size / 200) : size / 1000) }
  }

  /// Counts control bytes other than white space, escape and an end-of-file mark at the end.
  static func controls(_ bytes: UnsafeBufferPointer<UInt8>) -> Controls {
    var found = Controls()
    var start = 0
    while start < bytes.count {
      let end = min(start + 4096, bytes.count)
      // Without a branch in it, the loop is compiled to one over many bytes at once.
      var some: UInt8 = 0
      for at in start..<end {
        let byte = bytes[at]
        some |= (byte < 0x09 ? 1 : 0) | (byte &- 0x0E < 0x12 ? 1 : 0)
      }
      if some != 0 { count(bytes, start..<end, &found) }
      start = end
    }
    return found
  }

  private static func count(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ found: inout Controls) {
    for at in range where bytes[at] < 0x20 {
      switch bytes[at] {
      case 0x09...0x0D, 0x1B: continue
      case 0x1A where at == bytes.count - 1: continue
      case 0: if at & 1 == 0 { found.nulls.even += 1 } else { found.nulls.odd += 1 }
      default: break
      }
      if found.first == nil { found.first = at }
      found.count += 1
    }
  }

  /// How often the commonest characters of Chinese stand in the first 64 kB, read as GB18030 and as Big5.
  ///
  /// Bytes that are well-formed in both differ here by an order of magnitude: read in the wrong charset, text is made of rare
  /// characters.
  static func commonCharacters(_ bytes: UnsafeBufferPointer<UInt8>) -> (gb18030: Int, big5: Int) {
    var found = (gb18030: 0, big5: 0)
    let end = min(bytes.count, 1 << 16) - 1
    var at = 0
    common.withUnsafeBufferPointer { common in
      while at < end {
        guard bytes[at] >= 0x81 else {
          at = skipASCII(bytes, at + 1, end)
          continue
        }
        let charsets = common[Int(bytes[at]) << 8 | Int(bytes[at + 1])]
        found.gb18030 += Int(charsets & 1)
        found.big5 += Int(charsets >> 1)
        at += 2
      }
    }
    return found
  }

  /// By the two bytes of a character: 1 for ， 。 、 的 一 是 在 有 和 为 中 年 人 不 国 了 大 工 作 法 in GB18030, 2 for the same in Big5.
  private static let common: [UInt8] = {
    let gb18030 = [
      0xA3AC, 0xA1A3, 0xA1A2, 0xB5C4, 0xD2BB, 0xCAC7, 0xD4DA, 0xD3D0, 0xBACD, 0xCEAA, 0xD6D0, 0xC4EA, 0xC8CB, 0xB2BB,
      0xB9FA, 0xC1CB, 0xB4F3, 0xB9A4, 0xD7F7, 0xB7A8,
    ]
    let big5 = [
      0xA141, 0xA143, 0xA142, 0xAABA, 0xA440, 0xAC4F, 0xA662, 0xA6B3, 0xA94D, 0xACB0, 0xA4A4, 0xA67E, 0xA448, 0xA4A3,
      0xB0EA, 0xA446, 0xA46A, 0xA475, 0xA740, 0xAA6B,
    ]
    var table = [UInt8](repeating: 0, count: 1 << 16)
    for pair in gb18030 { table[pair] |= 1 }
    for pair in big5 { table[pair] |= 2 }
    return table
  }()
}
