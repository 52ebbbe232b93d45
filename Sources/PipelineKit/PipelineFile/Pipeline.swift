/// A pipeline as its file describes it, checked and ready to run.
public struct Pipeline: Sendable {
  /// A stage with its place in the file.
  public struct Step: Sendable {
    /// The stage, built.
    public let stage: any Stage
    /// The line of its `use`.
    public let position: Position
    /// The options that the file states, as written, in the order of their names; for plans.
    public let written: [(name: String, value: String)]
    /// The options with references replaced, unambiguously; for fingerprints, and never shown.
    let values: [String]

    /// The stage's name.
    public var name: String { type(of: stage).name }
    /// What the stage works on.
    public var kind: StageKind { type(of: stage).kind }
  }

  /// What a run may use at most.
  public struct Limits: Sendable {
    /// How long a stage may work on one document, seconds.
    public var documentSeconds = PipelineKeys.documentSeconds.defaultValue ?? 0
    /// How long the run may take, seconds; 0 is no limit.
    public var runSeconds = PipelineKeys.runSeconds.defaultValue ?? 0
    /// How many documents may be under way at once.
    public var documentsInFlight = PipelineKeys.documentsInFlight.defaultValue ?? 0
    /// How many fetched bytes may be under way at once.
    public var bytesInFlight = PipelineKeys.bytesInFlight.defaultValue ?? 0
    /// How many runs try to fetch an input of which nothing tells whether it has changed, before it is given up; 0 is no limit.
    public var fetchAttempts = PipelineKeys.fetchAttempts.defaultValue ?? 0
  }

  /// What must hold before a run is published.
  public struct Gates: Sendable {
    /// How many of the listed inputs may be rejected; nil is no gate.
    public var maxRejected: Budget?
    /// How many of the documents that reach a stage it may reject, by the stage's name.
    public var maxRejectedByStage: [String: Budget] = [:]
    /// The least metrics per document, as a share of what the last published runs had; nil is no gate.
    public var minMetricsPerDocumentRatio: Share?
    /// The least text per document, likewise.
    public var minTextPerDocumentRatio: Share?
    /// How many documents may lack a metric of the catalogue, by its id.
    public var requiredMetrics: [String: Budget] = [:]

    /// Makes gates that let everything pass.
    public init() {}
  }

  /// Which published runs are kept; a run goes when neither rule keeps it, and without rules all stay.
  public struct Retention: Sendable {
    /// How many of the last runs stay.
    public var keepRuns: Int?
    /// For how many days a run stays.
    public var keepDays: Int?
    /// Whether what stages made of documents is kept beside the state.
    public var keepsLayers = PipelineKeys.keepLayers.defaultValue ?? true
  }

  /// Where those who watch the pipeline look.
  public struct Monitoring: Sendable {
    /// The file for Prometheus; nil is one beside the runs.
    public var textfile: FilePath?
    /// The file that log lines are added to; nil is none.
    public var log: FilePath?

    /// Makes one that names nothing.
    public init() {}
  }

  /// The name; the output's folder has it.
  public var name: String
  /// The file, as the user named it.
  public var path: String
  /// The folder that relative paths start from.
  public var folder: String
  /// Where state is kept; nil where the file names none.
  public var state: FilePath?
  /// What a run may use at most.
  public var limits = Limits()
  /// What must hold before a run is published.
  public var gates = Gates()
  /// Which published runs are kept.
  public var retention = Retention()
  /// Where those who watch the pipeline look.
  public var monitoring = Monitoring()
  /// The steps in order: sources, transforms and corpus stages, sinks.
  public var steps: [Step]
  /// The SHA-256 of what decides the output: stages, versions and options as written.
  public var fingerprint: String {
    let lines = steps.map { step in
      ([step.name, String(type(of: step.stage).version)] + step.values).joined(separator: "\u{1F}")
    }
    return Digest.sha256(Array(([name] + lines).joined(separator: "\u{1E}").utf8))
  }
}

/// The keys of a pipeline file outside its stages, declared like a stage's options.
public enum PipelineKeys {
  static let version = Option("version", default: 1, range: 1...1, help: "the version of the file format")
  static let name = Option<String>("name", help: "the pipeline's name; the output's folder has it")
  static let state = Option<FilePath>("state", help: "folder for what is kept from run to run")
  static let documentSeconds = Option(
    "document-seconds", default: 60.0, range: 0.01...86_400, help: "how long a stage may work on one document")
  static let runSeconds = Option(
    "run-seconds", default: 0.0, range: 0...604_800, help: "how long the run may take; 0 is no limit")
  static let documentsInFlight = Option(
    "documents-in-flight", default: 256, range: 1...1_000_000, help: "how many documents may be under way at once")
  static let bytesInFlight = Option(
    "bytes-in-flight", default: 268_435_456, range: 1...1_099_511_627_776,
    help: "how many fetched bytes may be under way at once")
  static let fetchAttempts = Option(
    "fetch-attempts", default: 30, range: 0...1_000_000,
    help: "how many runs ask for a page that cannot be had before it is given up; 0 is no limit")
  static let maxRejected = Option<Budget>("max-rejected", help: "hold the run back when more inputs are rejected")
  static let maxRejectedByStage = Option<[String: Budget]>(
    "max-rejected-by-stage", help: "hold the run back when a stage rejects more of what reaches it")
  static let minMetricsRatio = Option<Share>(
    "min-metrics-per-document-ratio",
    help: "hold the run back when metrics per document fall below this share of the last runs' median")
  static let minTextRatio = Option<Share>(
    "min-text-per-document-ratio",
    help: "hold the run back when text per document falls below this share of the last runs' median")
  static let requiredMetrics = Option<[String: Budget]>(
    "required-metrics", help: "hold the run back when more documents lack a metric of the catalogue")
  static let keepRuns = Option(
    "keep-runs", default: 2, range: 2...1_000_000, help: "how many of the last runs stay, whatever their age")
  static let keepDays = Option(
    "keep-days", default: 0, range: 0...100_000, help: "for how many days a run stays, however many there are")
  static let keepLayers = Option(
    "keep-layers", default: true,
    help:
      "whether what stages made of documents is kept with the state, so that a change redoes only the stages behind it")

  static let textfile = Option<FilePath>(
    "textfile",
    help: "file for Prometheus, say in the folder of its node exporter; otherwise tally.prom beside 'current'"
  )
  static let log = Option<FilePath>("log", help: "file that log lines are added to, as JSON; '--log' goes before it")

  /// Keys at the top, beside `stages`.
  public static let top: [any OptionDeclaration] = [version, name, state]
  /// Keys under `limits`.
  public static let limits: [any OptionDeclaration] = [
    documentSeconds, runSeconds, documentsInFlight, bytesInFlight, fetchAttempts,
  ]
  /// Keys under `gates`.
  public static let gates: [any OptionDeclaration] = [
    maxRejected, maxRejectedByStage, minMetricsRatio, minTextRatio, requiredMetrics,
  ]
  /// Keys under `retention`.
  public static let retention: [any OptionDeclaration] = [keepRuns, keepDays, keepLayers]
  /// Keys under `monitoring`.
  public static let monitoring: [any OptionDeclaration] = [textfile, log]
  /// The groups of keys by name.
  static let groups: [(name: String, keys: [any OptionDeclaration])] = [
    ("gates", gates), ("limits", limits), ("monitoring", monitoring), ("retention", retention),
  ]
}
