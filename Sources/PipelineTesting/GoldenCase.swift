import Foundation
import PipelineKit

/// A folder that says what a pipeline makes of an input: `pipeline.yaml`, `input/`, and `expected/` with the tables
/// that count.
///
/// Cases are found by walking, so that a new one needs no list.
public struct GoldenCase: Sendable, CustomStringConvertible {
  /// The case's folder.
  public let path: String
  /// The folder's name and the one above it: `strip-paywall/mid-word`.
  public var description: String { path.split(separator: "/").suffix(2).joined(separator: "/") }

  /// Every case below `folder`, two levels down, in the order of names.
  public static func all(below folder: String) throws -> [GoldenCase] {
    let manager = FileManager.default
    return try manager.contentsOfDirectory(atPath: folder).sorted().flatMap { group in
      try manager.contentsOfDirectory(atPath: folder + "/" + group).sorted().map { name in
        GoldenCase(path: folder + "/" + group + "/" + name)
      }
    }
  }

  /// What differs between the expected tables and those of a run, in words; empty where all agree.
  ///
  /// With `RECORD_GOLDEN=1` in the environment the expected tables are written anew, and that is a difference too: a
  /// recording is looked at before it counts.
  public func differences(stages: [any Stage.Type]) throws -> [String] {
    let output = try TemporaryFolder()
    var settings = Runner.Settings()
    settings.output = output.path
    let pipeline = try PipelineReader(stages: stages).read(path: path + "/pipeline.yaml").pipeline
    let run = try Runner(pipeline, settings: settings).run()
    let expected = path + "/expected"
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
      return try record(run, in: expected)
    }
    let tables = try FileManager.default.contentsOfDirectory(atPath: expected).sorted()
    guard !tables.isEmpty else { return ["'\(expected)' is empty: nothing is expected"] }
    return try tables.flatMap { table in
      try Self.compare(lines(of: expected + "/" + table), lines(of: run.folder + "/" + table), table)
    }
  }

  private func record(_ run: Runner.Report, in expected: String) throws -> [String] {
    let manager = FileManager.default
    try manager.createDirectory(atPath: expected, withIntermediateDirectories: true)
    let present = try manager.contentsOfDirectory(atPath: expected)
    // The first recording takes every table that has lines; later ones keep to the tables chosen then.
    let tables = present.isEmpty ? run.files.filter { $0.rows > 0 && $0.name != "changes.jsonl" }.map(\.name) : present
    for table in tables {
      try Data(contentsOf: URL(fileURLWithPath: run.folder + "/" + table))
        .write(to: URL(fileURLWithPath: expected + "/" + table))
    }
    return ["recorded \(tables.joined(separator: ", ")); look at them, then run again without RECORD_GOLDEN"]
  }

  private func lines(of path: String) throws -> [Substring] {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self).split(separator: "\n")
  }

  private static func compare(_ expected: [Substring], _ found: [Substring], _ table: String) -> [String] {
    var differences = zip(expected, found).enumerated().filter { $1.0 != $1.1 }.prefix(3).map { index, pair in
      "\(table) line \(index + 1):\n  expected \(pair.0)\n  found    \(pair.1)"
    }
    if expected.count != found.count { differences.append("\(table): \(found.count) lines for \(expected.count)") }
    return differences
  }
}
