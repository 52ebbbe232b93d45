import ArgumentParser
import PipelineKit
import StateStore

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Show what a run would do: the stages with their layers, and every input.")

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, mermaid, json
  }

  @Argument(help: "The pipeline file.") var pipeline: String
  @OptionGroup var overrides: OverrideOptions
  @Option(help: "text, mermaid or json.") var format: Format = .text
  @Flag(help: "Sum up what is worked on and why, in place of every input.") var why = false
  @Option(help: "The output folder; goes before the one in the file.") var output: String?

  func run() throws {
    let file = try readPipeline(pipeline, set: overrides.values)
    var settings = Runner.Settings()
    settings.output = output
    do {
      switch format {
      case .mermaid: try Console.print(mermaid(file))
      case .json: try Console.print(json(file, try inputs(file, settings)).pretty())
      case .text: try printText(file, try inputs(file, settings))
      }
    } catch {
      throw Console.failure(error)
    }
  }

  private func inputs(_ file: Pipeline, _ settings: Runner.Settings) throws -> InputPlan {
    let memory = try file.state.map { try StateStore.memory(folder: $0.absolute, name: file.name) }
    return try InputPlan(Runner(file, settings: settings), memory: memory)
  }

  /// The reasons with the numbers of inputs, the most frequent first.
  private func printReasons(_ inputs: InputPlan) throws {
    struct Reason: Hashable {
      var status, why: String
      var redone: String?
    }
    var counts: [Reason: Int] = [:]
    for item in inputs.items {
      counts[Reason(status: item.status, why: item.why, redone: item.redone), default: 0] += 1
    }
    let sorted = counts.sorted { a, b in
      a.value == b.value ? (a.key.status, a.key.why) < (b.key.status, b.key.why) : a.value > b.value
    }
    for (reason, count) in sorted {
      let redone = reason.redone.map { "; redone: \($0)" } ?? ""
      try Console.printVisibly("\(count) \(reason.status): \(reason.why)\(redone)")
    }
  }

  private func printText(_ file: Pipeline, _ inputs: InputPlan) throws {
    try Console.print("pipeline \(file.name), \(file.steps.count) stages")
    let rows = file.steps.enumerated().map { index, step in
      let type = type(of: step.stage)
      return ["\(index + 1). \(step.name)", names(type.needs), names(type.adds)]
    }
    let widths = (0...1).map { column in rows.map { $0[column].count }.max() ?? 0 }
    for row in rows {
      let needs = row[1].isEmpty ? "-" : row[1]
      let adds = row[2].isEmpty ? "-" : row[2]
      let pads = [widths[0] - row[0].count, max(0, widths[1] - needs.count)].map { String(repeating: " ", count: $0) }
      try Console.print("\(row[0])\(pads[0])  needs \(needs)\(pads[1])  adds \(adds)")
    }
    try Console.print("\n\(inputs.items.count) inputs" + (inputs.previous.map { ", compared with run \($0)" } ?? ""))
    if why { return try printReasons(inputs) }
    for item in inputs.items { try Console.printVisibly("\(item.status)  \(item.source)  (\(item.why))") }
  }

  private func mermaid(_ file: Pipeline) -> String {
    var lines = ["flowchart TD"]
    for (index, step) in file.steps.enumerated() {
      lines.append("  s\(index)[\"\(step.name)\"]")
      if index > 0 {
        let layers = names(type(of: file.steps[index - 1].stage).adds)
        lines.append("  s\(index - 1) -->\(layers.isEmpty ? "" : "|\(layers)|") s\(index)")
      }
    }
    return lines.joined(separator: "\n")
  }

  private func json(_ file: Pipeline, _ inputs: InputPlan) -> JSONValue {
    let steps = file.steps.map { step -> JSONValue in
      let type = type(of: step.stage)
      return [
        "stage": .string(step.name), "version": .integer(type.version),
        "needs": .array(type.needs.sorted().map { .string($0.name) }),
        "adds": .array(type.adds.sorted().map { .string($0.name) }),
        "options": .object(step.written.map { ($0.name, .string($0.value)) }),
      ]
    }
    let items = inputs.items.map { item -> JSONValue in
      [
        "source": .string(item.source), "status": .string(item.status), "why": .string(item.why),
        "redone": item.redone.map { .string($0) } ?? .null,
      ]
    }
    return [
      "pipeline": .string(file.name), "fingerprint": .string(file.fingerprint), "stages": .array(steps),
      "previous_run": inputs.previous.map { .string($0) } ?? .null, "inputs": .array(items),
    ]
  }

  private func names(_ layers: Set<Layer>) -> String { layers.sorted().map(\.name).joined(separator: ", ") }
}
