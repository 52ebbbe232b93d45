/// Tells whether lines are JSON objects, quickly: every line that is published was written by us, and must be one.
struct RowAudit {
  private let base: UnsafePointer<UInt8>
  private let end: Int
  private var at = 0

  /// The line, from 0, that is no JSON object; nil where all are.
  static func firstBroken(in lines: UnsafeRawBufferPointer) -> Int? {
    lines.withMemoryRebound(to: UInt8.self) { lines in
      guard let base = lines.baseAddress else { return nil }
      var audit = RowAudit(base: base, end: lines.count)
      var line = 0
      while audit.at < audit.end {
        guard audit.byte == UInt8(ascii: "{"), audit.value(depth: 0), audit.take("\n") else { return line }
        line += 1
      }
      return nil
    }
  }

  private init(base: UnsafePointer<UInt8>, end: Int) {
    self.base = base
    self.end = end
  }

  /// The byte that is next; 0 behind the last, which no value begins with.
  private var byte: UInt8 { at < end ? base[at] : 0 }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard byte == UInt8(ascii: character) else { return false }
    at += 1
    return true
  }

  private mutating func take(word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard end - at >= count, (0..<count).allSatisfy({ base[at + $0] == word.utf8Start[$0] }) else { return false }
    at += count
    return true
  }

  private mutating func value(depth: Int) -> Bool {
    // Our tables have three levels.
    guard depth < 64 else { return false }
    switch byte {
    case UInt8(ascii: "\""): return string()
    case UInt8(ascii: "{"):
      return list(closedBy: "}") { audit in audit.string() && audit.take(":") && audit.value(depth: depth + 1) }
    case UInt8(ascii: "["): return list(closedBy: "]") { audit in audit.value(depth: depth + 1) }
    case UInt8(ascii: "t"): return take(word: "true")
    case UInt8(ascii: "f"): return take(word: "false")
    case UInt8(ascii: "n"): return take(word: "null")
    default: return number()
    }
  }

  @inline(__always)
  private mutating func list(closedBy bracket: Unicode.Scalar, _ item: (inout RowAudit) -> Bool) -> Bool {
    at += 1
    if take(bracket) { return true }
    repeat {
      guard item(&self) else { return false }
    } while take(",")
    return take(bracket)
  }

  private mutating func string() -> Bool {
    guard take("\"") else { return false }
    while true {
      at = JSONWriter.firstEscape(in: UnsafeBufferPointer(start: base, count: end), from: at)
      switch byte {
      case UInt8(ascii: "\""):
        at += 1
        return true
      case UInt8(ascii: "\\"):
        guard at + 1 < end else { return false }
        switch base[at + 1] {
        case UInt8(ascii: "u"):
          let digits = (at + 2)..<(at + 6)
          guard digits.upperBound <= end, digits.allSatisfy({ Self.isHexDigit(base[$0]) }) else { return false }
          at = digits.upperBound
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
          UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
          at += 2
        default: return false
        }
      default: return false
      }
    }
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }

  private mutating func digits() -> Bool {
    let start = at
    while case UInt8(ascii: "0")...UInt8(ascii: "9") = byte { at += 1 }
    return at > start
  }

  private mutating func number() -> Bool {
    _ = take("-")
    let isZero = byte == UInt8(ascii: "0")
    let start = at
    guard digits(), !isZero || at == start + 1 else { return false }
    if take("."), !digits() { return false }
    if byte | 0x20 == UInt8(ascii: "e") {
      at += 1
      if !take("+") { _ = take("-") }
      return digits()
    }
    return true
  }
}
