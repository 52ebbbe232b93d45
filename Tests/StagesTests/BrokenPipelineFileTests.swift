import Foundation
import PipelineKit
import PipelineTesting
import Stages
import Testing

/// Pipeline files that were damaged on their way: each is read, or refused with places that are in it.
struct BrokenPipelineFileTests {
  private static let whole: [UInt8] = {
    let repository = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let file = repository.appending(path: "Pipelines/judicial-reports.yaml").path
    return Array(FileManager.default.contents(atPath: file) ?? Data())
  }()

  /// What an editor, a keyboard or a careless hand puts in.
  private static let pieces = [
    "\n", "\r", "\t", "  ", "- ", ": ", "：", "，", "“", "\u{3000}", "\u{A0}", "\u{85}", "\u{2028}", "\u{FEFF}", "'",
    "\"", "{",
    "}", "[", "]", "#", "&a ", "*a", "<<: ", "|\n", ">-\n", "? ", "!!int ", "%", "---\n", "...\n", "${env:", "}",
    "null",
    "stages:\n", "name: a\n", "  - use: dedupe\n", "\u{E000}", "\u{0}",
  ]

  private func broken(_ seed: Int) -> [UInt8] {
    var generator = SeededGenerator(seed: UInt64(seed))
    var bytes = Self.whole
    for _ in 0...generator.below(3) {
      bytes.insert(
        contentsOf: Array(Self.pieces[generator.below(Self.pieces.count)].utf8), at: generator.below(bytes.count + 1))
    }
    return seed % 2 == 0 ? bytes : generator.broken(bytes)
  }

  @Test func `five hundred broken files are each read, or refused with places inside the file`() throws {
    let folder = try TemporaryFolder()
    let reader = PipelineReader(stages: builtInStages, environment: [:])
    var (read, refused) = (0, 0)
    try #require(Self.whole.count > 400)
    for seed in 0..<500 {
      let bytes = broken(seed)
      let path = try folder.write(bytes, to: "broken.yaml")
      do {
        let (pipeline, warnings) = try reader.read(path: path)
        #expect(pipeline.steps.contains { $0.stage is any Sink } && !warnings.hasErrors, "seed \(seed)")
        read += 1
        expectPlaces(of: warnings, in: bytes, seed)
      } catch let mistakes as Diagnostics {
        #expect(mistakes.hasErrors, "seed \(seed)")
        refused += 1
        expectPlaces(of: mistakes, in: bytes, seed)
      }
    }
    #expect(read > 20 && refused > 400, "\(read) read, \(refused) refused")
  }

  private func expectPlaces(of diagnostics: Diagnostics, in bytes: [UInt8], _ seed: Int) {
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    for mistake in diagnostics.mistakes {
      guard let place = mistake.position else { continue }
      guard 1...lines.count ~= place.line else {
        Issue.record("seed \(seed): line \(place.line) of \(lines.count): \(mistake.message)")
        continue
      }
      // Behind the last character something may be missing.
      let width = String(decoding: lines[place.line - 1], as: UTF8.self).unicodeScalars.count + 1
      #expect(1...width ~= place.column, "seed \(seed): \(place) of \(width): \(mistake.message)")
      #expect(diagnostics.rendered.contains("broken.yaml:\(place.line):\(place.column): "))
    }
  }
}
