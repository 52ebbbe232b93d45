/// Words that are looked up in UTF-8, in any case of ASCII letters.
struct WordList: Sendable {
  /// The words one after the other, in the order of their buckets, longest first in each.
  private let letters: [UInt8]
  /// Where each word begins in `letters`, and the end of the last.
  private let starts: [Int32]
  /// The first word of each bucket, and the end of the last.
  private let buckets: [Int32]

  /// Makes a list of words parted by blanks.
  init(_ text: String) {
    self.init(words: Array(text.lowercased().utf8).split { $0 <= 0x20 })
  }

  private init(words: [ArraySlice<UInt8>]) {
    var buckets = [Int32](repeating: 0, count: Self.bucketCount + 1)
    // A number for each word that orders them by bucket, length and place: lists are made before the first page is read, and
    // numbers are sorted faster than words.
    let order = words.indices.map { index -> Int in
      let word = words[index]
      let bucket = Self.bucket(word[word.startIndex], word.count > 2 ? word[word.startIndex + 2] : 0)
      buckets[bucket + 1] += 1
      return bucket << 40 | (Self.longest - word.count) << 20 | index
    }
    for bucket in 0..<Self.bucketCount { buckets[bucket + 1] += buckets[bucket] }
    var letters: [UInt8] = []
    var starts: [Int32] = []
    for number in order.sorted() {
      starts.append(Int32(letters.count))
      letters += words[number & Self.longest]
    }
    starts.append(Int32(letters.count))
    (self.letters, self.starts, self.buckets) = (letters, starts, buckets)
  }

  /// More than a word has bytes, and a list words.
  private static let longest = 1 << 20 - 1

  private static let bucketCount = 1024

  private static func bucket(_ first: UInt8, _ third: UInt8) -> Int {
    // Chinese words are told apart by their first character, others by their first letter.
    first < 0x80 ? Int(first | 0x20) : 256 + (Int(first & 0x0F) << 6 | Int(third & 0x3F)) % 768
  }

  /// The end of the longest word that begins at `at`; nil where none does.
  ///
  /// With `gaps`, a word of Chinese may have blanks between its characters, as in 索 引 号.
  func end(in bytes: ArraySlice<UInt8>, at: Int, gaps: Bool = false) -> Int? {
    find(in: bytes, at: at, gaps: gaps)?.end
  }

  /// Whether the bytes are one of the words.
  func contains(_ bytes: ArraySlice<UInt8>) -> Bool { end(in: bytes, at: bytes.startIndex) == bytes.endIndex }

  /// The longest word that begins at `at`, as an index into `words`, and its end.
  @inline(__always)
  func find(in bytes: ArraySlice<UInt8>, at: Int, gaps: Bool) -> (index: Int, end: Int)? {
    guard at < bytes.endIndex else { return nil }
    let first = bytes[at]
    let third = first >= 0x80 && at + 2 < bytes.endIndex ? bytes[at + 2] : 0
    let bucket = Self.bucket(first, third)
    var index = Int(buckets[bucket])
    let last = Int(buckets[bucket + 1])
    while index < last {
      if let end = end(ofWord: index, in: bytes, at: at, gaps: gaps) { return (index, end) }
      index += 1
    }
    return nil
  }

  private func end(ofWord index: Int, in bytes: ArraySlice<UInt8>, at: Int, gaps: Bool) -> Int? {
    let start = Int(starts[index])
    var place = at
    for letter in start..<Int(starts[index + 1]) {
      let byte = letters[letter]
      if gaps, letter > start, byte >= 0xC0 {
        while place < bytes.endIndex, let blank = blank(bytes, place) { place += blank }
      }
      guard place < bytes.endIndex else { return nil }
      let other = bytes[place]
      guard other == byte || byte < 0x80 && other >= 0x41 && other <= 0x5A && other | 0x20 == byte else { return nil }
      place += 1
    }
    return place
  }

  private func blank(_ bytes: ArraySlice<UInt8>, _ at: Int) -> Int? {
    if bytes[at] == 0x20 { return 1 }
    if bytes[at] == 0xC2, at + 1 < bytes.endIndex, bytes[at + 1] == 0xA0 { return 2 }
    guard bytes[at] == 0xE2 || bytes[at] == 0xE3, at + 2 < bytes.endIndex, bytes[at + 1] == 0x80 else { return nil }
    // The ideographic space, and those of the width of an em, an en and less.
    return bytes[at] == 0xE3 ? (bytes[at + 2] == 0x80 ? 3 : nil) : bytes[at + 2] <= 0x8B ? 3 : nil
  }

  /// The words in the order in which they are looked up.
  var words: [[UInt8]] {
    starts.indices.dropLast().map { Array(letters[Int(starts[$0])..<Int(starts[$0 + 1])]) }
  }
}

extension WordList {
  /// The list with words more that may hold blanks themselves.
  func adding(phrases: [String]) -> WordList {
    WordList(words: words.map { $0[...] } + phrases.map { Array($0.utf8)[...] })
  }

  /// The list with one word more, which may be a blank.
  func adding(_ word: String) -> WordList { adding(phrases: [word]) }
}
