import PipelineTesting
import Testing

@testable import PipelineKit

struct CompactCoderTests {
  struct Part: Codable, Equatable {
    enum Kind: String, Codable { case one, two }
    enum Choice: Codable, Equatable {
      case none
      case some(Int, name: String)
    }
    var kind: Kind
    var choice: Choice
    var id: RecordID
  }

  struct Whole: Codable, Equatable {
    var text: String
    var none: String?
    var some: Int?
    var numbers: [Int32]
    var deep: [[Double]]
    var parts: [Part]
    var names: [String: Int]
    var isTrue: Bool
    var byte: UInt8
    var small: Float
    var optionals: [Int?]
  }

  private func sample(_ generator: inout SeededGenerator) -> Whole {
    let count = generator.below(4)
    let parts = (0..<count).map { number in
      Part(
        kind: number % 2 == 0 ? .one : .two, choice: number == 0 ? .none : .some(-number, name: "件"),
        id: RecordID(bits: generator.next()))
    }
    return Whole(
      text: generator.text(of: ["件", "a", ""], count: 9), none: nil, some: count == 0 ? nil : count,
      numbers: [Int32.min, 0, Int32.max], deep: [[], [.infinity, -0.0, 0.1]], parts: parts,
      names: ["a": 1, "b": -1], isTrue: count > 1, byte: 255, small: 0.5, optionals: [nil, 3, nil])
  }

  @Test(arguments: 0..<UInt64(20))
  func `a value comes back as it was`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let value = sample(&generator)
    let bytes = try CompactEncoder().encode(value)
    #expect(try CompactDecoder().decode(Whole.self, from: bytes) == value)
  }

  @Test(arguments: 0..<UInt64(300))
  func `damaged bytes are an error or another value, and never a crash`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var bytes = try CompactEncoder().encode(sample(&generator))
    for _ in 0...generator.below(4) { bytes[generator.below(bytes.count)] = UInt8(generator.below(256)) }
    if generator.below(3) == 0 { bytes.removeLast(generator.below(bytes.count)) }
    do { _ = try CompactDecoder().decode(Whole.self, from: bytes) } catch { #expect(error is DecodingError) }
  }

  @Test(arguments: [[], [0], [1, 2, 3], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]])
  func `bytes that are no layout are refused`(_ bytes: [UInt8]) {
    var layout = RunLayout(folder: "", manifest: "", sinks: "", files: ["a"])
    #expect(layout.append(bytes) == (bytes == [0]))
  }
}
