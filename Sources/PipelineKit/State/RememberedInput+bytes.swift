extension RememberedInput.Outcome {
  private enum Tag: UInt8 { case kept, dropped, rejected }

  /// The outcome as bytes, to be stored.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    switch self {
    case .kept(let signatures, let counts):
      bytes.append(Tag.kept.rawValue)
      bytes.append(varint: UInt64(signatures.count))
      for signature in signatures {
        bytes.append(varint: UInt64(signature.count))
        bytes += signature
      }
      bytes.append(varint: UInt64(counts.count))
      for (name, count) in counts.sorted(by: { $0.key < $1.key }) {
        bytes.append(text: name)
        bytes.append(signed: Int64(count))
      }
    case .dropped(let stage, let reason):
      bytes.append(Tag.dropped.rawValue)
      bytes.append(varint: UInt64(stage))
      bytes.append(text: reason)
    case .rejected(let stage, let failure):
      bytes.append(Tag.rejected.rawValue)
      bytes.append(varint: UInt64(stage))
      for text in [failure.code, failure.class.rawValue, failure.message] { bytes.append(text: text) }
    }
    return bytes
  }

  /// The outcome of bytes that ``bytes`` gave; nil where they are none.
  public init?(bytes: [UInt8]) {
    var reader = CompactReader(bytes)
    // Whatever is wrong with them, the input is worked on anew.
    guard let outcome = try? Self.read(&reader), reader.isAtEnd else { return nil }
    self = outcome
  }

  private static func read(_ reader: inout CompactReader) throws -> Self {
    switch Tag(rawValue: try reader.byte()) {
    case .kept:
      var signatures: [[UInt8]] = []
      for _ in 0..<(try reader.count()) { signatures.append(try reader.piece()) }
      var counts: [String: Int] = [:]
      for _ in 0..<(try reader.count()) { counts[try reader.text()] = Int(try reader.signed()) }
      return .kept(signatures: signatures, counts: counts)
    case .dropped: return .dropped(stage: try reader.stage(), reason: try reader.text())
    case .rejected:
      let stage = try reader.stage()
      let code = try reader.text()
      guard let kind = Failure.Class(rawValue: try reader.text()) else { throw CompactReader.Damage() }
      return .rejected(stage: stage, Failure(code: code, try reader.text(), class: kind))
    case nil: throw CompactReader.Damage()
    }
  }
}

extension CompactReader {
  fileprivate mutating func stage() throws -> Int {
    guard let stage = Int(exactly: try varint()) else { throw Damage() }
    return stage
  }
}
