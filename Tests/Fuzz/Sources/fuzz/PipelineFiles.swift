import PipelineKit
import Stages

/// Takes bytes for a pipeline file.
enum PipelineFiles {
  static func read(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    let reader = PipelineReader(stages: builtInStages, environment: ["HOME": "/home/somebody"])
    do {
      let (pipeline, warnings) = try reader.read(text, path: "/jobs/fuzzed.yaml")
      require(!pipeline.steps.isEmpty, "a pipeline without stages is read")
      require(!warnings.hasErrors, "a file with mistakes is read")
      requireSound(warnings)
      _ = pipeline.fingerprint
    } catch let mistakes as Diagnostics {
      require(mistakes.hasErrors, "a file without a mistake is refused")
      requireSound(mistakes)
    } catch {
      fail("a pipeline file is refused without a place: \(error)")
    }
  }

  /// Every mistake stands inside the file, or at none of its places, and can be shown.
  private static func requireSound(_ diagnostics: Diagnostics) {
    let lines = diagnostics.text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    for mistake in diagnostics.mistakes {
      require(!mistake.message.isEmpty, "a mistake says nothing")
      guard let place = mistake.position else { continue }
      require(place.column >= 1 && place.length >= 1, "a mistake stands at no column: \(mistake)")
      require(1...lines.count ~= place.line, "a mistake stands in no line of \(lines.count): \(mistake)")
      let width = Substring(lines[place.line - 1]).unicodeScalars.count
      // A mistake may stand behind a line's last character, where something is missing.
      require(place.column <= width + 1, "a mistake stands outside its line of \(width): \(mistake)")
    }
    let shown = diagnostics.rendered
    for mistake in diagnostics.mistakes {
      let place = mistake.position.map { ":\($0.line):\($0.column)" } ?? ""
      require(shown.contains("fuzzed.yaml\(place): "), "a mistake is not shown with its place")
    }
  }
}
