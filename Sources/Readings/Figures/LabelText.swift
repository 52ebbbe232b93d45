/// Comparisons of labels by their bytes.
///
/// Labels are compared with words of the lexicon, thousands of times a report. Both are UTF-8 without combining marks, so
/// that the bytes say what grapheme by grapheme comparison would say at many times the cost.
extension StringProtocol {
  /// How many code points there are.
  var length: Int {
    var count = 0
    for byte in utf8 where byte & 0xC0 != 0x80 { count += 1 }
    return count
  }

  /// Whether the text begins with `word`.
  func begins(with word: some StringProtocol) -> Bool { utf8.starts(with: word.utf8) }

  /// Whether the text ends with `word`.
  func ends(with word: some StringProtocol) -> Bool {
    let size = word.utf8.count
    return utf8.count >= size && utf8.suffix(size).elementsEqual(word.utf8)
  }

  /// Whether `word` stands in the text.
  func holds(_ word: some StringProtocol) -> Bool {
    let size = word.utf8.count
    guard size > 0 else { return true }
    guard utf8.count >= size, let first = word.utf8.first else { return false }
    var start = utf8.startIndex
    let last = utf8.index(utf8.endIndex, offsetBy: -size)
    while start <= last {
      if utf8[start] == first, utf8[start...].starts(with: word.utf8) { return true }
      start = utf8.index(after: start)
    }
    return false
  }
}
