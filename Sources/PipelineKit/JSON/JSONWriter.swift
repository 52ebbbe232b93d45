/// Writes JSON into a buffer of bytes: no indentation, keys in the order of the calls.
///
/// Commas are the writer's business: a value that follows another in the same object or list is parted from it.
public struct JSONWriter: Sendable {
  /// What has been written.
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  /// A copy of ``bytes`` without the room behind them.
  var copiedBytes: [UInt8] {
    // An array of all of another's elements would be that other, with its room.
    [UInt8](unsafeUninitializedCapacity: bytes.count) { target, count in
      count = target.initialize(fromContentsOf: bytes)
    }
  }

  /// Makes an empty writer.
  public init() {}

  /// Forgets what has been written and keeps the memory.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  /// Opens an object.
  public mutating func beginObject() { open(UInt8(ascii: "{")) }
  /// Closes an object.
  public mutating func endObject() { close(UInt8(ascii: "}")) }
  /// Opens a list.
  public mutating func beginArray() { open(UInt8(ascii: "[")) }
  /// Closes a list.
  public mutating func endArray() { close(UInt8(ascii: "]")) }

  /// Ends a line of JSONL.
  public mutating func newline() {
    bytes.append(UInt8(ascii: "\n"))
    needsComma = false
  }

  /// Writes the key of the value that comes next.
  public mutating func key(_ name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes the key of the value that comes next; `name` must need no escapes.
  mutating func key(plain name: StaticString) {
    let length = name.utf8CodeUnitCount
    comma()
    append(upTo: length + 3) { target in
      target[0] = UInt8(ascii: "\"")
      (target + 1).update(from: name.utf8Start, count: length)
      target[length + 1] = UInt8(ascii: "\"")
      target[length + 2] = UInt8(ascii: ":")
      return length + 3
    }
    needsComma = false
  }

  /// Writes `null`.
  public mutating func null() { raw("null") }
  /// Writes a boolean.
  public mutating func bool(_ value: Bool) { raw(value ? "true" : "false") }

  /// Writes a whole number.
  public mutating func integer(_ value: Int) {
    comma()
    // The digits, the last one first, and no number has more than twenty with its sign.
    append(upTo: 20) { target in
      var rest = value.magnitude
      var at = 0
      repeat {
        let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
        target[at] = UInt8(ascii: "0") + UInt8(digit)
        at += 1
        rest = quotient
      } while rest > 0
      if value < 0 {
        target[at] = UInt8(ascii: "-")
        at += 1
      }
      var digits = UnsafeMutableBufferPointer(start: target, count: at)
      digits.reverse()
      return at
    }
    needsComma = true
  }

  /// Writes a number in its shortest form; a whole one without a decimal point.
  ///
  /// The number must be finite.
  public mutating func number(_ value: Double) {
    precondition(value.isFinite, "JSON has no NaN and no infinity")
    if value == value.rounded(), abs(value) < 1e15 {
      integer(Int(value))
    } else {
      comma()
      bytes.append(contentsOf: value.description.utf8)
      needsComma = true
    }
  }

  /// Writes a string, or `null`.
  public mutating func string(_ value: String?) {
    guard var text = value else { return null() }
    text.withUTF8 { string(utf8: $0) }
  }

  /// Writes a string that is given as well-formed UTF-8.
  mutating func string(utf8: UnsafeBufferPointer<UInt8>) {
    comma()
    bytes.append(UInt8(ascii: "\""))
    var start = 0
    while case let end = Self.firstEscape(in: utf8, from: start), end < utf8.count {
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<end]))
      escape(utf8[end])
      start = end + 1
    }
    if let base = utf8.baseAddress {
      append(upTo: utf8.count - start) { target in
        target.update(from: base + start, count: utf8.count - start)
        return utf8.count - start
      }
    }
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  /// Writes an id as a string, or `null`.
  mutating func id(_ value: RecordID?) {
    guard let value else { return null() }
    comma()
    append(upTo: 18) { target in
      target[0] = UInt8(ascii: "\"")
      value.writeHex(to: target + 1)
      target[17] = UInt8(ascii: "\"")
      return 18
    }
    needsComma = true
  }

  /// Writes a value of any shape.
  public mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let value): bool(value)
    case .integer(let value): integer(value)
    case .number(let value): number(value)
    case .string(let value): string(value)
    case .array(let items):
      beginArray()
      for item in items { self.value(item) }
      endArray()
    case .object(let members):
      beginObject()
      for (name, member) in members {
        key(name)
        self.value(member)
      }
      endObject()
    }
  }

  private mutating func comma() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }

  private mutating func open(_ bracket: UInt8) {
    comma()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func raw(_ text: StaticString) {
    comma()
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    needsComma = true
  }

  /// Makes room, and adds as many bytes as `write` says that it has put there.
  @inline(__always)
  private mutating func append(upTo room: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int) {
    bytes.append(addingCapacity: room) { span in
      span.withUnsafeMutableBufferPointer { buffer, count in
        guard let base = buffer.baseAddress else { return }
        count = write(base)
      }
    }
  }

  /// Adds a row of at most `room` bytes, with its line feed.
  @inline(__always)
  mutating func row(upTo room: Int, _ write: (inout RowWriter) -> Void) {
    bytes.append(addingCapacity: room) { span in
      span.withUnsafeMutableBufferPointer { buffer, count in
        guard let base = buffer.baseAddress else { return }
        var row = RowWriter(at: base, room: buffer.count)
        write(&row)
        row.raw("\n")
        count = row.target - base
      }
    }
    needsComma = false
  }

  // MARK: - Escapes

  /// The first byte from `start` on that JSON wants escaped; the end if there is none.
  ///
  /// Eight bytes at a time.
  static func firstEscape(in utf8: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard let base = UnsafeRawPointer(utf8.baseAddress) else { return 0 }
    var at = start
    while at + 8 <= utf8.count {
      let found = escapes(in: UInt64(littleEndian: (base + at).loadUnaligned(as: UInt64.self)))
      if found != 0 { return at + found.trailingZeroBitCount / 8 }
      at += 8
    }
    while at < utf8.count, utf8[at] >= 0x20, utf8[at] != 0x22, utf8[at] != 0x5C { at += 1 }
    return at
  }

  /// Whether any of eight bytes wants an escape: the high bit of the lowest one that does is set; bytes above it may be
  /// wrong.
  @inline(__always)
  static func escapes(in word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = word ^ (ones &* 0x22), backslashes = word ^ (ones &* 0x5C)
    let controls = (word &- ones &* 0x20) & ~word
    return (controls | (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes) & (ones << 7)
  }

  private mutating func escape(_ byte: UInt8) {
    append(upTo: RowWriter.longestEscape) { Self.escape(byte, to: $0) }
  }

  /// Writes a byte with its escape; how many bytes that takes.
  static func escape(_ byte: UInt8, to target: UnsafeMutablePointer<UInt8>) -> Int {
    target[0] = UInt8(ascii: "\\")
    switch byte {
    case 0x22, 0x5C: target[1] = byte
    case 0x0A: target[1] = UInt8(ascii: "n")
    case 0x0D: target[1] = UInt8(ascii: "r")
    case 0x09: target[1] = UInt8(ascii: "t")
    default:
      (target[1], target[2], target[3]) = (UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0"))
      (target[4], target[5]) = (RecordID.hexDigit(byte >> 4), RecordID.hexDigit(byte & 15))
      return 6
    }
    return 2
  }
}
