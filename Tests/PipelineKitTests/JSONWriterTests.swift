import Foundation
import PipelineTesting
import Testing

@testable import PipelineKit

struct JSONWriterTests {
  private func written(_ write: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    write(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test func `commas part values and nothing else`() {
    let text = written { writer in
      writer.beginObject()
      writer.key("a")
      writer.integer(1)
      writer.key("b")
      writer.beginArray()
      writer.bool(true)
      writer.null()
      writer.endArray()
      writer.key("c")
      writer.beginObject()
      writer.endObject()
      writer.endObject()
      writer.newline()
      writer.beginObject()
      writer.endObject()
    }
    #expect(text == #"{"a":1,"b":[true,null],"c":{}}"# + "\n{}")
  }

  @Test(arguments: [
    (7.0, "7"), (7.02, "7.02"), (-0.5, "-0.5"), (1_500_000, "1500000"), (0, "0"), (1e300, "1e+300"), (0.1, "0.1"),
  ])
  func `numbers are as short as they can be`(_ value: Double, _ text: String) {
    #expect(written { $0.number(value) } == text)
  }

  @Test func `control characters, quotes and backslashes are escaped, others are not`() {
    #expect(written { $0.string("\"\\\n\r\t\u{1}") } == #""\"\\\n\r\t\u0001""#)
    #expect(written { $0.string("件“八五”😀/\u{7F}") } == "\"件“八五”😀/\u{7F}\"")
  }

  @Test(arguments: 0..<20)
  func `a sign is escaped wherever it stands`(place: Int) {
    for (sign, escaped) in [("\"", #"\""#), ("\\", #"\\"#), ("\u{1F}", #"\u001f"#), ("\n", #"\n"#)] {
      for filling in ["a", "\u{7F}", "!", "]", "件"] {
        let before = String(repeating: filling, count: place), behind = String(repeating: filling, count: 19 - place)
        #expect(written { $0.string(before + sign + behind) } == "\"" + before + escaped + behind + "\"")
      }
    }
  }

  @Test(arguments: [0, 7, -7, 10, 1_234_567_890, Int.max, Int.min])
  func `whole numbers have all their digits`(number: Int) {
    #expect(written { $0.integer(number) } == String(number))
  }

  @Test func `ids have sixteen digits, in words and in rows`() {
    for bits in [0, 1, 0xABCD_EF01_2345_6789, UInt64.max] {
      let id = RecordID(bits: bits)
      #expect(id.description.count == 16 && UInt64(id.description, radix: 16) == bits)
      #expect(written { $0.id(id) } == "\"\(id)\"")
    }
    #expect(written { $0.id(nil) } == "null")
  }

  @Test(arguments: 0..<UInt64(100))
  func `a line decodes to what was encoded and holds no line feed`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let text = generator.text(of: ["件", "\"", "\\", "\n", "\u{0}", "\u{1F}", "a", "😀", "\u{2028}", "\r"], count: 40)
    let line = written { $0.value(["text": .string(text), "n": .number(Double(seed) / 8)]) }
    #expect(!line.contains("\n"))
    let object = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    #expect(object["text"] as? String == text)
    #expect(object["n"] as? Double == Double(seed) / 8)
  }
}
