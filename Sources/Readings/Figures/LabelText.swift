/// Comparisons of labels by their bytes.
///
/// Labels are compared with words of the lexicon, thousands of times a report. Both are UTF-8 without combining marks, so
/// that the bytes say what grapheme by grapheme comparison would say at many times the cost.
extension StringProtocol {
  /// How many code points there are.
  var length: Int {
    withBytes { bytes in
      var count = 0
      for byte in bytes where byte & 0xC0 != 0x80 { count &+= 1 }
      return count
    }
  }

  /// Whether the text is `word`.
  func equals(_ word: some StringProtocol) -> Bool {
    withBytes { text in word.withBytes { $0.count == text.count && text.holds($0, at: 0) } }
  }

  /// Whether the text begins with `word`.
  func begins(with word: some StringProtocol) -> Bool {
    withBytes { text in word.withBytes { $0.count <= text.count && text.holds($0, at: 0) } }
  }

  /// Whether the text ends with `word`.
  func ends(with word: some StringProtocol) -> Bool {
    withBytes { text in word.withBytes { $0.count <= text.count && text.holds($0, at: text.count - $0.count) } }
  }

  /// Whether `word` stands in the text.
  func holds(_ word: some StringProtocol) -> Bool {
    withBytes { text in
      word.withBytes { word in
        guard word.count <= text.count, let first = word.first else { return word.isEmpty }
        for start in 0...(text.count - word.count) where text[start] == first && text.holds(word, at: start) {
          return true
        }
        return false
      }
    }
  }

  /// The last `count` code points, or all where there are fewer.
  func lastPoints(_ count: Int) -> SubSequence {
    let scalars = unicodeScalars
    let start = scalars.index(scalars.endIndex, offsetBy: -count, limitedBy: scalars.startIndex)
    return self[(start ?? scalars.startIndex)...]
  }

  /// The first `count` code points, or all where there are fewer.
  func firstPoints(_ count: Int) -> SubSequence {
    let scalars = unicodeScalars
    return self[
      ..<(scalars.index(scalars.startIndex, offsetBy: count, limitedBy: scalars.endIndex) ?? scalars.endIndex)]
  }

  /// What both texts end with.
  func sharedEnd(with other: some StringProtocol) -> String {
    var count = 0
    while count < length, lastPoints(count + 1).equals(other.lastPoints(count + 1)) { count += 1 }
    return String(lastPoints(count))
  }

  /// How many bytes of `other` the text ends with that `other` begins with, in whole code points.
  func overlap(with other: some StringProtocol) -> Int {
    withBytes { text in
      other.withBytes { other in
        var size = Swift.min(text.count, other.count)
        while size > 0 {
          let isWhole = size == other.count || other[size] & 0xC0 != 0x80
          if isWhole, text.holds(UnsafeBufferPointer(rebasing: other[..<size]), at: text.count - size) { break }
          size -= 1
        }
        return size
      }
    }
  }

  /// A hash of the bytes and of what is given, the same in every run.
  func fingerprint(_ seed: UInt64 = 0xCBF2_9CE4_8422_2325) -> UInt64 {
    withBytes { bytes in
      var hash = seed
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
      return (hash ^ 0xFF) &* 0x0000_0100_0000_01B3
    }
  }

  /// Calls `body` with the UTF-8 bytes.
  @inline(__always)
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
    return Array(utf8).withUnsafeBufferPointer(body)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether `word` stands at `start`, where the text is long enough for it.
  @inline(__always)
  fileprivate func holds(_ word: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    for i in 0..<word.count where self[start + i] != word[i] { return false }
    return true
  }
}
