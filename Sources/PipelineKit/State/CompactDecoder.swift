/// Decodes what ``CompactEncoder`` gave.
///
/// Throws `DecodingError` where the bytes are none of the type, whatever they are: they may come from a damaged file.
struct CompactDecoder {
  /// The value of `bytes`.
  func decode<T: Decodable>(_ type: T.Type, from bytes: [UInt8]) throws -> T {
    try T(from: BytesDecoder(bytes: bytes, range: 0..<bytes.count, codingPath: []))
  }
}

/// Reads numbers and texts from bytes, one after another; throws where they end too early.
struct CompactReader {
  struct Damage: Error {}

  private let bytes: [UInt8]
  private(set) var at: Int
  private let end: Int

  init(_ bytes: [UInt8], _ range: Range<Int>? = nil) {
    self.bytes = bytes
    at = range?.lowerBound ?? 0
    end = range?.upperBound ?? bytes.count
  }

  var isAtEnd: Bool { at == end }

  mutating func byte() throws -> UInt8 {
    guard at < end else { throw Damage() }
    at += 1
    return bytes[at - 1]
  }

  mutating func varint() throws -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      let byte = try byte()
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw Damage()
  }

  mutating func signed() throws -> Int64 {
    let value = try varint()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  mutating func word() throws -> UInt64 {
    guard end - at >= 8 else { throw Damage() }
    defer { at += 8 }
    return bytes.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: at, as: UInt64.self)) }
  }

  mutating func text() throws -> String {
    let range = try frame()
    return bytes.withUnsafeBufferPointer { String(decoding: $0[range], as: UTF8.self) }
  }

  /// What stands behind its length.
  mutating func piece() throws -> [UInt8] { Array(bytes[try frame()]) }

  /// The range of what stands behind its length.
  mutating func frame() throws -> Range<Int> {
    let count = try varint()
    guard count <= UInt64(end - at) else { throw Damage() }
    defer { at += Int(count) }
    return at..<(at + Int(count))
  }

  mutating func count() throws -> Int {
    let count = try varint()
    // Each item takes a byte at least.
    guard count <= UInt64(end - at) else { throw Damage() }
    return Int(count)
  }
}

private struct BytesDecoder: Decoder {
  let bytes: [UInt8]
  let range: Range<Int>
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(try KeyedBytesDecoder<Key>(self))
  }
  func unkeyedContainer() throws -> any UnkeyedDecodingContainer { try UnkeyedBytesDecoder(self) }
  func singleValueContainer() -> any SingleValueDecodingContainer { SingleBytesDecoder(decoder: self) }

  func damage(_ type: Any.Type) -> DecodingError {
    .dataCorrupted(.init(codingPath: codingPath, debugDescription: "the bytes are no \(type)"))
  }

  /// Reads one scalar that takes all of the bytes.
  func read<T>(_ type: T.Type, _ body: (inout CompactReader) throws -> T?) throws -> T {
    var reader = CompactReader(bytes, range)
    guard let value = try? body(&reader), reader.isAtEnd else { throw damage(type) }
    return value
  }

  func signed<T: SignedInteger & FixedWidthInteger>(_ type: T.Type) throws -> T {
    try read(type) { T(exactly: try $0.signed()) }
  }
  func unsigned<T: UnsignedInteger & FixedWidthInteger>(_ type: T.Type) throws -> T {
    try read(type) { T(exactly: try $0.varint()) }
  }
  func double() throws -> Double { try read(Double.self) { Double(bitPattern: try $0.word()) } }
  func bool() throws -> Bool { try read(Bool.self) { try $0.byte() != 0 } }
  func text() throws -> String { try read(String.self) { try $0.text() } }
}

private struct SingleBytesDecoder: SingleValueDecodingContainer {
  let decoder: BytesDecoder
  var codingPath: [any CodingKey] { decoder.codingPath }

  func decodeNil() -> Bool { decoder.range.isEmpty }
  func decode(_ type: Bool.Type) throws -> Bool { try decoder.bool() }
  func decode(_ type: String.Type) throws -> String { try decoder.text() }
  func decode(_ type: Double.Type) throws -> Double { try decoder.double() }
  func decode(_ type: Float.Type) throws -> Float { Float(try decoder.double()) }
  func decode(_ type: Int.Type) throws -> Int { try decoder.signed(type) }
  func decode(_ type: Int8.Type) throws -> Int8 { try decoder.signed(type) }
  func decode(_ type: Int16.Type) throws -> Int16 { try decoder.signed(type) }
  func decode(_ type: Int32.Type) throws -> Int32 { try decoder.signed(type) }
  func decode(_ type: Int64.Type) throws -> Int64 { try decoder.signed(type) }
  func decode(_ type: UInt.Type) throws -> UInt { try decoder.unsigned(type) }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try decoder.unsigned(type) }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try decoder.unsigned(type) }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try decoder.unsigned(type) }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try decoder.unsigned(type) }
  func decode<T: Decodable>(_ type: T.Type) throws -> T { try T(from: decoder) }
}

private struct UnkeyedBytesDecoder: UnkeyedDecodingContainer {
  private let decoder: BytesDecoder
  private var reader: CompactReader
  private let items: Int
  private(set) var currentIndex = 0
  var codingPath: [any CodingKey] { decoder.codingPath }
  var count: Int? { items }
  var isAtEnd: Bool { currentIndex == items }

  init(_ decoder: BytesDecoder) throws {
    self.decoder = decoder
    reader = CompactReader(decoder.bytes, decoder.range)
    do { items = try reader.count() } catch { throw decoder.damage([Any].self) }
  }

  private mutating func next<T>(_ type: T.Type) throws -> BytesDecoder {
    guard !isAtEnd, let range = try? reader.frame() else { throw decoder.damage(type) }
    currentIndex += 1
    return BytesDecoder(bytes: decoder.bytes, range: range, codingPath: codingPath)
  }

  mutating func decodeNil() throws -> Bool {
    let before = self
    if try next(Never.self).range.isEmpty { return true }
    self = before
    return false
  }
  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type
  ) throws -> KeyedDecodingContainer<NestedKey> { try next(Any.self).container(keyedBy: type) }
  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try next(Any.self).unkeyedContainer()
  }
  mutating func superDecoder() throws -> any Decoder { try next(Any.self) }
  mutating func decode(_ type: Bool.Type) throws -> Bool { try next(type).bool() }
  mutating func decode(_ type: String.Type) throws -> String { try next(type).text() }
  mutating func decode(_ type: Double.Type) throws -> Double { try next(type).double() }
  mutating func decode(_ type: Float.Type) throws -> Float { Float(try next(type).double()) }
  mutating func decode(_ type: Int.Type) throws -> Int { try next(type).signed(type) }
  mutating func decode(_ type: Int8.Type) throws -> Int8 { try next(type).signed(type) }
  mutating func decode(_ type: Int16.Type) throws -> Int16 { try next(type).signed(type) }
  mutating func decode(_ type: Int32.Type) throws -> Int32 { try next(type).signed(type) }
  mutating func decode(_ type: Int64.Type) throws -> Int64 { try next(type).signed(type) }
  mutating func decode(_ type: UInt.Type) throws -> UInt { try next(type).unsigned(type) }
  mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try next(type).unsigned(type) }
  mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try next(type).unsigned(type) }
  mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try next(type).unsigned(type) }
  mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try next(type).unsigned(type) }
  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try T(from: next(type)) }
}

private struct KeyedBytesDecoder<Key: CodingKey>: KeyedDecodingContainerProtocol {
  private let decoder: BytesDecoder
  private var members: [(key: Range<Int>, value: Range<Int>)] = []
  var codingPath: [any CodingKey] { decoder.codingPath }

  init(_ decoder: BytesDecoder) throws {
    self.decoder = decoder
    // A type without members has written none.
    if decoder.range.isEmpty { return }
    var reader = CompactReader(decoder.bytes, decoder.range)
    do {
      let count = try reader.count()
      members.reserveCapacity(count)
      for _ in 0..<count { members.append((try reader.frame(), try reader.frame())) }
    } catch { throw decoder.damage([String: Any].self) }
  }

  private func range(_ name: String) -> Range<Int>? {
    var name = name
    let bytes = decoder.bytes
    return name.withUTF8 { name in
      members.first { key, _ in
        key.count == name.count && bytes.withUnsafeBufferPointer { $0[key].elementsEqual(name) }
      }?.value
    }
  }

  private func value(_ key: Key) throws -> BytesDecoder {
    guard let range = range(key.stringValue) else {
      throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: "no '\(key.stringValue)'"))
    }
    return BytesDecoder(bytes: decoder.bytes, range: range, codingPath: codingPath)
  }

  var allKeys: [Key] {
    members.compactMap { Key(stringValue: String(decoding: decoder.bytes[$0.key], as: UTF8.self)) }
  }
  func contains(_ key: Key) -> Bool { range(key.stringValue) != nil }
  func decodeNil(forKey key: Key) throws -> Bool { try value(key).range.isEmpty }
  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<NestedKey> { try value(key).container(keyedBy: type) }
  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try value(key).unkeyedContainer()
  }
  func superDecoder() throws -> any Decoder {
    guard let range = range("super") else { throw decoder.damage(Any.self) }
    return BytesDecoder(bytes: decoder.bytes, range: range, codingPath: codingPath)
  }
  func superDecoder(forKey key: Key) throws -> any Decoder { try value(key) }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try value(key).bool() }
  func decode(_ type: String.Type, forKey key: Key) throws -> String { try value(key).text() }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try value(key).double() }
  func decode(_ type: Float.Type, forKey key: Key) throws -> Float { Float(try value(key).double()) }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try value(key).signed(type) }
  func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try value(key).signed(type) }
  func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try value(key).signed(type) }
  func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try value(key).signed(type) }
  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try value(key).signed(type) }
  func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try value(key).unsigned(type) }
  func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try value(key).unsigned(type) }
  func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try value(key).unsigned(type) }
  func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try value(key).unsigned(type) }
  func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try value(key).unsigned(type) }
  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try T(from: value(key)) }
}
