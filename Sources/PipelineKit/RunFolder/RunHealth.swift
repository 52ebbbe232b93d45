import Foundation

/// How a pipeline is, for those who watch it: its last run, whatever came of that, and its last success.
///
/// `status.json` and `tally.prom` say the same, the one for scripts, the other for Prometheus' node exporter. The last
/// success is the run that `current` leads to, so that there is one truth of it.
public struct RunHealth: Sendable {
  /// The file for scripts, beside `current`.
  public static let fileName = "status.json"
  /// The file for Prometheus, beside `current` where the pipeline file names no other.
  public static let textfileName = "tally.prom"
  static let schema = "tally.status/1"

  private let pipeline: String
  private let end: RunEnd
  private let success: RunManifest?

  init(_ pipeline: String, _ end: RunEnd, _ folders: RunFolders) {
    self.pipeline = pipeline
    self.end = end
    // A run that cannot be read is no success to count on; the next run says what is wrong with it.
    let manifest = folders.current.flatMap { try? RunManifest(folder: folders.folder(of: $0)) }
    success = manifest?.limit == nil ? manifest : nil
  }

  /// Writes both files, each all at once; gives what failed.
  func write(to folder: String, textfile: String?) -> [RunFailure] {
    let files = [
      (folder + "/" + Self.fileName, json.pretty() + "\n"), (textfile ?? folder + "/" + Self.textfileName, metrics),
    ]
    return files.compactMap { path, text in
      do {
        try FileSystem.replace(path, with: text)
        return nil
      } catch { return error as? RunFailure ?? RunFailure(.inputOutput, "\(error)") }
    }
  }

  var json: JSONValue {
    [
      "schema": .string(Self.schema), "pipeline": .string(pipeline), "tally_version": .string(Manifest.tallyVersion),
      "last_run": [
        "run_id": end.runID.isEmpty ? .null : .string(end.runID), "status": .string(end.status.rawValue),
        "exit_code": .integer(Int(end.exitCode)),
        "message": end.message.map { .string($0) } ?? .null, "started": .string(Manifest.time(end.started)),
        "ended": .string(Manifest.time(end.ended)), "seconds": .number(end.seconds), "counts": end.counts.json,
      ],
      "last_success": success.map(Self.json) ?? .null,
    ]
  }

  private static func json(_ run: RunManifest) -> JSONValue {
    [
      "run_id": .string(run.runID), "started": .string(run.started), "ended": .string(run.ended),
      "seconds": .number(run.record.ended - run.record.started), "counts": run.run.json,
      "stages": .array(
        run.stages.map { stage in
          [
            "stage": .string(stage.stage), "in": .integer(stage.in), "out": .integer(stage.out),
            "dropped": .integer(stage.dropped.values.reduce(0, +)), "rejected": .integer(stage.rejected),
            "cpu_seconds": stage.cpuSeconds.map { .number($0) } ?? .null,
          ]
        }),
    ]
  }

  var metrics: String {
    var text = PrometheusText(labels: [("pipeline", pipeline)])
    text.gauge(
      "tally_last_run_timestamp_seconds", "When the last run ended, whatever came of it.",
      [([], end.ended.timeIntervalSince1970)])
    text.gauge(
      "tally_last_run_exit_code", "The exit code of the last run: 0 published, 3 published with rejects.",
      [([], Double(end.exitCode))])
    text.gauge("tally_last_run_duration_seconds", "How long the last run took.", [([], end.seconds)])
    text.gauge(
      "tally_last_success_timestamp_seconds", "When the run ended that was published last; 0 where none was.",
      [([], success?.record.ended ?? 0)])
    guard let success else { return text.text }
    let counts = success.run
    text.gauge(
      "tally_documents", "What became of the inputs of the run that was published last.",
      [("published", counts.published), ("dropped", counts.dropped), ("rejected", counts.rejected)].map {
        ([("state", $0.0)], Double($0.1))
      })
    // A stage may stand in a pipeline twice, and a series only once.
    let seconds = Dictionary(success.stages.map { ($0.stage, $0.cpuSeconds ?? 0) }, uniquingKeysWith: +)
    text.gauge(
      "tally_stage_cpu_seconds", "The processor time of each stage in the run that was published last.",
      seconds.sorted { $0.key < $1.key }.map { ([("stage", $0.key)], $0.value) })
    return text.text
  }

  // MARK: - Reading

  /// What the file says of the last run.
  public struct LastRun: Sendable, Decodable {
    private enum CodingKeys: String, CodingKey {
      case runID = "run_id"
      case status, message, started, ended
      case exitCode = "exit_code"
    }

    /// The run's id; nil where it failed before it had one.
    public var runID: String?
    /// What came of it, as ``RunEnd/Status`` names it.
    public var status: String
    /// Its exit code.
    public var exitCode: Int32
    /// Why nothing was published.
    public var message: String?
    /// When it began and ended, ISO 8601.
    public var started, ended: String
  }

  private struct File: Decodable { var last_run: LastRun }

  /// The last run, as the file in `folder` has it; nil where there is none.
  public static func lastRun(in folder: String) throws -> LastRun? {
    let path = folder + "/" + fileName
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard let data = FileManager.default.contents(atPath: path),
      let file = try? JSONDecoder().decode(File.self, from: data)
    else {
      throw RunFailure(.inputOutput, "output: '\(path)' cannot be read; remove it, the next run writes it anew")
    }
    return file.last_run
  }
}

extension RunManifest.Counts {
  /// The counts of books.
  init(_ books: Books) {
    (listed, published, dropped, rejected) = (books.listed, books.published, books.dropped, books.rejected)
  }

  var json: JSONValue {
    [
      "listed": .integer(listed), "published": .integer(published), "dropped": .integer(dropped),
      "rejected": .integer(rejected),
    ]
  }
}
