/// A word to look for, as scalars.
struct Word: Sendable {
  let scalars: [UInt32]

  init(_ string: some StringProtocol) { scalars = string.unicodeScalars.map(\.value) }

  /// The words of a list parted by spaces.
  static func list(_ words: String) -> [Word] { words.split(separator: " ").map { Word($0) } }
}

/// Words to look for at every place of a text, by their first scalar.
struct WordIndex: Sendable {
  /// The words by their first scalars, each list longest first; the first list is empty.
  private var lists: [[Word]] = [[]]
  /// For each scalar below U+10000 the list of the words that begin with it; 0 for most.
  private var listOfFirst = [UInt8](repeating: 0, count: 0x10000)

  /// Makes an index of the words of a list parted by blanks, which begin with scalars below U+10000.
  init(_ words: String) {
    for word in Word.list(words).sorted(by: { $0.scalars.count > $1.scalars.count }) {
      let first = Int(word.scalars[0])
      if listOfFirst[first] == 0 {
        listOfFirst[first] = UInt8(lists.count)
        lists.append([])
      }
      lists[Int(listOfFirst[first])].append(word)
    }
  }

  /// The words that begin with a scalar.
  @inline(__always)
  private func words(beginningWith scalar: UInt32) -> Int { scalar < 0x10000 ? Int(listOfFirst[Int(scalar)]) : 0 }

  /// The longest of the words that stands at the index.
  @inline(__always)
  func longest(in passage: Passage, at index: Int) -> Word? {
    guard index >= 0, index < passage.count, case let list = words(beginningWith: passage.scalars[index]), list > 0
    else {
      return nil
    }
    return longest(of: list, in: passage, at: index)
  }

  private func longest(of list: Int, in passage: Passage, at index: Int) -> Word? {
    lists[list].first { passage.has($0, at: index) }
  }

  /// Whether any of the words stands at the index.
  @inline(__always)
  func stands(in passage: Passage, at index: Int) -> Bool { longest(in: passage, at: index) != nil }

  /// The length of the longest word that a range ends with; nil where it ends with none.
  func ending(of range: Range<Int>, in passage: Passage) -> Int? {
    range.first { start in
      lists[words(beginningWith: passage.scalars[start])].contains {
        start + $0.scalars.count == range.upperBound && passage.has($0, at: start)
      }
    }.map { range.upperBound - $0 }
  }
}

/// A set of scalars below U+10000, as a bit for each.
struct ScalarSet: Sendable, ExpressibleByArrayLiteral {
  private var bits = [UInt64](repeating: 0, count: 0x10000 / 64)

  /// Makes a set of numbers.
  init(arrayLiteral scalars: UInt32...) { for scalar in scalars { insert(scalar) } }

  /// Makes a set of what stands in a string.
  init(_ string: String) { for scalar in string.unicodeScalars { insert(scalar.value) } }

  /// Adds a scalar.
  mutating func insert(_ scalar: UInt32) { bits[Int(scalar >> 6)] |= 1 << UInt64(scalar & 63) }

  @inline(__always)
  func contains(_ scalar: UInt32) -> Bool {
    scalar < 0x10000 && bits[Int(scalar >> 6)] >> UInt64(scalar & 63) & 1 == 1
  }
}
