/// An input that a source has listed and not yet fetched.
public struct Input: Sendable, Hashable {
  /// The name that the document will have: a path relative to the fetch root with `/`, or a URL.
  public var source: String {
    didSet { id = RecordID(source: source) }
  }
  /// The id that the document will have.
  public private(set) var id: RecordID
  /// What the source needs to fetch it (an absolute path, say).
  public var locator: String
  /// About how many bytes it holds; the runner bounds the sum of what is under way.
  public var bytes: Int
  /// What tells without fetching it whether the input has changed: size and times of a file, an ETag.
  ///
  /// As long as it is the same, a run that remembers the input does not fetch it. Nil where nothing tells, and where the
  /// input may change unseen.
  public var validator: String?
  /// An input that cannot even be listed properly is dropped or rejected at once, and so still counted.
  public var verdict: Outcome

  /// Makes an input.
  public init(source: String, locator: String, bytes: Int = 0, validator: String? = nil, verdict: Outcome = .keep) {
    self.source = source
    id = RecordID(source: source)
    self.locator = locator
    self.bytes = bytes
    self.validator = validator
    self.verdict = verdict
  }
}

/// A stage that yields documents.
public protocol Source: Stage {
  /// Hands each input to `yield` in a fixed order; `yield` may block, and throws when the run has been stopped.
  ///
  /// A ``RunFailure`` ends the run. An input that fails on its own is yielded with its verdict.
  func list(_ yield: (Input) throws -> Void) throws

  /// Fetches one input. Runs on many threads at once; a thrown ``Failure`` rejects the input, and a ``Drop``
  /// leaves it out.
  ///
  /// Two documents of one source with equal revision, media type, charset, page facts and counts must be equal: what an
  /// earlier run made of the one is then taken for the other.
  func fetch(_ input: Input) throws -> Document
}

/// A stage that works on one document: a value without clock or randomness, so that the runner may run many at once
/// and another engine may run them elsewhere.
public protocol Transform: Stage {
  /// Works on `document`. A thrown ``Failure`` rejects it, and so does any other error.
  func process(_ document: inout Document) throws -> Outcome
}

/// A stage that looks at all documents together: a per-document part, and an aggregate over what that part gave.
///
/// `add` and `merge` are associative and commutative, so that the aggregate can be built in one process or as a shuffle
/// on an engine, from parts in any order. The aggregate is of the documents that stand: what an earlier corpus stage has
/// folded into another document is not added.
public protocol CorpusStage: Stage {
  /// What the stage needs to know of one document.
  associatedtype Signature: Sendable, Codable
  /// What it knows of many.
  associatedtype Aggregate: Sendable

  /// The per-document part.
  func signature(of document: Document) throws -> Signature
  /// A signature as bytes, which a run keeps and the next one reads.
  ///
  /// Ten thousand are read a night: a stage with a form of its own is quicker than what `Codable` gives.
  func bytes(of signature: Signature) throws -> [UInt8]
  /// The signature of bytes that ``bytes(of:)`` gave; nil where they are none, and then the document is signed anew.
  func signature(from bytes: [UInt8]) -> Signature?
  /// The aggregate of no documents.
  func emptyAggregate() -> Aggregate
  /// Adds one document's signature.
  func add(_ signature: Signature, to aggregate: inout Aggregate)
  /// Adds another part's aggregate.
  func merge(_ other: Aggregate, into aggregate: inout Aggregate)
  /// Hands to `yield` the documents of earlier runs that this run's are compared with, each with its id.
  ///
  /// They have no verdicts, and those that this run has itself are left out. A ``RunFailure`` ends the run.
  func earlier(_ yield: (RecordID, Signature) throws -> Void) throws
  /// The verdicts, by document; a document without one stays as it is.
  func resolve(_ aggregate: Aggregate) -> [RecordID: CorpusVerdict]
  /// Hands the same verdicts on, one of a document, in no order that says anything.
  ///
  /// A stage that says something of most documents need not hold it all: this is what the runner asks.
  func resolve(_ aggregate: Aggregate, _ body: (RecordID, CorpusVerdict) throws -> Void) rethrows
}

// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension CorpusStage {
  public func earlier(_ yield: (RecordID, Signature) throws -> Void) throws {}
  public func resolve(_ aggregate: Aggregate, _ body: (RecordID, CorpusVerdict) throws -> Void) rethrows {
    for (id, verdict) in resolve(aggregate) { try body(id, verdict) }
  }
  public func bytes(of signature: Signature) throws -> [UInt8] { try CompactEncoder().encode(signature) }
  public func signature(from bytes: [UInt8]) -> Signature? {
    // Whatever is wrong with them, the document is worked on anew.
    try? CompactDecoder().decode(Signature.self, from: bytes)
  }
}

// A stage that only gathers signatures need not say so.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension CorpusStage where Aggregate == [Signature] {
  public func emptyAggregate() -> [Signature] { [] }
  public func add(_ signature: Signature, to aggregate: inout [Signature]) { aggregate.append(signature) }
  public func merge(_ other: [Signature], into aggregate: inout [Signature]) { aggregate += other }
}

// The kind is asked for instead of the conformance: to see that a type does not conform, all conformances of a program are read.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Source {
  public static var kind: StageKind { .source }
}

// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Transform {
  public static var kind: StageKind { .transform }
}

// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension CorpusStage {
  public static var kind: StageKind { .corpus }
}

// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Sink {
  public static var kind: StageKind { .sink }
}

/// What a corpus stage says of one document.
public struct CorpusVerdict: Sendable {
  /// Whether the document goes on.
  public var outcome: Outcome
  /// The document that stands for this one; nil where it stands for itself.
  public var duplicateOf: RecordID?
  /// Its links to other documents.
  public var links: [DuplicateLink]
  /// Relations between its figures and those of other documents.
  public var checks: [Check]
  /// What the document's ``Document/counts`` get added.
  public var counts: [String: Int]

  /// Makes a verdict.
  public init(
    outcome: Outcome = .keep, duplicateOf: RecordID? = nil, links: [DuplicateLink] = [], checks: [Check] = [],
    counts: [String: Int] = [:]
  ) {
    self.outcome = outcome
    self.duplicateOf = duplicateOf
    self.links = links
    self.checks = checks
    self.counts = counts
  }
}

/// A stage that writes documents: a ``RowSink`` or a ``DocumentSink``.
public protocol Sink: Stage {
  /// The folder that the output goes to; `--output` goes before it.
  var outputDirectory: FilePath? { get }
}

/// A sink whose files hold lines, those of one document behind those of the other.
///
/// Workers make the lines, the runner writes them, and an incremental run copies those of a document that has not changed.
public protocol RowSink: Sink {
  /// The names of the files; no other sink has them.
  var files: [String] { get }
  /// A document's lines in each of the files, each with its line feed. Runs on many threads at once.
  ///
  /// The document may be asked for once more, with what the corpus stages say of it.
  func rows(of document: Document) throws -> [[UInt8]]
}

/// A sink that can put into lines what the corpus stages say, once they are made.
///
/// Other sinks are asked for the lines of such a document once more, so that documents must be kept until then.
public protocol FoldingRowSink: RowSink {
  /// The lines of the document `id` in each file when `duplicateOf` stands for it, nil where it stands for itself, and it is
  /// linked with others.
  func fold(
    _ rows: [[UInt8]], of id: RecordID, duplicateOf: RecordID?, links: [DuplicateLink]
  ) -> [[UInt8]]
}

/// A sink that takes whole documents, in the order of listing: first everything aside, then commit or abandon.
public protocol DocumentSink: Sink {
  /// Opens the output inside a folder that is not yet visible.
  func open(in folder: StagingFolder) throws -> any SinkWriter
}

/// An open output.
///
/// Used from one thread.
public protocol SinkWriter {
  /// Writes one document; documents come in the order of listing.
  mutating func write(_ document: Document) throws
  /// Makes everything written durable. Not called where the run fails: the folder is removed then.
  mutating func commit() throws
}
