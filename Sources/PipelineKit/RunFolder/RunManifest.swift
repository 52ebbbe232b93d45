import Foundation

/// What the manifest of a published run says, read back.
public struct RunManifest: Sendable, Decodable {
  /// The books of the run.
  public struct Counts: Sendable, Decodable {
    /// Inputs that the sources listed, documents published, left out and failed.
    public var listed, published, dropped, rejected: Int
  }

  /// The books of a stage.
  public struct Stage: Sendable, Decodable {
    /// The stage.
    public var stage: String
    /// Its version; nil in manifests that do not say.
    public var version: Int?
    /// Documents that reached it, that went on, and that failed.
    public var `in`, out, rejected: Int
    /// Documents left out, by reason.
    public var dropped: [String: Int]
    /// The processor time that it took; nil in manifests that do not say.
    public var cpuSeconds: Double?

    private enum CodingKeys: String, CodingKey {
      case stage, version, `in`, out, rejected, dropped
      case cpuSeconds = "cpu_seconds"
    }
  }

  /// A file.
  public struct File: Sendable, Decodable {
    /// Its name and SHA-256.
    public var name, sha256: String
    /// Its lines and bytes.
    public var rows, bytes: Int
  }

  private enum CodingKeys: String, CodingKey {
    case runID = "run_id"
    case pipeline, fingerprint, started, ended, limit, run, counts, stages, files
    case previousRun = "previous_run"
  }

  /// The run's id, the pipeline's name and fingerprint.
  public var runID, pipeline, fingerprint: String
  /// When it began and ended, ISO 8601.
  public var started, ended: String
  /// The run before it.
  public var previousRun: String?
  /// How many inputs it was limited to.
  public var limit: Int?
  /// Its books.
  public var run: Counts
  /// What stages counted.
  public var counts: [String: Int]
  /// The books of its stages.
  public var stages: [Stage]
  /// Its files.
  public var files: [File]

  /// Reads the manifest in a run's folder.
  public init(folder: String) throws {
    let path = folder + "/manifest.json"
    guard let data = FileManager.default.contents(atPath: path) else {
      throw RunFailure(.inputOutput, "output: cannot read '\(path)'; is it a published run?")
    }
    do { self = try JSONDecoder().decode(RunManifest.self, from: data) } catch {
      throw RunFailure(.inputOutput, "output: '\(path)' is not a manifest of this version; was the run damaged?")
    }
  }

  /// A time of the output, ISO 8601, as seconds since 1970.
  public static func seconds(_ time: String) -> Double {
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    // A time that cannot be read is none of ours, and only shown.
    return ((try? style.parse(time)) ?? Date(timeIntervalSince1970: 0)).timeIntervalSince1970
  }

  /// How a run ended that published.
  public var record: RunRecord {
    var record = RunRecord(
      id: runID, status: .published, started: Self.seconds(started), ended: Self.seconds(ended),
      fingerprint: fingerprint)
    (record.listed, record.published, record.dropped, record.rejected) = (
      run.listed, run.published, run.dropped, run.rejected
    )
    return record
  }
}
