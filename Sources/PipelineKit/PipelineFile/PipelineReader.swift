import Foundation

/// Reads a pipeline file: parse, substitute, read by declared type, and report every mistake at once.
public struct PipelineReader {
  /// The stages that the file may use.
  public var stages: [any Stage.Type]
  /// What `${env:NAME}` sees.
  public var environment: [String: String]
  /// Options set on the command line, as `stage.option=value`.
  public var overrides: [String]

  /// Makes a reader of files that use `stages`.
  public init(
    stages: [any Stage.Type], environment: [String: String] = ProcessInfo.processInfo.environment,
    overrides: [String] = []
  ) {
    self.stages = stages
    self.environment = environment
    self.overrides = overrides
  }

  /// The pipeline of the file at `path` with its warnings; throws ``Diagnostics`` that hold every mistake.
  public func read(path: String) throws -> (pipeline: Pipeline, warnings: Diagnostics) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Diagnostics(path: path, text: "", mistakes: [Mistake("cannot read the file; is the path right?")])
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw Diagnostics(path: path, text: "", mistakes: [Mistake("not UTF-8; save the file as UTF-8")])
    }
    return try read(text, path: path)
  }

  /// The pipeline of a file's text with its warnings; throws ``Diagnostics`` that hold every mistake.
  public func read(_ text: String, path: String) throws -> (pipeline: Pipeline, warnings: Diagnostics) {
    let text = text.hasPrefix("\u{FEFF}") ? String(text.unicodeScalars.dropFirst()) : text
    let absolute = ConfigContext(folder: FileManager.default.currentDirectoryPath).resolve(path)
    let context = ConfigContext(folder: String(absolute[..<(absolute.lastIndex(of: "/") ?? absolute.endIndex)]))
    let plain = text.replacing("\r\n", with: "\n")
    let asItStands = attempt(plain, context, path)
    if let pipeline = asItStands.pipeline, !asItStands.mistakes.contains(where: { !$0.isWarning }) {
      return (pipeline, Diagnostics(path: path, text: text, mistakes: asItStands.mistakes))
    }
    // Only a file that is not right is searched for slips: in a right one a full-width colon is somebody's text.
    let slips = KeyboardSlips(plain)
    guard !slips.mistakes.isEmpty else { throw Diagnostics(path: path, text: text, mistakes: asItStands.mistakes) }
    let mended = attempt(slips.mended, context, path).mistakes.map {
      Mistake($0.message, at: $0.position.map(slips.original), isWarning: $0.isWarning)
    }
    throw Diagnostics(path: path, text: text, mistakes: slips.mistakes + mended)
  }

  private func attempt(
    _ text: String, _ context: ConfigContext, _ path: String
  ) -> (pipeline: Pipeline?, mistakes: [Mistake]) {
    let parsed = YAMLText.read(text)
    var reading = PipelineReading(stages: stages, context: context, path: path)
    reading.mistakes = parsed.mistakes
    guard let root = parsed.node else {
      if parsed.mistakes.isEmpty { reading.mistakes.append(Mistake("the file is empty; it needs 'name' and 'stages'")) }
      return (nil, reading.mistakes)
    }
    let overridden = reading.override(root, with: overrides)
    let substituted = Substitution(environment: environment, context: context).apply(to: overridden, &reading.mistakes)
    let pipeline = reading.pipeline(substituted, written: overridden)
    let mistakes = reading.mistakes.map { mistake in
      // What the command line has set stands nowhere in the file.
      mistake.position.map { $0.line == 0 } == true
        ? Mistake("--set: " + mistake.message, isWarning: mistake.isWarning) : mistake
    }
    return (pipeline, mistakes)
  }

  /// The one stage of a file that has no other, for tests of a stage by itself: order and layers are not checked.
  package func stage<S: Stage>(in text: String, folder: String) throws -> S {
    let parsed = YAMLText.read(text)
    var reading = PipelineReading(stages: stages, context: ConfigContext(folder: folder), path: S.name)
    reading.checksOrder = false
    reading.mistakes = parsed.mistakes
    let built = parsed.node.flatMap { reading.pipeline($0, written: $0) }?.steps.first?.stage as? S
    guard reading.mistakes.isEmpty, let built else {
      throw Diagnostics(path: S.name, text: text, mistakes: reading.mistakes)
    }
    return built
  }
}
