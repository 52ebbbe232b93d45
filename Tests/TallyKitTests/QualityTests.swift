import Foundation
import PipelineTesting
import Testing

/// How well annotated reports are read, against floors that `Scripts/quality` keeps.
struct QualityTests {
  /// The annotated reports, which are not part of the repository.
  private static let annotated =
    ProcessInfo.processInfo.environment["TALLY_ANNOTATED"]
    ?? URL(fileURLWithPath: Binary.repository).deletingLastPathComponent().path + "/shared"
  private static let isAnnotated = FileManager.default.fileExists(atPath: annotated + "/seeds")
  private static let hasPython = (try? Binary.shell("command -v python3").code) == 0
  private static let script = Binary.repository + "/Scripts/quality"

  private func quality(_ arguments: [String]) throws -> Binary.Result {
    try SpawnedProcess("/usr/bin/env", ["python3", Self.script] + arguments).wait()
  }

  @Test(.enabled(if: isAnnotated && hasPython, "there are no annotated reports beside the repository"))
  func `annotated reports are read no worse than the floors say`() throws {
    let result = try quality(["--tally", Binary.path, "--annotated", Self.annotated])
    #expect(result.code == 0, "\(result.output)\(result.errors)")
    #expect(result.lines.count == 59)
  }

  @Test(.enabled(if: hasPython, "there is no Python"))
  func `the repository's own pages and reports are read no worse than the floors say`() throws {
    let result = try quality(["--tally", Binary.path, "--own"])
    #expect(result.code == 0, "\(result.output)\(result.errors)")
    #expect(result.lines.count == 12)
  }

  @Test(
    .enabled(if: hasPython, "there is no Python"),
    arguments: [
      // Floors are 0.9 found and 0.1 furniture, of which less is better.
      (#"{"found_f1": 0.9, "furniture_kept": 0.1}"#, [], Int32(0), nil),
      (#"{"found_f1": 0.89, "furniture_kept": 0.1}"#, [], 1, nil),
      (#"{"found_f1": 0.9, "furniture_kept": 0.11}"#, [], 1, nil),
      (#"{"found_f1": 0.9}"#, [], 1, nil),
      (#"{"found_f1": 0.9279, "furniture_kept": 0.0312}"#, ["--update"], 0, (0.925, 0.035)),
      (#"{"found_f1": 0.899, "furniture_kept": 0}"#, ["--update"], 1, nil),
      (#"{"found_f1": 0.95, "furniture_kept": 0.2}"#, ["--update"], 1, nil),
      (#"{"found_f1": 0.899, "furniture_kept": 0}"#, ["--update", "--allow-regression"], 0, (0.895, 0)),
    ])
  func `floors hold, rise when asked to, and are not lowered by the way`(
    _ measured: String, _ options: [String], _ code: Int32, _ expected: (Double, Double)?
  ) throws {
    let folder = try TemporaryFolder()
    let floors = try folder.write(#"{"found_f1": 0.9, "furniture_kept": 0.1}"#, to: "floors.json")
    let scores = try folder.write(measured, to: "measured.json")
    let result = try quality(["--floors", floors, "--measured", scores] + options)
    #expect(result.code == code, "\(result.output)\(result.errors)")
    let after = try JSON(try folder.read("floors.json"))
    #expect(after["found_f1"]?.number == expected?.0 ?? 0.9)
    #expect(after["furniture_kept"]?.number == expected?.1 ?? 0.1)
  }

  @Test(.enabled(if: hasPython, "there is no Python"))
  func `without annotated reports nothing is measured, and it is said`() throws {
    let folder = try TemporaryFolder()
    let result = try quality(["--annotated", folder.path, "--tally", Binary.path])
    #expect(result.code == 66)
    #expect(result.lastLine.contains("no annotated reports in '"))
  }
}
