/// The ids of a document's records: from what a record says of itself and its place among equals, not from its offset,
/// so that an edit elsewhere in the report leaves them alone and a corrected figure keeps its id.
struct RecordIDs {
  private(set) var segments: [RecordID] = []
  private(set) var metrics: [RecordID] = []
  private(set) var checks: [RecordID] = []

  init(_ document: Document, _ points: CodePoints) {
    var seen: [UInt64: Int] = Dictionary(
      minimumCapacity: document.outline.count + document.metrics.count + document.checks.count)
    func next(_ key: Fingerprint, _ table: UInt64) -> RecordID {
      let place = Self.next(&seen[key.bits, default: 0])
      return RecordID(bits: document.id.bits ^ key.bits).part(table, at: place)
    }
    segments.reserveCapacity(document.outline.count)
    metrics.reserveCapacity(document.metrics.count)
    checks.reserveCapacity(document.checks.count)
    for segment in document.outline {
      var key = Fingerprint()
      key.add(segment.marker)
      key.add(segment.title)
      segments.append(next(key, 1))
    }
    // Figures of one sentence share its key: a sentence is read once, however many figures it holds.
    var sentence = 0..<0
    var key = Fingerprint()
    for index in document.metrics.indices {
      if document.metrics[index].sentence != sentence {
        sentence = document.metrics[index].sentence
        // Without digits and masks a corrected figure is the same record with another value.
        key = points.withBytes(sentence) { bytes in
          var key = Fingerprint()
          for byte in bytes where !Self.isFigure(byte) { key.add(byte) }
          return key
        }
      }
      metrics.append(next(key, 2))
    }
    for check in document.checks {
      var key = Fingerprint()
      key.add(check.kind)
      for index in check.terms { key.add(metrics[index]) }
      key.add(metrics[check.stated])
      for other in check.others { key.add(other.metric) }
      checks.append(next(key, 3))
    }
  }

  private static func next(_ place: inout Int) -> Int {
    place += 1
    return place - 1
  }

  private static func isFigure(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "*"): true
    default: false
    }
  }
}

extension Document {
  /// The ids that the rows of the metrics have, for references from other documents.
  public var metricIDs: [RecordID] { RecordIDs(self, CodePoints(text)).metrics }
}

/// FNV-1a, 64 bits: the same on every machine and in every run, unlike `hashValue`.
struct Fingerprint {
  private(set) var bits: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ byte: UInt8) { bits = (bits ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }

  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    for byte in bytes { add(byte) }
    add(0xFF)
  }

  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { add($0) }
  }

  mutating func add(word: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) { add(UInt8(truncatingIfNeeded: word >> shift)) }
  }

  /// Adds an id as it is written.
  mutating func add(_ id: RecordID) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { digits in
      guard let base = digits.baseAddress else { return }
      id.writeHex(to: base)
      add(UnsafeBufferPointer(digits))
    }
  }
}
