import Testing

@testable import Markup

/// Pages that are made to take long: time must grow with their length alone.
struct HostilePageTests {
  private static let sentence = "本页只有一句话是正文，其余都是为了拖慢阅读而写的，读者应当很快读完，并且不丢失这一句。"

  /// What is repeated, and how often.
  private static let pieces: [String] = [
    "&amp;&#x4e2d;&unknown;&", "<b>", "<div>", "<!--", "<script>", "<a b=\"<a b='", "<h3>Related</h3><ul><li>x</ul>",
    "<article>Related</article>", "<figure><img><figcaption>x</figcaption></figure>", "<p>2024-01-02 10:00</p>", "来源：",
    "<article><h1>Related</h1>", "<a x=1 ",
  ]

  @Test(arguments: pieces)
  func `is read in time and without loss of what comes first`(piece: String) {
    var markup = "<p>\(Self.sentence)</p>"
    markup += String(repeating: piece, count: 10_000)
    let clock = ContinuousClock()
    var page = Page(title: nil, text: "")
    let time = clock.measure { page = PageReader().read(markup: markup) }
    #expect(time < .seconds(20))
    #expect(page.text.contains(Self.sentence))
  }

  @Test func `a value of a megabyte is no text`() {
    let value = String(repeating: "value ", count: 200_000)
    let page = PageReader().read(markup: "<p>\(Self.sentence)</p><a title=\"\(value)\">x</a>")
    #expect(!page.text.contains("value"))
  }
}
