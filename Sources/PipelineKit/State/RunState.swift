/// What the runs of a pipeline remember of each other.
///
/// A run reads it all at its beginning and commits once, behind the publication: what is remembered may lag behind what
/// was published, and is never ahead of it. Used from one thread, by the holder of the run's lock.
public protocol RunState: AnyObject {
  /// What earlier runs left; throws ``RunFailure`` where it cannot be read.
  func memory() throws -> RunMemory
  /// The folder in which the layers of documents are kept; nil where they are not.
  var layersFolder: String? { get }
  /// Takes over what a published run has found out, all of it or nothing.
  func commit(_ findings: RunFindings) throws
  /// Notes how a run ended that published nothing.
  func note(_ run: RunRecord) throws
}

/// What a run remembers of earlier ones.
public struct RunMemory: Sendable {
  /// The inputs, by the ids of their documents.
  public var inputs: RememberedInputs
  /// Where their rows are; nil where nothing is known of any.
  public var layout: RunLayout?
  /// What decided the results, by fingerprint.
  public var legs: [String: LegFingerprint]

  /// Makes a memory; without arguments one of nothing.
  public init(
    inputs: RememberedInputs = RememberedInputs(), layout: RunLayout? = nil, legs: [String: LegFingerprint] = [:]
  ) {
    self.inputs = inputs
    self.layout = layout
    self.legs = legs
  }
}

/// What a published run has found out, to be remembered.
public struct RunFindings: Sendable {
  /// The run.
  public var run: RunRecord
  /// Inputs that are new, or of which something else is to be remembered than before; of one that comes twice, the last
  /// holds.
  public var changed: RememberedInputs
  /// Inputs that the sources no longer list, or of which nothing is to be remembered.
  public var gone: [RecordID]
  /// Where the rows are now.
  public var layout: RunLayout?
  /// What decided the results.
  public var legs: [LegFingerprint]
  /// The inputs that failed.
  public var rejects: [RejectRecord]

  /// Makes findings from their parts.
  public init(
    run: RunRecord, changed: RememberedInputs, gone: [RecordID], layout: RunLayout?, legs: [LegFingerprint],
    rejects: [RejectRecord]
  ) {
    self.run = run
    self.changed = changed
    self.gone = gone
    self.layout = layout
    self.legs = legs
    self.rejects = rejects
  }
}

/// What is remembered of one input: what it was, and what a worker's part of the pipeline made of it.
public struct RememberedInput: Sendable, Equatable {
  /// What became of it, up to the corpus stages.
  public enum Outcome: Sendable, Equatable {
    /// It went through: the signature for each corpus stage, and what stages counted.
    case kept(signatures: [[UInt8]], counts: [String: Int])
    /// A stage dropped it.
    case dropped(stage: Int, reason: String)
    /// A stage rejected it.
    case rejected(stage: Int, Failure)
  }

  /// The input's name.
  public var source: String
  /// What its source says of it without fetching it; nil where that says nothing.
  public var validator: String?
  /// The revision; nil where it could not be read.
  public var revision: String?
  /// A hash of what was fetched: revision, media type, charset; nil where nothing was.
  public var content: UInt64?
  /// The fingerprint of what worked on it.
  public var leg: String
  /// What became of it.
  ///
  /// Stages are counted from 0, the source that listed it.
  public var outcome: Outcome
  /// The run that worked on it.
  public var run: String
  /// Where the layers of its document are kept; nil where they are not.
  public var layers: LayerPlace?

  /// Makes it from its parts.
  public init(
    source: String, validator: String?, revision: String?, content: UInt64?, leg: String, outcome: Outcome, run: String,
    layers: LayerPlace? = nil
  ) {
    self.source = source
    self.validator = validator
    self.revision = revision
    self.content = content
    self.leg = leg
    self.outcome = outcome
    self.run = run
    self.layers = layers
  }

  /// The id of its document.
  public var id: RecordID { RecordID(source: source) }

  /// Its signature for each corpus stage; nil where it did not come so far.
  var signatures: [[UInt8]]? {
    if case .kept(let signatures, _) = outcome { signatures } else { nil }
  }
}

/// How a run ended.
public struct RunRecord: Sendable, Equatable {
  /// What became of it.
  public enum Status: String, Sendable, Equatable {
    /// Its folder stands among the runs.
    case published
    /// A gate held it back.
    case heldBack = "held-back"
    /// It failed, or was stopped.
    case failed
  }

  /// The run's id.
  public var id: String
  /// What became of it.
  public var status: Status
  /// Why nothing was published; nil where it was.
  public var message: String?
  /// When it began, seconds since 1970.
  public var started: Double
  /// When it ended, seconds since 1970.
  public var ended: Double
  /// The pipeline's fingerprint.
  public var fingerprint: String
  /// Inputs that the sources listed.
  public var listed: Int
  /// Documents that were published.
  public var published: Int
  /// Documents left out on purpose.
  public var dropped: Int
  /// Inputs that failed.
  public var rejected: Int
  /// Published documents whose rows were taken from an earlier run.
  public var reused: Int

  /// Makes a record; the counts are set by name.
  public init(id: String, status: Status, message: String? = nil, started: Double, ended: Double, fingerprint: String) {
    self.id = id
    self.status = status
    self.message = message
    self.started = started
    self.ended = ended
    self.fingerprint = fingerprint
    (listed, published, dropped, rejected, reused) = (0, 0, 0, 0, 0)
  }
}

/// An input that failed, as `rejects` has it.
public struct RejectRecord: Sendable, Equatable {
  /// The input's name.
  public var source: String
  /// The revision, where it could be read.
  public var revision: String?
  /// The stage that rejected it.
  public var stage: String
  /// Why.
  public var failure: Failure
  /// Tries so far.
  public var attempts: Int
  /// The run that met it first.
  public var firstSeen: String

  /// Makes a record from its parts.
  public init(source: String, revision: String?, stage: String, failure: Failure, attempts: Int, firstSeen: String) {
    self.source = source
    self.revision = revision
    self.stage = stage
    self.failure = failure
    self.attempts = attempts
    self.firstSeen = firstSeen
  }
}
