import Foundation

/// What decides the result of a worker's part of the pipeline on one input: the stages with their versions, options and
/// the files that these name.
///
/// Options are kept as digests: what a reference stands for may be a secret.
public struct LegFingerprint: Sendable, Hashable, Codable {
  /// One stage.
  public struct Step: Sendable, Hashable, Codable {
    /// Its name.
    public var name: String
    /// Its version.
    public var version: Int
    /// A digest of each option that the pipeline file states, by name.
    public var options: [String: String]
    /// A digest of each file that the options name, by path as written.
    public var files: [String: String]

    /// Makes a step from its parts.
    package init(name: String, version: Int, options: [String: String], files: [String: String]) {
      self.name = name
      self.version = version
      self.options = options
      self.files = files
    }
  }

  /// The stages: the source that lists the input, the transforms, the corpus stages.
  public var steps: [Step]
  /// What else decides how a result looks: the version of the records.
  public var records: String

  /// The fingerprint, SHA-256 in hex.
  public let fingerprint: String

  /// The version of the code that turns documents into ids and rows; raised when equal documents give other rows, or equal
  /// rows another hash.
  private static let encoding = 2

  /// The fingerprint for inputs of the source at `source`.
  init(_ pipeline: Pipeline, source: Int) {
    let behind = pipeline.steps.filter { $0.kind == .transform || $0.kind == .corpus }
    self.init(steps: ([pipeline.steps[source]] + behind).map(Step.init))
  }

  /// The fingerprint of what writes rows.
  static func sinks(_ pipeline: Pipeline) -> String {
    LegFingerprint(steps: pipeline.steps.filter { $0.kind == .sink }.map(Step.init)).fingerprint
  }

  /// Makes the fingerprint of steps.
  package init(steps: [Step]) {
    self.steps = steps
    records = "\(Self.encoding) " + Table.all.map(\.schema).joined(separator: " ")
    let lines = steps.map { step in
      func listed(_ values: [String: String]) -> [String] {
        values.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
      }
      let parts = [step.name, "\(step.version)"] + listed(step.options) + [""] + listed(step.files)
      return parts.joined(separator: "\u{1F}")
    }
    fingerprint = Digest.sha256(Array(([records] + lines).joined(separator: "\u{1E}").utf8))
  }

  /// How many steps from the first are those of `earlier`, so that what these gave holds; none where records look otherwise.
  func common(with earlier: LegFingerprint) -> Int {
    records == earlier.records ? zip(steps, earlier.steps).prefix { $0 == $1 }.count : 0
  }

  /// Why a result of `earlier` will not do, the first stage that differs, in words.
  func difference(from earlier: LegFingerprint) -> (stage: String, why: String) {
    for (index, step) in steps.enumerated() {
      guard index < earlier.steps.count else { return (step.name, "is new in the pipeline") }
      let before = earlier.steps[index]
      if before == step { continue }
      if before.name != step.name {
        let isNew = !earlier.steps.contains { $0.name == step.name }
        return isNew ? (step.name, "is new in the pipeline") : (step.name, "stands behind another stage than before")
      }
      if before.version != step.version { return (step.name, "has version \(step.version), before \(before.version)") }
      func changed(_ now: [String: String], _ then: [String: String]) -> String? {
        Set(now.keys).union(then.keys).sorted().first { now[$0] != then[$0] }
      }
      if let name = changed(step.options, before.options) { return (step.name, "option '\(name)' has changed") }
      let path = changed(step.files, before.files) ?? ""
      return (step.name, "the file '\(path)' has changed")
    }
    if earlier.steps.count > steps.count { return (earlier.steps[steps.count].name, "is no longer in the pipeline") }
    return (steps.last?.name ?? "", "the version of the records has changed")
  }
}

extension LegFingerprint.Step {
  init(_ step: Pipeline.Step) {
    name = step.name
    version = type(of: step.stage).version
    options = [:]
    for value in step.values {
      let parts = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      options[String(parts[0])] = Digest.sha256(Array(parts[1].utf8))
    }
    files = [:]
    for file in step.stage.filesRead {
      let bytes = FileManager.default.contents(atPath: file.absolute).map { [UInt8]($0) }
      files[file.written] = bytes.map(Digest.sha256) ?? "missing"
    }
  }
}
