/// A value of JSON as far as it is asked for: the keys that nobody asks for are passed over, and what is broken ends it.
indirect enum JSONFragment {
  case string([UInt8])
  case number(Int)
  case array([JSONFragment])
  case object([(key: String, value: JSONFragment)])
  case other

  /// The value of a key of an object, in its first writing.
  subscript(key: String) -> JSONFragment? {
    guard case .object(let pairs) = self else { return nil }
    return pairs.first { $0.key == key }?.value
  }

  /// Text, trimmed and with its blanks collapsed; nil where it is none or empty.
  var text: [UInt8]? {
    guard case .string(let bytes) = self else { return nil }
    let text = Blank.collapsed(bytes)
    return text.isEmpty ? nil : text
  }

  /// What stands in an array, or the value itself.
  var elements: [JSONFragment] {
    if case .array(let all) = self { return all }
    return [self]
  }

  /// Reads the first value in `bytes`, keeping only the members that have one of `keys`.
  ///
  /// Commas may be missing or too many, strings may hold line feeds, and the end may be cut off.
  static func read(_ bytes: ArraySlice<UInt8>, keys: WordList) -> JSONFragment? {
    // Some wrap data in a comment or a section of XML.
    let wrap = bytes.prefix(40).indices.first { wrapping.end(in: bytes, at: $0) != nil }
    let own = wrap.map { bytes[min($0 + 9, bytes.endIndex)...] } ?? bytes
    guard let start = own.firstIndex(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") }) else { return nil }
    var reader = Reader(bytes: bytes, at: start, keys: keys)
    return reader.value(depth: 0)
  }

  private static let wrapping = WordList("<![CDATA[")

  private struct Reader {
    let bytes: ArraySlice<UInt8>
    var at: Int
    let keys: WordList

    private static let depthLimit = 24

    mutating func value(depth: Int) -> JSONFragment? {
      skipBlanks()
      guard at < bytes.endIndex else { return nil }
      switch bytes[at] {
      case UInt8(ascii: "\""): return .string(JavaScriptString.unescaped(string()))
      case UInt8(ascii: "{"):
        guard depth < Self.depthLimit else { return skipped() }
        return object(depth: depth)
      case UInt8(ascii: "["):
        guard depth < Self.depthLimit else { return skipped() }
        return array(depth: depth)
      default: return scalar()
      }
    }

    private mutating func object(depth: Int) -> JSONFragment {
      var pairs: [(key: String, value: JSONFragment)] = []
      at += 1
      while let next = nextMember(), next != UInt8(ascii: "}") {
        guard next == UInt8(ascii: "\"") else {
          at += 1
          continue
        }
        let key = string()
        skipBlanks()
        guard at < bytes.endIndex, bytes[at] == UInt8(ascii: ":") else { continue }
        at += 1
        if !keys.contains(key) {
          _ = skipped()
        } else if let value = value(depth: depth + 1) {
          pairs.append((String(decoding: key, as: UTF8.self), value))
        }
      }
      at = min(at + 1, bytes.endIndex)
      return .object(pairs)
    }

    private mutating func array(depth: Int) -> JSONFragment {
      var all: [JSONFragment] = []
      at += 1
      while let next = nextMember(), next != UInt8(ascii: "]") {
        if next == UInt8(ascii: "}") || next == UInt8(ascii: ":") {
          at += 1
        } else if let value = value(depth: depth + 1) {
          all.append(value)
        }
      }
      at = min(at + 1, bytes.endIndex)
      return .array(all)
    }

    /// The byte that the next member begins with, or the end of them.
    private mutating func nextMember() -> UInt8? {
      while at < bytes.endIndex, bytes[at] <= 0x20 || bytes[at] == 0x2C { at += 1 }
      return at < bytes.endIndex ? bytes[at] : nil
    }

    /// A number, or a word such as null; at least one byte is read.
    private mutating func scalar() -> JSONFragment {
      let start = at
      at += 1
      while at < bytes.endIndex, bytes[at] > 0x20, ![0x2C, 0x7D, 0x5D, 0x22, 0x7B, 0x5B].contains(bytes[at]) { at += 1 }
      let digits = bytes[start..<at]
      guard digits.count <= 18, digits.allSatisfy({ PageDate.isDigit($0) }) else { return .other }
      return .number(digits.reduce(0) { $0 * 10 + Int($1 - 0x30) })
    }

    /// Passes over a value without reading it.
    private mutating func skipped() -> JSONFragment {
      skipBlanks()
      var depth = 0
      while at < bytes.endIndex {
        switch bytes[at] {
        case UInt8(ascii: "\""): _ = string()
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          depth += 1
          at += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          // The end of what it stands in is left for that.
          guard depth > 0 else { return .other }
          depth -= 1
          at += 1
        case UInt8(ascii: ",") where depth == 0: return .other
        default:
          at += 1
          continue
        }
        if depth == 0 { return .other }
      }
      return .other
    }

    /// The bytes of the string at `at`, as they are written.
    private mutating func string() -> ArraySlice<UInt8> {
      let start = at + 1
      at = start
      while at < bytes.endIndex, bytes[at] != UInt8(ascii: "\"") { at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1 }
      let end = min(at, bytes.endIndex)
      at = min(at + 1, bytes.endIndex)
      return bytes[min(start, end)..<end]
    }

    private mutating func skipBlanks() { while at < bytes.endIndex, bytes[at] <= 0x20 { at += 1 } }
  }
}
