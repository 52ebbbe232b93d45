/// The ids of a document's records: from what a record says of itself and its place among equals, not from its offset,
/// so that an edit elsewhere in the report leaves them alone and a corrected figure keeps its id.
struct RecordIDs {
  private(set) var segments: [RecordID] = []
  private(set) var metrics: [RecordID] = []
  private(set) var checks: [RecordID] = []

  init(_ document: Document, _ points: CodePoints) {
    var seen: [UInt64: Int] = [:]
    func next(_ key: Fingerprint, _ table: UInt64) -> RecordID {
      let place = seen[key.bits, default: 0]
      seen[key.bits] = place + 1
      return RecordID(bits: document.id.bits ^ key.bits).part(table, at: place)
    }
    for segment in document.outline {
      var key = Fingerprint()
      key.add(segment.marker.utf8)
      key.add(segment.title.utf8)
      segments.append(next(key, 1))
    }
    // Figures of one sentence share its key: a sentence is read once, however many figures it holds.
    var sentence = 0..<0
    var key = Fingerprint()
    for metric in document.metrics {
      if metric.sentence != sentence {
        sentence = metric.sentence
        key = Fingerprint()
        // Without digits and masks a corrected figure is the same record with another value.
        for byte in points.slice(sentence) where !Self.isFigure(byte) { key.add(byte) }
      }
      metrics.append(next(key, 2))
    }
    for check in document.checks {
      var key = Fingerprint()
      key.add(check.kind.utf8)
      for index in check.terms + [check.stated] { key.add(metrics[index].description.utf8) }
      for other in check.others { key.add(other.metric.description.utf8) }
      checks.append(next(key, 3))
    }
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

  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { add(byte) }
    add(0xFF)
  }
}
