/// The sketches of many texts, and the answer to which of them are the same report.
///
/// Documents may be added in any order and in parts that are merged in any way; the answer is the same. A document takes
/// some 390 bytes: the sketch, and twenty more.
public struct DuplicateIndex: Sendable {
  /// What is to be known of one document.
  public struct Entry: Sendable {
    /// Its id, which decides where nothing else does.
    public var id: UInt64
    /// Its text's sketch.
    public var sketch: TextSketch
    /// The day of publication as a number that grows with it (20250331); 0 where it is not known.
    public var published: Int32
    /// How far its host is to be trusted.
    public var trust: HostTrust
    /// What it must share with another to be compared with it; 0 is compared with everything.
    public var scope: UInt32

    /// Makes an entry.
    public init(id: UInt64, sketch: TextSketch, published: Int32 = 0, trust: HostTrust = .unknown, scope: UInt32 = 0) {
      self.id = id
      self.sketch = sketch
      self.published = published
      self.trust = trust
      self.scope = scope
    }

    /// An entry from bytes that ``record`` gave; nil where they are none of this version.
    public init?(record: [UInt8]) {
      let entry = record.withUnsafeBytes { bytes -> Entry? in
        guard let base = bytes.baseAddress else { return nil }
        let view = RecordView(base)
        return view.size(within: bytes.count) == bytes.count ? view.entry : nil
      }
      guard let entry else { return nil }
      self = entry
    }

    /// The entry as bytes, to be stored: its sketch, and seventeen more.
    public var record: [UInt8] {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(RecordView.headerSize + sketch.bytes.count)
      RecordView.append(self, to: &bytes)
      return bytes
    }
  }

  /// Where a document comes from, the best first.
  public enum HostTrust: UInt8, Sendable, Codable, Comparable {
    /// A public body's own site.
    case official
    /// Anybody's.
    case unknown
    /// A shop that sells documents, and blanks out or cuts off what it shows of them.
    case shop

    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public static func < (a: HostTrust, b: HostTrust) -> Bool { a.rawValue < b.rawValue }
  }

  /// How many records' bytes are gathered before they are put aside; growing one large array would need twice its size.
  private static let slabSize = 1 << 18

  private var slabs: [RecordSlab] = []
  private var tail: [UInt8] = []
  /// How many documents were added.
  public private(set) var count = 0

  /// Makes an empty index.
  public init() {}

  /// Adds a document; its id must be its own.
  public mutating func add(_ entry: Entry) {
    RecordView.append(entry, to: &tail)
    count += 1
    if tail.count >= Self.slabSize { seal() }
  }

  /// Adds all documents of another index.
  public mutating func merge(_ other: DuplicateIndex) {
    slabs += other.slabs
    tail += other.tail
    count += other.count
    if tail.count >= Self.slabSize { seal() }
  }

  private mutating func seal() {
    slabs.append(RecordSlab(copying: tail))
    tail.removeAll(keepingCapacity: true)
  }

  /// The bytes that the documents take.
  public var byteCount: Int { slabs.reduce(tail.count) { $0 + $1.size } }

  /// Which documents are copies of which, and which share a template; by id.
  ///
  /// Documents of which neither is true are not listed.
  public func resolve(_ rules: DuplicateRules = DuplicateRules()) -> DuplicateFindings {
    let all = allSlabs
    return withExtendedLifetime(all) { Self.resolve(Self.records(all), rules) }
  }

  /// The same for documents' records, wherever they lie.
  static func resolve(_ records: [RecordView], _ rules: DuplicateRules) -> DuplicateFindings {
    var clusters = ClusterBuilder(TextGroups(records, rules), rules)
    clusters.build()
    return clusters.findings()
  }

  /// All records' memory.
  var allSlabs: [RecordSlab] { tail.isEmpty ? slabs : slabs + [RecordSlab(copying: tail)] }

  static func records(_ slabs: [RecordSlab]) -> [RecordView] {
    var records: [RecordView] = []
    for slab in slabs {
      var at = 0
      while at < slab.size {
        let record = RecordView(slab.base + at)
        records.append(record)
        at += record.size
      }
    }
    return records
  }
}

/// What is folded, how near copies are, and which document stands for the others.
public struct DuplicateRules: Sendable {
  /// The copies that are folded; templates never are.
  public var folded: Set<DuplicateRelation> = [.exact, .near, .masked]
  /// The thresholds.
  public var thresholds = DuplicateThresholds()
  /// What decides who stands for a cluster, the most important first; the id decides in the end.
  public var keep: [Preference] = [.unmasked, .official, .revised, .longest]

  /// A reason to let a document stand for its copies.
  public enum Preference: String, Sendable, CaseIterable {
    /// It shows what the others blank out.
    case unmasked
    /// It is on a public body's own site, or at least not in a shop for documents.
    case official
    /// It has the figures that were published last.
    case revised
    /// Its text is the longest.
    case longest
    /// It was published first.
    case earliest
    /// It was published last.
    case latest
  }

  /// Makes the default rules.
  public init() {}
}

/// What is said of one document.
public struct DuplicateFinding: Sendable, Hashable {
  /// A link to another document.
  public struct Link: Sendable, Hashable {
    /// The other document.
    public var of: UInt64
    /// How the two are related.
    public var relation: DuplicateRelation
    /// How alike they are, 0…1.
    public var similarity: Double
  }

  /// The document.
  public var id: UInt64
  /// The document that stands for it; nil where it stands for itself.
  public var copyOf: UInt64?
  /// Its links: to the document that it is a copy of, and to those that share its template.
  public var links: [Link] = []
  /// Whether it is a masked copy of several reports alike; it has a link to each, and stands for itself.
  public var isAmbiguous = false
}
