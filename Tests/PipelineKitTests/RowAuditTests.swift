import Foundation
import PipelineTesting
import Testing

@testable import PipelineKit

struct RowAuditTests {
  private func firstBroken(_ text: String) -> Int? { Array(text.utf8).withUnsafeBytes(RowAudit.firstBroken(in:)) }

  @Test(arguments: [
    "", "{}\n", #"{"a":1}"# + "\n", #"{"a":-0.5e-7,"b":[1,[],{}],"c":null,"d":true,"e":false}"# + "\n",
    #"{"件":"“引\"号\\ \n\u0007 \ud83d\ude00"}"# + "\n{}\n",
  ])
  func `lines that are JSON objects pass`(_ text: String) { #expect(firstBroken(text) == nil) }

  @Test(arguments: [
    "{}", "[]\n", "1\n", "\n", "{\n", "{}}\n", "{}{}\n", #"{"a"}"# + "\n", #"{"a":}"# + "\n", #"{"a":1,}"# + "\n",
    #"{"a":01}"# + "\n",
    #"{"a":1.}"# + "\n", #"{"a":nan}"# + "\n", #"{"a":"b}"# + "\n", #"{"a":"\x"}"# + "\n", #"{"a":"\u12g4"}"# + "\n",
    "{\"a\":\"\t\"}\n", #"{"a":-}"# + "\n", #"{"a":1e}"# + "\n", #"{a:1}"# + "\n", "{\"a\": 1}\n", "\"",
  ])
  func `what is no JSON object in our spelling does not`(_ text: String) {
    #expect(firstBroken(text) == 0)
    #expect(firstBroken("{}\n{\"a\":[]}\n" + text) == 2)
  }

  @Test(arguments: 0..<UInt64(300))
  func `it agrees with another reader of JSON on damaged lines`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var line = Array(#"{"a":"x\n","b":[1.5,-2,null],"c":{"d":true}}"#.utf8)
    let place = generator.below(line.count)
    line[place] = Array("{}[]\",:\\0a-.\n".utf8)[generator.below(13)]
    let isRead = (try? JSONSerialization.jsonObject(with: Data(line))) is [String: Any]
    let isOurs = firstBroken(String(decoding: line, as: UTF8.self) + "\n") == nil
    // White space between tokens is JSON, and none of ours.
    #expect(isOurs == (isRead && !line.contains(0x0A)), "\(String(decoding: line, as: UTF8.self))")
  }
}
