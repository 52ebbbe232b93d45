import Testing

@testable import PipelineKit

struct NearestNameTests {
  @Test(arguments: [
    ("thresold", "threshold"), ("strip-markpu", "strip-markup"), ("max_bytes", "max-bytes"), ("Root", "root"),
  ])
  func `a slip of the fingers finds its name`(_ given: String, _ meant: String) {
    #expect(NearestName.nearest(to: given, among: ["root", "threshold", "strip-markup", "max-bytes"]) == meant)
  }

  @Test(arguments: ["translate", "x", ""])
  func `what is like no name finds none`(_ given: String) {
    #expect(NearestName.nearest(to: given, among: ["root", "threshold", "strip-markup"]) == nil)
  }

  @Test func `a swap of neighbours counts once`() {
    #expect(NearestName.distance(Array("root".utf8), Array("orot".utf8)) == 1)
    #expect(NearestName.distance(Array("".utf8), Array("root".utf8)) == 4)
  }
}
