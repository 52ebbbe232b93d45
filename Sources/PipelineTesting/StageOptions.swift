import PipelineKit

extension Stage {
  /// Builds a stage from options as a pipeline file would state them, each value as YAML.
  ///
  ///     let stage = try StripPaywall(["drop-bracketed-notices": "false"])
  ///
  /// Throws ``Diagnostics`` with the mistakes that `tally check` would show.
  public init(_ options: [String: String], folder: String = "/") throws {
    let lines = options.sorted { $0.key < $1.key }.map { "    \($0.key): \($0.value)\n" }
    let with = lines.isEmpty ? "" : "    with:\n" + lines.map { "  " + $0 }.joined()
    let file = "name: test\nstages:\n  - use: \(Self.name)\n" + with
    self = try PipelineReader(stages: [Self.self], environment: [:]).stage(in: file, folder: folder)
  }
}

extension Document {
  /// A document of a text, as `fetch-files` would give it.
  public init(text: String, source: String = "report.txt", mediaType: String = "text/plain") {
    self.init(
      source: source, revision: Digest.sha256(Array(text.utf8)), mediaType: mediaType, charset: "UTF-8", text: text)
  }
}
