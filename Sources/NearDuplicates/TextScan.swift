/// A text taken apart in one pass over its bytes: letters, figures, masks and names.
///
/// Letters are the characters that are left without blanks, punctuation, digits, numerals that count something, and masks: what
/// a report and its masked copy share. A figure stands at a place among the letters, so that its surroundings are the
/// same in both.
struct TextScan: ~Copyable {
  typealias Code = FoldingTable.Code

  /// A number, or a mask in place of one.
  struct Figure {
    /// How many letters stand before it.
    var place: Int
    /// How many figures stand before it at the same place.
    var ordinal: Int
    /// Seven bits of what it says; the eighth is set on what many reports share: dates, one digit, 100%, hotlines.
    var value: UInt8
    var isMasked: Bool
    /// Written in Chinese numerals, which those who blank out figures overlook.
    var isSpelled: Bool
  }

  /// The name of an area, or what an area is called where it is not named (全县, 区委).
  struct Name {
    /// How many letters stand before it.
    var place: Int
    /// Seven bits of what it says; the eighth is set where it is not named.
    var value: UInt8
  }

  /// How many blank letters stand before the first and behind the last, so that surroundings are read without a test.
  static let margin = 8

  /// The letters, from ``margin`` on.
  let letters: UnsafeMutablePointer<UInt16>
  var letterCount = 0
  /// What tells whether two texts are the same: letters, numbers and masks in order.
  let content: UnsafeMutablePointer<UInt16>
  var contentCount = 0
  var figures: [Figure] = []
  private(set) var names: [Name] = []
  var maskRuns = 0

  let bytes: UnsafeBufferPointer<UInt8>
  private let codes: UnsafePointer<UInt16>
  /// Where the letters began that no mark, figure or mask has interrupted.
  var unbroken = 0
  var isBrokenByMask = false
  var atLineStart = true
  var afterOpening = false

  /// Scans `bytes`, which should be UTF-8; what is not is passed over.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    let room = bytes.count + 2 * Self.margin
    letters = .allocate(capacity: room)
    content = .allocate(capacity: room)
    letters.initialize(repeating: 0, count: Self.margin)
    codes = FoldingTable.shared.codes
    figures.reserveCapacity(64)
    scan()
    for at in 0..<Self.margin {
      letters[Self.margin + letterCount + at] = 0
      content[contentCount + at] = 0
    }
  }

  deinit {
    letters.deallocate()
    content.deallocate()
  }

  private mutating func scan() {
    var at = 0
    let out = letters + Self.margin
    while at < bytes.count {
      let (code, next) = code(at: at)
      if code &- Code.first >= Code.count {
        out[letterCount] = code
        content[contentCount] = code
        letterCount += 1
        contentCount += 1
        atLineStart = false
        afterOpening = false
        at = next
      } else if code >= Code.areaEnding {
        letter(Self.scalar(of: code))
        endOfName(code)
        at = next
      } else if code >= Code.digit {
        at = number(from: at)
      } else {
        if code != Code.blank, code != Code.invisible { interrupt(code) }
        at = next
      }
    }
  }

  /// The code of the character at `at`, and where the next one begins.
  @inline(__always)
  func code(at: Int) -> (UInt16, next: Int) {
    let base = bytes.baseAddress.unsafelyUnwrapped
    let lead = base[at]
    if lead >= 0xE0, lead < 0xF0, at &+ 2 < bytes.count {
      let scalar = Int(lead & 0x0F) << 12 | Int(base[at &+ 1] & 0x3F) << 6 | Int(base[at &+ 2] & 0x3F)
      return (codes[scalar], at &+ 3)
    }
    if lead < 0x80 { return (codes[Int(lead)], at &+ 1) }
    if lead >= 0xC0, lead < 0xE0, at &+ 1 < bytes.count {
      return (codes[Int(lead & 0x1F) << 6 | Int(base[at &+ 1] & 0x3F)], at &+ 2)
    }
    if lead >= 0xF0, at &+ 3 < bytes.count {
      // The rare characters beyond the plane are letters; fourteen bits keep them off the codes.
      return (0x8000 | UInt16(base[at &+ 2] & 0x3F) << 6 | UInt16(base[at &+ 3] & 0x3F), at &+ 4)
    }
    return (Code.blank, at &+ 1)
  }

  @inline(__always)
  private mutating func letter(_ code: UInt16) {
    letters[Self.margin + letterCount] = code
    letterCount += 1
    content[contentCount] = code
    contentCount += 1
    atLineStart = false
    afterOpening = false
  }

  private mutating func interrupt(_ code: UInt16) {
    unbroken = letterCount
    isBrokenByMask = false
    if code == Code.newline { atLineStart = true } else if code != Code.open { atLineStart = false }
    afterOpening = code == Code.open
  }

  /// The letter that stands for a numeral or an area's ending.
  static func scalar(of code: UInt16) -> UInt16 {
    let scalar =
      code >= Code.areaEnding
      ? FoldingTable.areaEndings[Int(code - Code.areaEnding)] : FoldingTable.numerals[Int(code - Code.numeral)]
    return UInt16(scalar.value)
  }
}

// MARK: - Names

extension TextScan {
  /// What stands before an area's ending without naming one: 全县, 各镇, 县区; and words that only end as one: 社区, 农村.
  private static let common: Set<UInt32> = {
    let endings = FoldingTable.areaEndings.map(\.value)
    var common = Set("全我各本该此两多每个跨到在为和县市省".unicodeScalars.flatMap { one in endings.map { one.value << 16 | $0 } })
    let words = ["社辖地园小景山林牧老新校厂片灾城库矿郊战禁区", "城都超门上夜菜市", "农乡新山渔侨全村", "城乡集市重小古镇", "城水下老返乡"]
    for word in words {
      let letters = word.unicodeScalars.map(\.value)
      for letter in letters.dropLast() { common.insert(letter << 16 | letters[letters.count - 1]) }
    }
    return common
  }()

  /// Notes the name that an area's ending closes: two letters before it, and the ending.
  ///
  /// Where none is named, the ending alone tells a county's report from a city's.
  private mutating func endOfName(_ code: UInt16) {
    let end = Self.margin + letterCount
    let word = UInt32(letters[end - 2]) << 16 | UInt32(letters[end - 1])
    let isNamed = letterCount - unbroken >= 3 && !Self.common.contains(word)
    // What stands behind a mask is named, though nobody can read how.
    if !isNamed, isBrokenByMask, letterCount - unbroken <= 3 { return }
    let length = isNamed ? 3 : 1
    var text = UInt64(code)
    if isNamed { text |= UInt64(letters[end - 3]) << 32 | UInt64(letters[end - 2]) << 16 }
    let value = UInt8(truncatingIfNeeded: Mixer.mix(text)) & 0x7F
    names.append(Name(place: letterCount - length, value: isNamed ? value : value | 0x80))
  }
}
