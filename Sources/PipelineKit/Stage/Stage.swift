/// A step of a pipeline.
///
/// A stage is glue: it turns options into settings and a document into an outcome.
///
/// Counting, timing, retries, deadlines, cancellation and logging belong to the runner, never to a stage.
public protocol Stage: Sendable {
  /// What it works on; the protocol that it conforms to says it.
  static var kind: StageKind { get }
  /// The name in pipeline files: the type's name in words with hyphens (`StripPaywall`: `strip-paywall`).
  static var name: String { get }
  /// Raised when the same input and options give another output.
  static var version: Int { get }
  /// What the stage does, as `tally stages` shows it: one summary line, a blank line, then what to know.
  static var documentation: String { get }
  /// The layers that a document must have.
  static var needs: Set<Layer> { get }
  /// The layers that a document has afterwards.
  static var adds: Set<Layer> { get }
  /// Whether the stage changes `text`; such a stage stands before every stage that keeps offsets into it.
  static var editsText: Bool { get }
  /// The options, in the order of the documentation.
  static var options: [any OptionDeclaration] { get }
  /// Reads the options and nothing else: files, connections and tables open on first use.
  init(_ options: inout OptionReader) throws
  /// The files that the options name and whose content decides the output (a catalogue); other content is another fingerprint.
  var filesRead: [FilePath] { get }
}

/// What a stage works on, and so where in a pipeline it stands.
///
/// The cases are in the order of a pipeline.
public enum StageKind: String, Sendable, CaseIterable {
  /// A ``Source``: yields documents.
  case source
  /// A ``Transform``: works on one document.
  case transform
  /// A ``CorpusStage``: looks at all documents together.
  case corpus
  /// A ``Sink``: writes documents.
  case sink
}

extension Stage {
  /// The first line of the documentation.
  public static var summary: String { documentation.split(separator: "\n").first.map(String.init) ?? "" }
}

// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Stage {
  public static var needs: Set<Layer> { [] }
  public static var adds: Set<Layer> { [] }
  public static var editsText: Bool { false }
  public static var options: [any OptionDeclaration] { [] }
  public var filesRead: [FilePath] { [] }
}

/// A document's fault: it rejects that document, and the run goes on.
public struct Failure: Error, Sendable, Hashable {
  /// Whether another try may succeed.
  public enum Class: String, Sendable, Hashable {
    /// The source may answer tomorrow.
    case transient
    /// The same input fails again.
    case permanent
  }

  /// A short name that a program can match (`truncated-gzip`).
  public var code: String
  /// What is wrong, lower case, no full stop; the runner adds stage and document.
  public var message: String
  /// Whether another try may succeed.
  public var `class`: Class
  /// The SHA-256 of the bytes that failed, in hex; nil where a source could not read them.
  public var revision: String?

  /// Makes a failure.
  public init(code: String, _ message: String, class: Class = .permanent) {
    self.code = code
    self.message = message
    self.class = `class`
  }
}

/// A source's or sink's fault: it ends the run, and nothing is published.
public struct RunFailure: Error, Sendable, Hashable {
  /// What kind of fault it is; the command turns it into an exit code.
  public enum Kind: Int32, Sendable, Hashable {
    /// Held back by a gate or an error budget.
    case heldBack = 65
    /// No input.
    case noInput = 66
    /// A source cannot be reached.
    case unreachable = 69
    /// A mistake of our own: the books don't balance.
    case `internal` = 70
    /// The output cannot be created.
    case cannotCreate = 73
    /// Reading or writing failed, or the state is damaged.
    case inputOutput = 74
    /// Another run holds the lock.
    case locked = 75
    /// The deadline of the run has passed.
    case deadline = 124
    /// Stopped by SIGHUP: the terminal was closed.
    case hungUp = 129
    /// Stopped by SIGINT.
    case interrupted = 130
    /// Stopped by SIGTERM.
    case terminated = 143
  }

  /// What kind of fault it is.
  public var kind: Kind
  /// `who: what; remedy`, lower case, no full stop.
  public var message: String

  /// Makes a failure.
  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }
}

/// What becomes of a document after a stage.
public enum Outcome: Sendable, Hashable {
  /// It goes on.
  case keep
  /// It is left out on purpose; the reason is counted (`too-short`).
  case drop(reason: String)
  /// It failed, and is kept with the reason.
  case reject(Failure)
}
