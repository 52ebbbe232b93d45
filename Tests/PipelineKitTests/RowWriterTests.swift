import PipelineTesting
import Testing

@testable import PipelineKit

struct RowWriterTests {
  private func row(upTo room: Int, _ write: (inout RowWriter) -> Void) -> String {
    var writer = JSONWriter()
    writer.row(upTo: room, write)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private func json(_ write: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    write(&writer)
    writer.newline()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test func `strings are written as by the writer of JSON, wherever escapes stand`() {
    var random = SeededGenerator(seed: 5)
    let pieces = ["a", "件", "é", "\"", "\\", "\n", "\t", "\u{1}", "\u{1F}", "\u{7F}", "😀"]
    for length in 0..<60 {
      for text in [random.text(of: pieces, count: length), random.text(of: ["案", "b"], count: length)] {
        #expect(row(upTo: RowWriter.room(text) + 1) { $0.string(text) } == json { $0.string(text) })
      }
    }
  }

  @Test(arguments: [0, 7, 10, 99, 100, -1, -120, 1_234_567_890, Int.max, Int.min])
  func `whole numbers are written as by the writer of JSON`(_ value: Int) {
    #expect(row(upTo: 32) { $0.integer(value) } == json { $0.integer(value) })
  }

  @Test(arguments: [7.0, 7.02, -0.5, 1_500_000, 0, -0.0, 1e300, 0.1, 1e15, -3])
  func `numbers are written as by the writer of JSON`(_ value: Double) {
    #expect(row(upTo: 64) { $0.number(value) } == json { $0.number(value) })
  }

  @Test func `absent values are null`() {
    let text = row(upTo: 64) { row in
      row.string(nil)
      row.raw(",")
      row.number(nil)
      row.raw(",")
      row.id(nil)
    }
    #expect(text == "null,null,null\n")
  }

  @Test func `a row is put behind what was written before`() {
    var writer = JSONWriter()
    for index in 0..<3 {
      writer.row(upTo: 64) { row in
        row.raw("{\"id\":")
        row.id(RecordID(bits: UInt64(index)))
        row.raw(",\"holds\":")
        row.bool(index > 0)
        row.raw("}")
      }
    }
    let lines = String(decoding: writer.bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[1] == #"{"id":"0000000000000001","holds":true}"#)
  }
}
