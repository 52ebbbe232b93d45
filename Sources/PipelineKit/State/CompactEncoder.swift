/// Encodes a value as bytes: short, quick to read, and the same for equal values.
///
/// A signature is stored with it and read again each night, ten thousand times. Keys are kept, so that a type may put its
/// members in another order; floating point numbers keep their bits. A value that refers to itself is not supported.
struct CompactEncoder {
  /// The bytes of `value`.
  func encode(_ value: some Encodable) throws -> [UInt8] {
    let node = CompactNode()
    try value.encode(to: NodeEncoder(node: node, codingPath: []))
    var bytes: [UInt8] = []
    node.write(to: &bytes)
    return bytes
  }
}

/// What an encoder has been given so far, before lengths are known.
private final class CompactNode {
  enum Content {
    case scalar([UInt8])
    case keyed([(key: String, node: CompactNode)])
    case unkeyed([CompactNode])
  }

  /// Nothing written is `nil`: no bytes.
  var content = Content.scalar([])

  func write(to bytes: inout [UInt8]) {
    switch content {
    case .scalar(let own): bytes += own
    case .keyed(let members):
      bytes.append(varint: UInt64(members.count))
      for (key, node) in members {
        bytes.append(varint: UInt64(key.utf8.count))
        bytes.append(contentsOf: key.utf8)
        bytes.append(framed: node)
      }
    case .unkeyed(let items):
      bytes.append(varint: UInt64(items.count))
      for node in items { bytes.append(framed: node) }
    }
  }
}

extension [UInt8] {
  /// Seven bits a byte, the lowest first; the high bit says that more follow.
  mutating func append(varint value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func append(signed value: Int64) {
    append(varint: UInt64(bitPattern: value << 1 ^ value >> 63))
  }

  mutating func append(word value: UInt64) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }

  mutating func append(text: String) {
    append(varint: UInt64(text.utf8.count))
    append(contentsOf: text.utf8)
  }

  fileprivate mutating func append(framed node: CompactNode) {
    var inner: [UInt8] = []
    node.write(to: &inner)
    append(varint: UInt64(inner.count))
    self += inner
  }

  fileprivate static func signed(_ value: some SignedInteger & FixedWidthInteger) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(signed: Int64(value))
    return bytes
  }

  fileprivate static func unsigned(_ value: some UnsignedInteger & FixedWidthInteger) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(varint: UInt64(value))
    return bytes
  }

  fileprivate static func double(_ value: Double) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(word: value.bitPattern)
    return bytes
  }

  fileprivate static func text(_ value: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(text: value)
    return bytes
  }
}

private struct NodeEncoder: Encoder {
  let node: CompactNode
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    if case .keyed = node.content {} else { node.content = .keyed([]) }
    return KeyedEncodingContainer(KeyedNodeEncoder(node: node, codingPath: codingPath))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    if case .unkeyed = node.content {} else { node.content = .unkeyed([]) }
    return UnkeyedNodeEncoder(node: node, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    SingleNodeEncoder(node: node, codingPath: codingPath)
  }
}

/// Writes values, each into a node of its own; what a container of one value and one without keys have in common.
private protocol ScalarEncoding {
  /// The node of the next value.
  func next() -> CompactNode
  var codingPath: [any CodingKey] { get }
}

extension ScalarEncoding {
  private func put(_ bytes: [UInt8]) { next().content = .scalar(bytes) }

  func encodeNil() { put([]) }
  func encode(_ value: Bool) { put([value ? 1 : 0]) }
  func encode(_ value: String) { put(.text(value)) }
  func encode(_ value: Double) { put(.double(value)) }
  func encode(_ value: Float) { put(.double(Double(value))) }
  func encode(_ value: Int) { put(.signed(value)) }
  func encode(_ value: Int8) { put(.signed(value)) }
  func encode(_ value: Int16) { put(.signed(value)) }
  func encode(_ value: Int32) { put(.signed(value)) }
  func encode(_ value: Int64) { put(.signed(value)) }
  func encode(_ value: UInt) { put(.unsigned(value)) }
  func encode(_ value: UInt8) { put(.unsigned(value)) }
  func encode(_ value: UInt16) { put(.unsigned(value)) }
  func encode(_ value: UInt32) { put(.unsigned(value)) }
  func encode(_ value: UInt64) { put(.unsigned(value)) }
  func encode<T: Encodable>(_ value: T) throws {
    try value.encode(to: NodeEncoder(node: next(), codingPath: codingPath))
  }
}

private struct SingleNodeEncoder: SingleValueEncodingContainer, ScalarEncoding {
  let node: CompactNode
  let codingPath: [any CodingKey]

  func next() -> CompactNode { node }
}

private struct UnkeyedNodeEncoder: UnkeyedEncodingContainer, ScalarEncoding {
  let node: CompactNode
  let codingPath: [any CodingKey]
  var count: Int {
    guard case .unkeyed(let items) = node.content else { return 0 }
    return items.count
  }

  func next() -> CompactNode {
    let item = CompactNode()
    guard case .unkeyed(var items) = node.content else { return item }
    node.content = .scalar([])
    items.append(item)
    node.content = .unkeyed(items)
    return item
  }

  func nestedContainer<NestedKey: CodingKey>(keyedBy keyType: NestedKey.Type) -> KeyedEncodingContainer<NestedKey> {
    NodeEncoder(node: next(), codingPath: codingPath).container(keyedBy: keyType)
  }
  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    NodeEncoder(node: next(), codingPath: codingPath).unkeyedContainer()
  }
  func superEncoder() -> any Encoder { NodeEncoder(node: next(), codingPath: codingPath) }
}

private struct KeyedNodeEncoder<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let node: CompactNode
  let codingPath: [any CodingKey]

  private func next(_ key: String) -> CompactNode {
    let member = CompactNode()
    guard case .keyed(var members) = node.content else { return member }
    node.content = .scalar([])
    members.append((key, member))
    node.content = .keyed(members)
    return member
  }

  private func put(_ bytes: [UInt8], _ key: Key) { next(key.stringValue).content = .scalar(bytes) }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy keyType: NestedKey.Type, forKey key: Key
  ) -> KeyedEncodingContainer<NestedKey> {
    NodeEncoder(node: next(key.stringValue), codingPath: codingPath).container(keyedBy: keyType)
  }
  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    NodeEncoder(node: next(key.stringValue), codingPath: codingPath).unkeyedContainer()
  }
  func superEncoder() -> any Encoder { NodeEncoder(node: next("super"), codingPath: codingPath) }
  func superEncoder(forKey key: Key) -> any Encoder {
    NodeEncoder(node: next(key.stringValue), codingPath: codingPath)
  }
  func encodeNil(forKey key: Key) { put([], key) }
  func encode(_ value: Bool, forKey key: Key) { put([value ? 1 : 0], key) }
  func encode(_ value: String, forKey key: Key) { put(.text(value), key) }
  func encode(_ value: Double, forKey key: Key) { put(.double(value), key) }
  func encode(_ value: Float, forKey key: Key) { put(.double(Double(value)), key) }
  func encode(_ value: Int, forKey key: Key) { put(.signed(value), key) }
  func encode(_ value: Int8, forKey key: Key) { put(.signed(value), key) }
  func encode(_ value: Int16, forKey key: Key) { put(.signed(value), key) }
  func encode(_ value: Int32, forKey key: Key) { put(.signed(value), key) }
  func encode(_ value: Int64, forKey key: Key) { put(.signed(value), key) }
  func encode(_ value: UInt, forKey key: Key) { put(.unsigned(value), key) }
  func encode(_ value: UInt8, forKey key: Key) { put(.unsigned(value), key) }
  func encode(_ value: UInt16, forKey key: Key) { put(.unsigned(value), key) }
  func encode(_ value: UInt32, forKey key: Key) { put(.unsigned(value), key) }
  func encode(_ value: UInt64, forKey key: Key) { put(.unsigned(value), key) }
  func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    try value.encode(to: NodeEncoder(node: next(key.stringValue), codingPath: codingPath + [key]))
  }
}
