import PipelineTesting
import Testing

@testable import PipelineKit

struct CodePointsTests {
  @Test func `offsets count code points as Python does`() {
    let points = CodePoints("a件😀b")
    #expect([0, 1, 4, 8, 9].map(points.offset) == [0, 1, 2, 3, 4])
    #expect(points.text(1..<4) == "件")
  }

  @Test(arguments: 0..<UInt64(50))
  func `every offset of a long text agrees with a plain count`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let text = generator.text(of: ["a", "é", "件", "😀", "\n", "12"], count: 400)
    let points = CodePoints(text)
    var bytes = 0
    for (index, scalar) in text.unicodeScalars.enumerated() {
      #expect(points.offset(bytes) == index)
      bytes += UTF8.width(scalar)
    }
    #expect(points.offset(bytes) == text.unicodeScalars.count)
  }
}
