import PipelineTesting
import Testing

@testable import Readings

struct TopicFinderTests {
  private static let pieces = ["公证", "行政", "复议", "执法", "律师", "法", "调解", "。", "9", "件", "😀", "\n", "é"]

  /// The topics that a reader of the whole text meets one after the other, with where each is named.
  private func topics(in text: [UInt8]) -> [(start: Int, name: String)] {
    let words = Topic.all.flatMap { topic in topic.keywords.map { (name: topic.name, bytes: Array($0.utf8)) } }
    var found: [(start: Int, name: String)] = []
    var at = 0
    while at < text.count {
      let here = words.filter { text[at...].starts(with: $0.bytes) }
      guard let longest = here.max(by: { $0.bytes.count < $1.bytes.count }) else {
        at += 1
        continue
      }
      found.append((at, longest.name))
      at += longest.bytes.count
    }
    return found
  }

  @Test(arguments: 0..<20)
  func `finds the same topics in whatever order ranges are asked for`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let string = random.text(of: Self.pieces, count: 30)
    let text = Array(string.utf8)
    let topics = topics(in: text)
    let finder = TopicFinder(text)
    // Ranges begin and end with characters.
    let ends = string.indices.map { string.utf8.distance(from: string.startIndex, to: $0) } + [text.count]
    for _ in 0..<80 {
      let (a, b) = (ends[random.below(ends.count)], ends[random.below(ends.count)])
      let range = min(a, b)..<max(a, b)
      #expect(finder.last(in: range)?.name == topics.last { range.contains($0.start) }?.name)
    }
  }
}
