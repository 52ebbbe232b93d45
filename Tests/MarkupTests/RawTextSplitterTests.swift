import PipelineTesting
import Testing

@testable import Markup

private func split(_ markup: String) -> (markup: String, scripts: [String]) {
  let parts = Array(markup.utf8).withUnsafeBufferPointer { RawTextSplitter($0) }
  return (
    String(decoding: parts.markup, as: UTF8.self),
    parts.ranges.map { String(decoding: parts.scripts[$0], as: UTF8.self) }
  )
}

struct RawTextSplitterTests {
  @Test(
    arguments: [
      ("a<script>b<c</script>d", "a<script></script>d", ["b<c"]),
      ("<SCRIPT src='>'>x</Script >y", "<SCRIPT src='>'></Script >y", ["x"]),
      ("a<!-- <script>b</script> --!>c<!---->d", "acd", []), ("<style>p > a {}</style>e", "<style></style>e", []),
      ("<a title=\"<script>\">f</a>", "<a title=\"<script>\">f</a>", []),
      ("<p don't><script>g</script>'", "<p don't><script></script>'", ["g"]),
      ("<scripted>h</scripted>", "<scripted>h</scripted>", []), ("i<!-- <p>j", "i<!-- <p>j", []),
      ("<script>k", "<script>", ["k"]), ("<", "<", []), ("l < m", "l < m", []), ("<a b=\"<p>n", "<a b=\"<p>n", []),
    ] as [(String, String, [String])])
  func `takes out what is no markup`(source: String, markup: String, scripts: [String]) {
    let parts = split(source)
    #expect(parts.markup == markup)
    #expect(parts.scripts == scripts)
  }

  @Test func `any soup keeps the bytes outside of what is taken out`() {
    let pieces = ["<script>", "</script>", "<!--", "-->", "<style", ">", "\"", "=", "'", "字", "<", "/", " ", "x"]
    var random = SeededGenerator(seed: 5)
    for _ in 0..<500 {
      let soup = (0..<Int.random(in: 0...20, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        .joined()
      let parts = split(soup)
      #expect(parts.markup.utf8.count + parts.scripts.reduce(0) { $0 + $1.utf8.count } <= soup.utf8.count)
      #expect(split(parts.markup).markup.utf8.count <= parts.markup.utf8.count)
      if !soup.contains("<s"), !soup.contains("<!--") { #expect(parts.markup == soup) }
    }
  }
}
