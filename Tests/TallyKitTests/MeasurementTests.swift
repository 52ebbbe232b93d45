import Foundation
import PipelineTesting
import Testing

/// The scripts that measure: what they do with numbers, without measuring.
struct MeasurementTests {
  private static let hasPython = (try? Binary.shell("command -v python3").code) == 0

  private func script(_ name: String, _ arguments: [String]) throws -> Binary.Result {
    try SpawnedProcess("/usr/bin/env", ["python3", Binary.repository + "/Scripts/" + name] + arguments).wait()
  }

  @Test(
    .enabled(if: hasPython, "there is no Python"),
    arguments: [
      // Thresholds are 100 instructions and 10 allocations; 3 % more are still right.
      (#"{"text instructions": 103, "text allocations": 9}"#, [], Int32(0), nil),
      (#"{"text instructions": 103.1, "text allocations": 9}"#, [], 1, nil),
      (#"{"text instructions": 90, "text allocations": 10.4}"#, [], 1, nil),
      (#"{"text instructions": 90}"#, [], 1, nil),
      (#"{"text instructions": 90, "text allocations": 10.2}"#, ["--update"], 0, (90, 10)),
      (#"{"text instructions": 90, "text allocations": 11}"#, ["--update"], 1, nil),
      (#"{"text instructions": 90, "text allocations": 11}"#, ["--update", "--allow-regression"], 0, (90, 11)),
    ])
  func `thresholds of counts hold, fall when asked to, and are not raised by the way`(
    _ counted: String, _ options: [String], _ code: Int32, _ expected: (Double, Double)?
  ) throws {
    let folder = try TemporaryFolder()
    let kept = #"{"swift": "6", "thresholds": {"text instructions": 100, "text allocations": 10}}"#
    let thresholds = try folder.write(kept, to: "instructions.json")
    let counts = try folder.write(counted, to: "counted.json")
    let result = try script("count-instructions", ["--thresholds", thresholds, "--counted", counts] + options)
    #expect(result.code == code, "\(result.output)\(result.errors)")
    let after = try JSON(try folder.read("instructions.json"))["thresholds"]
    #expect(after?["text instructions"]?.number == expected?.0 ?? 100)
    #expect(after?["text allocations"]?.number == expected?.1 ?? 10)
  }

  @Test(.enabled(if: hasPython, "there is no Python"))
  func `growth is drawn from what was measured, the same each time`() throws {
    func row(_ documents: Int, _ seconds: Double, _ peak: Double) -> String {
      #"{"programs": {"tally": {"amount": \#(documents), "cpu": [\#(seconds * 9), \#(seconds), 0.1], "peak": [\#(peak)]}}}"#
    }
    let folder = try TemporaryFolder()
    let growth = "[\(row(1000, 1, 100)), \(row(10_000, 10, 1000))]"
    try folder.write(#"{"parts": {"growth": {"comparisons": \#(growth)}}}"#, to: "2026-01-01-a.json")
    #expect(try script("bench", ["--plot", "--out", folder.path]).code == 0)
    let drawn = try folder.read("growth.svg")
    // Of three runs the middle one; ten times as many documents in ten times the seconds: from corner to corner.
    #expect(drawn.contains(#"points="62.0,270.0 392.0,40.0""#), "\(drawn)")
    #expect(drawn.contains("prefers-color-scheme: dark"))
    #expect(try script("bench", ["--plot", "--out", folder.path]).code == 0)
    #expect(try folder.read("growth.svg") == drawn)
  }

  @Test(.enabled(if: hasPython, "there is no Python"))
  func `an unknown part is named together with those that there are`() throws {
    let result = try script("bench", ["texts"])
    #expect(result.code == 2)
    #expect(result.lastLine.contains("no part 'texts'; there are: text, quantities"))
  }
}
