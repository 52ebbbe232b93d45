/// Where the rows of each document stand in a published run's files.
///
/// Documents stand in the order of their rows, and each has its rows of a file in one piece: only their lengths are kept.
public struct RunLayout: Sendable, Equatable {
  /// What is known of one document's rows.
  public struct Entry: Sendable, Equatable {
    /// The document.
    public var id: RecordID
    /// A hash of what the corpus stages said of it when the rows were written.
    public var verdict: UInt64
  }

  /// The length of a document's rows in one file.
  public struct Extent: Sendable, Equatable {
    // Half as long as they could be: there are several for each document.
    private let shortBytes: UInt32
    private let shortRows: UInt32
    /// A hash of them, so that damage shows before it is published once more.
    public let hash: UInt32

    /// Makes an extent; a document's rows are no 4 GB.
    init(bytes: Int, rows: Int, hash: UInt32) {
      shortBytes = UInt32(bytes)
      shortRows = UInt32(rows)
      self.hash = hash
    }

    /// Bytes.
    public var bytes: Int { Int(shortBytes) }
    /// Lines.
    public var rows: Int { Int(shortRows) }
  }

  /// The run's folder, absolute.
  public var folder: String
  /// The SHA-256 of its manifest: another run of that name is another run.
  public var manifest: String
  /// A fingerprint of what wrote the rows.
  public var sinks: String
  /// The names of the files.
  public var files: [String]
  /// The documents in the order of their rows.
  public private(set) var entries: [Entry] = []
  /// The extents of all documents, as many of each as there are files.
  public private(set) var extents: [Extent] = []

  /// Makes a layout without documents.
  public init(folder: String, manifest: String, sinks: String, files: [String]) {
    self.folder = folder
    self.manifest = manifest
    self.sinks = sinks
    self.files = files
  }

  /// Adds a document behind the others; it has an extent in each file.
  mutating func append(_ entry: Entry, _ own: some Collection<Extent>) {
    precondition(own.count == files.count, "an extent for each file")
    entries.append(entry)
    extents += own
  }

  /// The documents with their extents as bytes, to be stored.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(entries.count * (16 + 9 * files.count))
    bytes.append(varint: UInt64(entries.count))
    for (index, entry) in entries.enumerated() {
      bytes.append(word: entry.id.bits)
      bytes.append(word: entry.verdict)
      for extent in extents[index * files.count..<(index + 1) * files.count] {
        bytes.append(varint: UInt64(extent.bytes))
        bytes.append(varint: UInt64(extent.rows))
        bytes.append(varint: UInt64(extent.hash))
      }
    }
    return bytes
  }

  /// Looks at every row in its place; says what is not as it was published, and nil where all is.
  ///
  /// `elsewhere` is where the run may be if it is no longer where it was.
  public func damage(elsewhere: String?) -> String? {
    guard let rows = PublishedRows(self, elsewhere: elsewhere) else {
      return "'\(folder)' is not there as it was published"
    }
    for (index, name) in files.enumerated() {
      let path = rows.layout.folder + "/" + name
      guard let file = MappedFile(path) else { return "'\(path)' cannot be read" }
      let isWhole = withExtendedLifetime(file) {
        entries.indices.allSatisfy { place in
          let range = rows.range(of: place..<(place + 1), file: index)
          let bytes = UnsafeRawBufferPointer(rebasing: file.bytes[range])
          return RowHash.short(bytes) == extents[place * files.count + index].hash
        }
      }
      if !isWhole { return "'\(path)' is not as it was published" }
    }
    return nil
  }

  /// Adds the documents of bytes that ``bytes`` gave; false where they are damaged.
  public mutating func append(_ bytes: [UInt8]) -> Bool {
    var reader = CompactReader(bytes)
    do {
      let count = try reader.count()
      entries.reserveCapacity(count)
      extents.reserveCapacity(count * files.count)
      for _ in 0..<count {
        entries.append(Entry(id: RecordID(bits: try reader.word()), verdict: try reader.word()))
        for _ in files {
          guard let bytes = UInt32(exactly: try reader.varint()), let rows = UInt32(exactly: try reader.varint()),
            let hash = UInt32(exactly: try reader.varint())
          else { return false }
          extents.append(Extent(bytes: Int(bytes), rows: Int(rows), hash: hash))
        }
      }
    } catch { return false }
    return reader.isAtEnd
  }
}
