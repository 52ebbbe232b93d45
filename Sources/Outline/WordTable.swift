/// Words with what each stands for, to be looked up wherever a text may hold one.
struct WordTable<Value: Sendable>: Sendable {
  private struct Entry: Sendable {
    /// The bytes behind the first code point.
    var rest: [UInt8]
    var length: Int
    var value: Value
  }

  /// The words by their first code points, each list longest first.
  private var lists: [[Entry]] = [[]]
  /// For each code point below U+10000 the list of the words that begin with it; 0, which is empty, for most.
  private var listOfFirst = [UInt16](repeating: 0, count: 0x10000)

  /// Makes a table of words, which begin with code points below U+10000.
  init(_ words: [(word: String, value: Value)]) {
    for (word, value) in words {
      let bytes = Array(word.utf8)
      let (first, length) = bytes.codePoint(at: 0, before: bytes.count)
      if listOfFirst[Int(first)] == 0 {
        listOfFirst[Int(first)] = UInt16(lists.count)
        lists.append([])
      }
      let entry = Entry(rest: Array(bytes[length...]), length: bytes.count, value: value)
      let list = Int(listOfFirst[Int(first)])
      lists[list].insert(entry, at: lists[list].firstIndex { $0.length < entry.length } ?? lists[list].count)
    }
  }

  /// The longest word at `index`, where `first` is the code point that begins there.
  @inline(__always)
  func word(beginningWith first: CodePoint, in text: [UInt8], at index: Int, before end: Int) -> (
    value: Value, length: Int
  )? {
    guard first < 0x10000, case let list = listOfFirst[Int(first)], list > 0 else { return nil }
    return word(of: Int(list), in: text, at: index, before: end)
  }

  private func word(of list: Int, in text: [UInt8], at index: Int, before end: Int) -> (value: Value, length: Int)? {
    for entry in lists[list] where index + entry.length <= end {
      let start = index + entry.length - entry.rest.count
      var matched = 0
      while matched < entry.rest.count, text[start + matched] == entry.rest[matched] { matched += 1 }
      if matched == entry.rest.count { return (entry.value, entry.length) }
    }
    return nil
  }

  /// The longest word at `index`.
  func word(in text: [UInt8], at index: Int, before end: Int) -> (value: Value, length: Int)? {
    word(beginningWith: text.codePoint(at: index, before: end).code, in: text, at: index, before: end)
  }
}
