import Foundation
import PipelineTesting
import Testing

@testable import PipelineKit

struct LineReaderTests {
  /// The lines of a file with these bytes, up to one that is `last`.
  private func lines(_ bytes: [UInt8], upTo last: String? = nil) throws -> [String] {
    let folder = try TemporaryFolder()
    let path = try folder.write(bytes, to: "lines")
    var found: [String] = []
    let isRead = LineReader.forEachLine(in: path) { line in
      found.append(String(decoding: line, as: UTF8.self))
      return found.last != last
    }
    #expect(isRead)
    return found
  }

  @Test(arguments: [
    ("", []), ("\n", [""]), ("一\n二\n", ["一", "二"]), ("一\n\n二", ["一", "", "二"]), ("二", ["二"]),
  ])
  func `lines end at line feeds, the last also at the end`(_ text: String, _ expected: [String]) throws {
    #expect(try lines(Array(text.utf8)) == expected)
  }

  @Test func `lines may be longer than what is read at once, and end where it does`() throws {
    let block = 1 << 20
    for length in [block - 1, block, block + 1, 3 * block + 7] {
      let long = String(repeating: "a", count: length)
      #expect(try lines(Array("x\n\(long)\ny\n\(long)".utf8)) == ["x", long, "y", long], "\(length)")
      #expect(try lines(Array("\(long)\nz\n".utf8)) == [long, "z"], "\(length)")
    }
    let short = (0..<300_000).map { "\($0)" }
    #expect(try lines(Array(short.joined(separator: "\n").utf8)) == short)
  }

  @Test func `nothing is read behind the line that was looked for`() throws {
    #expect(try lines(Array("a\nb\nc\n".utf8), upTo: "b") == ["a", "b"])
  }

  @Test func `what cannot be read is no empty file`() throws {
    let folder = try TemporaryFolder()
    for path in [folder.path + "/none", folder.path] {
      #expect(!LineReader.forEachLine(in: path) { _ in true }, "\(path)")
    }
  }
}
