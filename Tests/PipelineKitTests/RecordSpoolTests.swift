import Foundation
import PipelineTesting
import Testing

@testable import PipelineKit

struct RecordSpoolTests {
  private func record(_ number: Int) -> [ArraySlice<UInt8>] {
    [Array("\(number)".utf8)[...], Array(String(repeating: "字", count: number * 97 % 5000).utf8)[...]]
  }

  @Test func `records come back as they were, from memory and from the file`() throws {
    let folder = try TemporaryFolder()
    let spool = RecordSpool(path: folder.path + "/records")
    let places = try (0..<700).map { try spool.append(record($0)) }
    #expect(places.last! > 3 << 20, "most of them are in the file")
    for number in [699, 0, 350, 1, 698] + Array(0..<700) {
      let expected = Array(record(number).joined())
      #expect(try spool.record(at: places[number]) == expected)
      #expect(try spool.record(at: places[number], expecting: expected.count) == expected)
      #expect(try spool.record(at: places[number], expecting: 0) == expected)
    }
    var next = 0
    try spool.forEach {
      #expect($0 == Array(record(next).joined()))
      next += 1
    }
    #expect(next == 700)
  }

  @Test func `the file has no name`() throws {
    let folder = try TemporaryFolder()
    let spool = RecordSpool(path: folder.path + "/records")
    let place = try spool.append([UInt8](repeating: 1, count: 2 << 20))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    #expect(try spool.record(at: place).count == 2 << 20)
  }

  @Test func `without a path all stays in memory`() throws {
    let spool = RecordSpool(path: nil)
    let places = try (0..<3).map { try spool.append([UInt8](repeating: UInt8($0), count: 1 << 20)) }
    for (number, place) in places.enumerated() {
      #expect(try spool.record(at: place) == [UInt8](repeating: UInt8(number), count: 1 << 20))
    }
  }

  @Test func `a folder that is not there is said`() throws {
    let spool = RecordSpool(path: "/nowhere/records")
    #expect(throws: RunFailure.self) { try spool.append([UInt8](repeating: 0, count: 2 << 20)) }
  }
}
