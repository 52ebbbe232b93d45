import Foundation

/// The books of a run and what it published; the only file with times and host.
public struct Manifest: Sendable {
  /// Tally's version, as the manifest has it.
  public static let tallyVersion = "0.1.0"

  var runID: String
  var pipeline: Pipeline
  var books: Books
  var files: [TableFile.Summary]
  var previous: String?
  /// How many inputs the run was limited to; nil where it took all.
  var limit: Int?
  var started: Date
  var ended: Date

  /// The manifest as JSON.
  var json: JSONValue {
    [
      "run_id": .string(runID), "pipeline": .string(pipeline.name), "fingerprint": .string(pipeline.fingerprint),
      "tally_version": .string(Self.tallyVersion), "previous_run": previous.map { .string($0) } ?? .null,
      "limit": limit.map { .integer($0) } ?? .null, "started": .string(Self.time(started)),
      "ended": .string(Self.time(ended)),
      "host": .string(ProcessInfo.processInfo.hostName),
      "run": RunManifest.Counts(books).json,
      "counts": Self.json(books.counts), "stages": .array(zip(books.steps, pipeline.steps).map(Self.json)),
      "files": .array(
        files.map { file in
          [
            "name": .string(file.name), "rows": .integer(file.rows), "bytes": .integer(file.bytes),
            "sha256": .string(file.sha256),
          ]
        }),
      "schemas": .object(Table.all.map { ($0.name, .string($0.schema)) }),
    ]
  }

  private static func json(_ step: Books.Step, _ stage: Pipeline.Step) -> JSONValue {
    [
      "stage": .string(step.name), "version": .integer(type(of: stage.stage).version), "in": .integer(step.in),
      "out": .integer(step.out),
      "dropped": json(step.dropped),
      "rejected": .integer(step.rejected), "cpu_seconds": .number(Double(step.nanoseconds) / 1e9),
    ]
  }

  private static func json(_ counts: [String: Int]) -> JSONValue {
    .object(counts.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) })
  }

  /// A time as the output has it.
  static func time(_ date: Date) -> String {
    date.formatted(.iso8601.year().month().day().time(includingFractionalSeconds: true).timeZone(separator: .omitted))
  }
}

/// What a later run needs of an earlier one's manifest.
struct PreviousRun: Decodable {
  struct Counts: Decodable { var published: Int }
  struct File: Decodable {
    var name: String
    var rows: Int
    var bytes: Int?
  }

  var run: Counts
  var files: [File]
  /// The run before it.
  var previous_run: String?
  /// How many inputs it was limited to.
  var limit: Int?

  init(folder: String) throws {
    guard let data = FileManager.default.contents(atPath: folder + "/manifest.json") else {
      throw RunFailure(
        .inputOutput,
        "output: cannot read '\(folder)/manifest.json'; if the run is damaged, link 'current' to another, or remove it")
    }
    do { self = try JSONDecoder().decode(PreviousRun.self, from: data) } catch {
      throw RunFailure(
        .inputOutput,
        "output: '\(folder)/manifest.json' is not a manifest; if the run is damaged, link 'current' to another, or remove it"
      )
    }
  }
}
