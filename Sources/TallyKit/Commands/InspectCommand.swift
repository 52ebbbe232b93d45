import ArgumentParser
import Foundation
import PipelineKit
import Stages

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Take one document through the stages and show what each did; or compare two reports.",
    discussion: """
      'tally inspect PIPELINE SOURCE' shows a document stage by stage. 'tally inspect A B' reads two files as 'tally text' does \
      and says how they are related and why: sentences shared and changed, figures that differ or are blanked out.
      """)

  @Argument(help: "The pipeline file (.yaml, .yml), or a report to compare.") var pipeline: String
  @Argument(help: "The document: its source, as 'tally plan' lists it, or its path; or the other report.")
  var source: String
  @OptionGroup var overrides: OverrideOptions

  func run() throws {
    guard isPipeline else {
      do { try compare() } catch { throw Console.failure(error) }
      return
    }
    let file = try readPipeline(pipeline, set: overrides.values)
    do { try inspect(file) } catch { throw Console.failure(error) }
  }

  /// A pipeline is named as one; a report never is.
  private var isPipeline: Bool { [".yaml", ".yml"].contains(where: pipeline.hasSuffix) }

  private func compare() throws {
    let reader = ReportText()
    let documents = try [pipeline, source].map { path in
      do {
        let document = try reader.read(path: path).document
        guard !document.text.isEmpty else { throw RunFailure(.noInput, "'\(path)' has no text") }
        return document
      } catch let failure as Failure {
        throw RunFailure(.noInput, "'\(path)': \(failure.message) (\(failure.code))")
      }
    }
    for line in PairView(documents[0], documents[1]).lines { try Console.printVisibly(line) }
  }

  private func inspect(_ file: Pipeline) throws {
    let (step, input) = try find(file)
    try Console.printVisibly("\(step.name): \(input.source)")
    guard let source = step.stage as? any Source, try shows(input.verdict) else { return }
    var document: Document
    do { document = try source.fetch(input) } catch let failure as Failure {
      _ = try shows(.reject(failure))
      return
    } catch let drop as Drop {
      _ = try shows(.drop(reason: drop.reason))
      return
    }
    let charset = document.charset + (document.charsetEvidence.map { " (\($0))" } ?? "")
    let replaced = document.replacedBytes > 0 ? ", \(document.replacedBytes) bytes replaced" : ""
    let length = document.text.unicodeScalars.count
    try Console.printVisibly("  \(document.mediaType), \(charset)\(replaced), \(length) characters, id \(document.id)")
    for step in file.steps {
      guard let transform = step.stage as? any Transform else {
        if step.kind == .corpus {
          try Console.printVisibly("\(step.name): looks at all documents together; not shown")
        }
        continue
      }
      let before = document
      try Console.printVisibly("\(step.name):")
      let outcome: Outcome
      do { outcome = try transform.process(&document) } catch let failure as Failure {
        _ = try shows(.reject(failure))
        return
      }
      guard try shows(outcome) else { return }
      for line in DocumentView(before: before, after: document).lines(for: type(of: transform).adds) {
        try Console.printVisibly("  " + line)
      }
    }
  }

  private func find(_ file: Pipeline) throws -> (Pipeline.Step, Input) {
    let path = URL(fileURLWithPath: source).path
    var names: [String] = []
    for step in file.steps {
      guard let stage = step.stage as? any Source else { continue }
      var found: Input?
      try stage.list { input in
        if found == nil, input.source == source || input.locator == path { found = input }
        names.append(input.source)
      }
      if let found { return (step, found) }
    }
    let hint = NearestName.suggestion(for: source, among: names)
    throw RunFailure(.noInput, "the pipeline lists no '\(source)'\(hint); 'tally plan' shows what it lists")
  }

  private func shows(_ outcome: Outcome) throws -> Bool {
    switch outcome {
    case .keep: return true
    case .drop(let reason): try Console.printVisibly("  dropped: \(reason)")
    case .reject(let failure): try Console.printVisibly("  rejected: \(failure.message) (\(failure.code))")
    }
    return false
  }
}
