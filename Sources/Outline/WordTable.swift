/// Words with what each stands for, to be looked up wherever a text may hold one.
struct WordTable<Value: Sendable>: Sendable {
  private struct Entry: Sendable {
    /// Its bytes behind the first code point, in `rests`.
    var rest: Range<Int>
    var length: Int
    var value: Value
  }

  /// The words, those that begin with the same code point together, the longest first.
  private var entries: [Entry] = []
  private var rests: [UInt8] = []
  /// The entries of each list; the first list is empty.
  private var lists: [Range<Int>] = [0..<0]
  /// For each code point below U+10000 the list of the words that begin with it; 0 for most.
  private var listOfFirst = [UInt8](repeating: 0, count: 0x10000)

  /// Makes a table of words, which begin with code points below U+10000, with at most 255 different ones.
  init(_ words: [(word: String, value: Value)]) {
    var groups: [(first: CodePoint, words: [(bytes: [UInt8], value: Value)])] = []
    for (word, value) in words {
      let bytes = Array(word.utf8)
      let first = bytes.codePoint(at: 0, before: bytes.count).code
      if let known = groups.firstIndex(where: { $0.first == first }) {
        groups[known].words.append((bytes, value))
      } else {
        groups.append((first, [(bytes, value)]))
      }
    }
    for (first, words) in groups {
      let start = entries.count
      for (bytes, value) in words.sorted(by: { $0.bytes.count > $1.bytes.count }) {
        let rest = bytes[bytes.codePoint(at: 0, before: bytes.count).length...]
        entries.append(
          Entry(rest: rests.count..<rests.count + rest.count, length: bytes.count, value: value))
        rests += rest
      }
      listOfFirst[Int(first)] = UInt8(lists.count)
      lists.append(start..<entries.count)
    }
  }

  /// Whether a word begins with a code point.
  @inline(__always)
  func hasWord(beginningWith first: CodePoint) -> Bool { first < 0x10000 && listOfFirst[Int(first)] > 0 }

  /// The longest word at `index`, where `first` is the code point that begins there.
  @inline(__always)
  func word(
    beginningWith first: CodePoint, in text: [UInt8], at index: Int, before end: Int
  ) -> (value: Value, length: Int)? {
    guard first < 0x10000, case let list = listOfFirst[Int(first)], list > 0 else { return nil }
    return word(of: Int(list), in: text, at: index, before: end)
  }

  private func word(of list: Int, in text: [UInt8], at index: Int, before end: Int) -> (value: Value, length: Int)? {
    for entry in lists[list] where index + entries[entry].length <= end {
      let rest = entries[entry].rest, length = entries[entry].length
      let start = index + length - rest.count
      var matched = 0
      while matched < rest.count, text[start + matched] == rests[rest.lowerBound + matched] { matched += 1 }
      if matched == rest.count { return (entries[entry].value, length) }
    }
    return nil
  }

  /// The longest word at `index`.
  func word(in text: [UInt8], at index: Int, before end: Int) -> (value: Value, length: Int)? {
    word(beginningWith: text.codePoint(at: index, before: end).code, in: text, at: index, before: end)
  }
}
