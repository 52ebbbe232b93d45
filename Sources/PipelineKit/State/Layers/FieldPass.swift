/// A walk over the fields of a value in a fixed order, which writes them as bytes or reads them from bytes.
///
/// One function of each type then says both, so that writing and reading cannot disagree. Compiled for each type, it is
/// many times quicker than `Codable`, which would take as long as reading the figures does.
protocol FieldPass {
  /// Whether values are replaced by what the bytes say.
  static var isReading: Bool { get }
  mutating func pass(_ value: inout Int) throws
  mutating func pass(_ value: inout Double) throws
  mutating func pass(_ value: inout Bool) throws
  mutating func pass(_ value: inout String) throws
  mutating func pass(bytes: inout [UInt8]) throws
}

/// A value whose fields can be passed over.
protocol Passable {
  /// What reading begins with.
  static var blank: Self { get }
  mutating func pass(_ pass: inout some FieldPass) throws
}

extension FieldPass {
  mutating func pass(_ value: inout some Passable) throws { try value.pass(&self) }

  mutating func pass<T: Passable>(_ value: inout T?) throws {
    var isThere = value != nil
    try pass(&isThere)
    guard isThere else { return value = nil }
    var own = value ?? T.blank
    try own.pass(&self)
    value = own
  }
}

/// Writes fields behind one another.
struct FieldWriter: FieldPass {
  static let isReading = false
  private(set) var bytes: [UInt8] = []

  /// Makes a writer of about so many bytes.
  init(expecting count: Int = 0) { bytes.reserveCapacity(count) }

  mutating func pass(_ value: inout Int) { bytes.append(signed: Int64(value)) }
  mutating func pass(_ value: inout Double) { bytes.append(word: value.bitPattern) }
  mutating func pass(_ value: inout Bool) { bytes.append(value ? 1 : 0) }
  mutating func pass(_ value: inout String) {
    bytes.append(varint: UInt64(value.utf8.count))
    value.withUTF8 { bytes.append(contentsOf: $0) }
  }
  mutating func pass(bytes own: inout [UInt8]) {
    bytes.append(varint: UInt64(own.count))
    bytes += own
  }
}

/// Reads fields that ``FieldWriter`` has written; throws where the bytes are none.
struct FieldReader: FieldPass {
  static let isReading = true
  var reader: CompactReader

  mutating func pass(_ value: inout Int) throws { value = Int(try reader.signed()) }
  mutating func pass(_ value: inout Double) throws { value = Double(bitPattern: try reader.word()) }
  mutating func pass(_ value: inout Bool) throws { value = try reader.byte() != 0 }
  mutating func pass(_ value: inout String) throws { value = try reader.text() }
  mutating func pass(bytes: inout [UInt8]) throws { bytes = try reader.piece() }
}

extension Int: Passable {
  static var blank: Int { 0 }
  mutating func pass(_ pass: inout some FieldPass) throws { try pass.pass(&self) }
}

extension Double: Passable {
  static var blank: Double { 0 }
  mutating func pass(_ pass: inout some FieldPass) throws { try pass.pass(&self) }
}

extension Bool: Passable {
  static var blank: Bool { false }
  mutating func pass(_ pass: inout some FieldPass) throws { try pass.pass(&self) }
}

extension String: Passable {
  static var blank: String { "" }
  mutating func pass(_ pass: inout some FieldPass) throws { try pass.pass(&self) }
}

extension Array: Passable where Element: Passable {
  static var blank: [Element] { [] }
  mutating func pass<Pass: FieldPass>(_ pass: inout Pass) throws {
    var count = count
    try pass.pass(&count)
    guard Pass.isReading else {
      for var value in self { try value.pass(&pass) }
      return
    }
    self = []
    // A count that is no count ends with the bytes.
    for _ in stride(from: 0, to: count, by: 1) {
      var value = Element.blank
      try value.pass(&pass)
      append(value)
    }
  }
}

extension Dictionary: Passable where Key == String, Value: Passable {
  static var blank: [String: Value] { [:] }
  mutating func pass<Pass: FieldPass>(_ pass: inout Pass) throws {
    var names = keys.sorted()
    try pass.pass(&names)
    if Pass.isReading { self = [:] }
    for name in names {
      var value = self[name] ?? Value.blank
      try value.pass(&pass)
      if Pass.isReading { self[name] = value }
    }
  }
}

extension Range<Int>: Passable {
  static var blank: Range<Int> { 0..<0 }
  mutating func pass(_ pass: inout some FieldPass) throws {
    var (lower, count) = (lowerBound, count)
    try pass.pass(&lower)
    try pass.pass(&count)
    guard count >= 0, !lower.addingReportingOverflow(count).overflow else { throw CompactReader.Damage() }
    self = lower..<lower + count
  }
}
