/// A text as scalars with the byte offset of each, so that context can be read in both directions.
///
/// Full-width ASCII is folded to ASCII and the few traditional characters that numbers and dates are written with to
/// their simplified forms; no fold changes how many scalars there are. A byte that is no valid UTF-8 becomes U+FFFD.
struct FoldedText: Sendable {
  /// The folded scalars.
  private(set) var scalars: [Unicode.Scalar]
  /// The byte offset of each scalar, and of the end.
  private(set) var offsets: [UInt32]

  /// How many scalars there are.
  var count: Int { scalars.count }

  /// The scalar at `index`, or NUL outside the text.
  @inline(__always)
  subscript(index: Int) -> Unicode.Scalar {
    index >= 0 && index < scalars.count ? scalars[index] : "\0"
  }

  /// Decodes UTF-8.
  init(_ bytes: [UInt8]) {
    let folds = ScalarFolds.simplified
    var positions: [UInt32] = []
    scalars = Array(unsafeUninitializedCapacity: bytes.count) { scalars, count in
      positions = Array(unsafeUninitializedCapacity: bytes.count + 1) { positions, positionCount in
        bytes.withUnsafeBufferPointer { bytes in
          folds.withView { count = Self.decode(bytes, $0, scalars, positions) }
        }
        positionCount = count + 1
      }
    }
    offsets = positions
  }

  /// Writes the scalars and their offsets; how many there are.
  private static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, _ folds: ScalarFolds.View,
    _ scalars: UnsafeMutableBufferPointer<Unicode.Scalar>, _ positions: UnsafeMutableBufferPointer<UInt32>
  ) -> Int {
    var i = 0
    var count = 0
    while i < bytes.count {
      // Two Chinese characters at a time, as most of a text is: what is left of their bytes, less those of two times U+4000,
      // is 0…7 where they begin, 0 elsewhere.
      while bytes.count &- i >= 8 {
        let word = UInt64(
          littleEndian: UnsafeRawPointer(bytes.baseAddress! + i).loadUnaligned(as: UInt64.self))
        guard ((word & 0xC0C0_FFC0_C0FF) &- 0x8080_E480_80E4) & ~0x0700_0007 == 0 else { break }
        positions[count] = UInt32(truncatingIfNeeded: i)
        positions[count &+ 1] = UInt32(truncatingIfNeeded: i &+ 3)
        scalars[count] = Self.ideograph(word, folds)
        scalars[count &+ 1] = Self.ideograph(word >> 24, folds)
        count &+= 2
        i &+= 6
      }
      guard i < bytes.count else { break }
      let lead = bytes[i]
      positions[count] = UInt32(truncatingIfNeeded: i)
      if lead < 0x80 {
        scalars[count] = Unicode.Scalar(lead)
        i &+= 1
      } else if lead & 0xF0 == 0xE0, bytes.count &- i > 2,
        let decoded = Self.scalar(lead, bytes[i &+ 1], bytes[i &+ 2], folds)
      {
        // ○ stands for 〇 in 二○二四; elsewhere it blanks out a name or number.
        let isZero = decoded == "○" && count > 0 && "〇零一二三四五六七八九".unicodeScalars.contains(scalars[count &- 1])
        scalars[count] = isZero ? "〇" : decoded
        i &+= 3
      } else {
        let (scalar, length) = Self.rareScalar(bytes, at: i, folds)
        scalars[count] = scalar
        i &+= length
      }
      count &+= 1
    }
    positions[count] = UInt32(truncatingIfNeeded: bytes.count)
    return count
  }

  /// The folded scalar of the three lowest bytes, which are one from U+4000 to U+BFFF; so are those that they are folded to.
  @inline(__always)
  private static func ideograph(_ bytes: UInt64, _ folds: ScalarFolds.View) -> Unicode.Scalar {
    let code = (bytes & 0x0F) << 12 | (bytes >> 8 & 0x3F) << 6 | bytes >> 16 & 0x3F
    return Unicode.Scalar(folds[Int(code)]) ?? "\u{FFFD}"
  }

  /// The folded scalar of two or four bytes, or U+FFFD for one byte that begins none.
  @inline(never)
  private static func rareScalar(
    _ bytes: UnsafeBufferPointer<UInt8>, at i: Int, _ folds: ScalarFolds.View
  ) -> (Unicode.Scalar, length: Int) {
    let lead = bytes[i]
    let length = lead >= 0xF0 ? 4 : 2
    guard lead >= 0xC2, lead <= 0xF4, lead & 0xF0 != 0xE0, length <= bytes.count &- i,
      let decoded = Self.scalar(bytes, at: i, length: length)
    else { return ("\u{FFFD}", 1) }
    return (decoded.value < 0x10000 ? Unicode.Scalar(folds[Int(decoded.value)]) ?? decoded : decoded, length)
  }

  /// The folded scalar of three bytes; nil where they are none.
  @inline(__always)
  private static func scalar(
    _ a: UInt8, _ b: UInt8, _ c: UInt8, _ folds: ScalarFolds.View
  ) -> Unicode.Scalar? {
    guard b & 0xC0 == 0x80, c & 0xC0 == 0x80 else { return nil }
    let code = Int(a & 0xF) << 12 | Int(b & 0x3F) << 6 | Int(c & 0x3F)
    return Unicode.Scalar(folds[code])
  }

  /// The text without the blanks inside Chinese numbers (7 万5 千), with the index in this text of each scalar.
  ///
  /// Byte offsets are not kept.
  func joiningNumbers() -> (FoldedText, origins: [Int]) {
    let alphabet = NumeralAlphabet.shared
    var joined = self
    var origins: [Int] = []
    joined.scalars.removeAll(keepingCapacity: true)
    for i in scalars.indices {
      if scalars[i].isBlank {
        let before = self[lastInk(before: i)]
        let after = self[skippingBlanks(i)]
        let isInside = { (scalar: Unicode.Scalar) in
          !alphabet.isPlain(scalar) || "点分之折成个大小于或者等<>=以上下内更多又".unicodeScalars.contains(scalar)
        }
        if isInside(before), isInside(after), !(before.isASCIIDigit && after.isASCIIDigit) { continue }
      }
      joined.scalars.append(scalars[i])
      origins.append(i)
    }
    return (joined, origins)
  }

  private static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, at i: Int, length: Int) -> Unicode.Scalar? {
    var value = UInt32(bytes[i]) & (0x7F >> UInt32(length))
    for k in 1..<length {
      guard bytes[i + k] & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(bytes[i + k] & 0x3F)
    }
    return Unicode.Scalar(value)
  }

  /// The bytes of the scalars in `range`.
  func bytes(_ range: Range<Int>) -> Range<Int> {
    Int(offsets[range.lowerBound])..<Int(offsets[range.upperBound])
  }

  /// The line that holds a scalar, without its line feed.
  func line(around index: Int) -> Range<Int> {
    scalars.withUnsafeBufferPointer { scalars in
      var (start, end) = (index, index)
      while start > 0, scalars[start - 1] != "\n" { start -= 1 }
      while end < scalars.count, scalars[end] != "\n" { end += 1 }
      return start..<end
    }
  }

  /// The index of the scalar that begins at a byte.
  func index(ofByte byte: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if Int(offsets[middle]) < byte { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether `word` stands at `index`.
  ///
  /// The first character decides most questions; inlined, it is a constant.
  @inline(__always)
  func has(_ word: StaticString, at index: Int) -> Bool {
    self[index].value == word.firstScalar && holds(word, at: index)
  }

  private func holds(_ word: StaticString, at index: Int) -> Bool {
    guard index >= 0 else { return false }
    return word.withUTF8Buffer { bytes in
      var k = index
      var i = 0
      while i < bytes.count {
        let length = bytes[i] < 0x80 ? 1 : bytes[i] >= 0xE0 ? 3 : 2
        let value = length == 1 ? Unicode.Scalar(bytes[i]) : Self.scalar(bytes, at: i, length: length)
        guard self[k] == value else { return false }
        k += 1
        i += length
      }
      return true
    }
  }

  /// Whether `word` ends right before `index`.
  @inline(__always)
  func has(_ word: StaticString, endingAt index: Int) -> Bool {
    self[index - 1].value == word.lastScalar && holds(word, at: index - word.scalarCount)
  }

  /// The first index from `index` on that is no blank.
  func skippingBlanks(_ index: Int) -> Int {
    var i = index
    while self[i].isBlank { i += 1 }
    return i
  }

  /// The last index before `index` whose scalar is no blank; −1 where there is none.
  func lastInk(before index: Int) -> Int {
    var i = index - 1
    while i >= 0, self[i].isBlank { i -= 1 }
    return i
  }
}

extension StaticString {
  /// How many scalars the string has.
  var scalarCount: Int { withUTF8Buffer { bytes in bytes.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 } } }

  /// The value of the first scalar, which is one of ASCII or takes three bytes.
  @inline(__always)
  fileprivate var firstScalar: UInt32 {
    utf8Start[0] < 0x80 ? UInt32(utf8Start[0]) : Self.scalar(utf8Start)
  }

  /// The value of the last scalar, which is one of ASCII or takes three bytes.
  @inline(__always)
  fileprivate var lastScalar: UInt32 {
    let last = utf8Start + utf8CodeUnitCount - 1
    return last[0] < 0x80 ? UInt32(last[0]) : Self.scalar(last - 2)
  }

  @inline(__always)
  private static func scalar(_ bytes: UnsafePointer<UInt8>) -> UInt32 {
    UInt32(bytes[0] & 0xF) << 12 | UInt32(bytes[1] & 0x3F) << 6 | UInt32(bytes[2] & 0x3F)
  }
}

extension Unicode.Scalar {
  /// A space within a line; a tab parts the cells of a table and is none.
  var isBlank: Bool {
    self == " " || self == "\u{A0}" || self == "\u{3000}" || self == "\u{2009}" || self == "\u{202F}"
  }

  var isASCIIDigit: Bool { self >= "0" && self <= "9" }

  var isASCIILetter: Bool { (self >= "a" && self <= "z") || (self >= "A" && self <= "Z") }

  /// A character of Chinese words.
  var isHan: Bool { value >= 0x4E00 && value <= 0x9FFF }

  /// The end of a clause, a cell, a line or the text.
  var endsClause: Bool {
    switch self {
    case ",", "。", ";", "、", "!", "?", ":", ")", "(", "\n", "\r", "\t", "\0", "】", "》", "”", "…": true
    default: false
    }
  }
}

/// A set of characters of the Basic Multilingual Plane.
struct ScalarSet: Sendable, ExpressibleByStringLiteral {
  /// A bit for each character, in blocks of 64.
  private var blocks: [UInt64]

  init(stringLiteral text: String) { self.init(text.unicodeScalars) }

  init(_ scalars: some Sequence<Unicode.Scalar>) {
    blocks = [UInt64](repeating: 0, count: 1024)
    for scalar in scalars where scalar.value < 0x10000 {
      blocks[Int(scalar.value >> 6)] |= 1 << UInt64(scalar.value & 63)
    }
  }

  @inline(__always)
  func contains(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x10000 && blocks[Int(scalar.value >> 6)] & (1 << UInt64(scalar.value & 63)) != 0
  }

  /// How many members lie in the blocks before each block.
  var countsBeforeBlocks: [Int32] {
    var count: Int32 = 0
    return blocks.map { block in
      defer { count += Int32(block.nonzeroBitCount) }
      return count
    }
  }

  /// How many members of the block of `scalar` come before it.
  @inline(__always)
  func countInBlock(before scalar: Unicode.Scalar) -> Int {
    (blocks[Int(scalar.value >> 6)] & (1 << UInt64(scalar.value & 63) - 1)).nonzeroBitCount
  }

  /// The set while many characters are looked up.
  struct View {
    fileprivate let blocks: UnsafeBufferPointer<UInt64>

    /// Whether the character of a code of the Basic Multilingual Plane is a member.
    @inline(__always)
    func contains(_ code: Int) -> Bool { blocks[code >> 6] & (1 << UInt64(code & 63)) != 0 }
  }

  /// Calls `body` with a view of the set.
  @inline(__always)
  func withView<Result>(_ body: (View) -> Result) -> Result {
    blocks.withUnsafeBufferPointer { body(View(blocks: $0)) }
  }

  /// The first index from `start` on whose scalar is a member, or the end.
  func firstIndex(in scalars: [Unicode.Scalar], from start: Int) -> Int {
    withView { members in
      scalars.withUnsafeBufferPointer { scalars in
        var i = start
        while i < scalars.count {
          if scalars[i].value < 0x10000, members.contains(Int(scalars[i].value)) { break }
          i += 1
        }
        return i
      }
    }
  }
}
