/// Writes one row of JSON into memory that has been reserved for all of it.
///
/// A row has many short values; here each costs a few instructions, since the buffer is not asked for room each time. What
/// stands between two values, punctuation and keys, is given as it is written.
struct RowWriter {
  /// How many bytes the longest escape takes.
  static let longestEscape = 6
  /// How many bytes an id takes with its quotation marks and a comma.
  static let roomOfID = 19

  private(set) var target: UnsafeMutablePointer<UInt8>
  private let end: UnsafeMutablePointer<UInt8>

  /// Writes from `start` on, where there is room for so many bytes.
  init(at start: UnsafeMutablePointer<UInt8>, room: Int) {
    target = start
    end = start + room
  }

  /// Writes punctuation and keys, or what else is known beforehand.
  @inline(__always)
  mutating func raw(_ text: StaticString) {
    take(text.utf8CodeUnitCount) { target in
      UnsafeMutableRawPointer(target).copyMemory(from: text.utf8Start, byteCount: text.utf8CodeUnitCount)
    }
  }

  /// Writes bytes as they are.
  @inline(__always)
  mutating func raw(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress else { return }
    take(bytes.count) { $0.update(from: base, count: bytes.count) }
  }

  /// Writes a boolean.
  @inline(__always)
  mutating func bool(_ value: Bool) {
    if value { raw("true") } else { raw("false") }
  }

  /// Writes a whole number.
  mutating func integer(_ value: Int) {
    var rest = value.magnitude
    var digits = 1
    while case let next = rest / 10, next > 0 {
      rest = next
      digits += 1
    }
    if value < 0 { raw("-") }
    take(digits) { target in
      var rest = value.magnitude
      for place in stride(from: digits - 1, through: 0, by: -1) {
        let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
        target[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
        rest = quotient
      }
    }
  }

  /// Writes a number as ``JSONWriter/number(_:)`` does, or `null`.
  mutating func number(_ value: Double?) {
    guard let value else { return raw("null") }
    precondition(value.isFinite, "JSON has no NaN and no infinity")
    if value == value.rounded(), abs(value) < 1e15 { return integer(Int(value)) }
    var text = value.description
    text.withUTF8 { raw($0) }
  }

  /// Writes an id as a string, or `null`.
  @inline(__always)
  mutating func id(_ value: RecordID?) {
    guard let value else { return raw("null") }
    take(18) { target in
      target[0] = UInt8(ascii: "\"")
      value.writeHex(to: target + 1)
      target[17] = UInt8(ascii: "\"")
    }
  }

  /// Writes a string, or `null`.
  mutating func string(_ value: String?) {
    guard var text = value else { return raw("null") }
    text.withUTF8 { string(utf8: $0) }
  }

  /// Writes a string that is given as well-formed UTF-8.
  mutating func string(utf8: UnsafeBufferPointer<UInt8>) {
    raw("\"")
    if !plain(utf8) {
      var start = 0
      while case let escape = JSONWriter.firstEscape(in: utf8, from: start), escape < utf8.count {
        raw(UnsafeBufferPointer(rebasing: utf8[start..<escape]))
        precondition(end - target >= Self.longestEscape, "a row is longer than the room made for it")
        target += JSONWriter.escape(utf8[escape], to: target)
        start = escape + 1
      }
      raw(UnsafeBufferPointer(rebasing: utf8[start...]))
    }
    raw("\"")
  }

  /// Writes a string that needs no escapes, and tells whether it was one.
  ///
  /// Whether it is shows while it is copied, eight bytes at a time and the last eight again.
  private mutating func plain(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    guard utf8.count >= 8, let base = utf8.baseAddress else {
      guard JSONWriter.firstEscape(in: utf8, from: 0) == utf8.count else { return false }
      take(utf8.count) { target in
        for at in utf8.indices { target[at] = utf8[at] }
      }
      return true
    }
    precondition(end - target >= utf8.count, "a row is longer than the room made for it")
    let (source, copy) = (UnsafeRawPointer(base), UnsafeMutableRawPointer(target))
    var at = 0
    while at < utf8.count {
      at = min(at, utf8.count - 8)
      let word = (source + at).loadUnaligned(as: UInt64.self)
      guard JSONWriter.escapes(in: UInt64(littleEndian: word)) == 0 else { return false }
      (copy + at).storeBytes(of: word, as: UInt64.self)
      at += 8
    }
    target += utf8.count
    return true
  }

  /// Lets `write` write so many bytes, which there must be room for.
  @inline(__always)
  private mutating func take(_ count: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Void) {
    precondition(end - target >= count, "a row is longer than the room made for it")
    write(target)
    target += count
  }
}

extension RowWriter {
  /// How many bytes a string may take at most, with its quotation marks, or `null`.
  @inline(__always)
  static func room(_ string: String?) -> Int { (string?.utf8.count ?? 0) * longestEscape + 4 }
}
