import Testing

@testable import PipelineKit

struct RecordEncoderTests {
  private func document(_ source: String, characters: Int) -> Document {
    Document(
      source: source, revision: "", mediaType: "text/plain", charset: "utf-8",
      text: String(repeating: "年", count: characters))
  }

  /// Rows wait in memory for the corpus stages: each document's by themselves, whatever was encoded before.
  @Test func `rows take the memory of their own bytes, also behind a long document`() {
    _ = RecordEncoder.rows(of: document("long.txt", characters: 100_000))
    let rows = RecordEncoder.rows(of: document("short.txt", characters: 10))
    #expect(rows.map(\.isEmpty) == [false, true, true, true, true])
    for lines in rows { #expect(lines.capacity <= 2 * lines.count + 64) }
  }
}
