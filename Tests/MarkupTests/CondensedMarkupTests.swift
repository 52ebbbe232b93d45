import PipelineTesting
import Testing

@testable import Markup

private func condensed(_ page: String) -> (markup: String, texts: [String], values: [String], scripts: [String]) {
  let bytes = Array(page.utf8)
  let parts = bytes.withUnsafeBufferPointer { CondensedMarkup($0) }
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
  var markup = ""
  for scalar in String(decoding: parts.markup, as: UTF8.self).unicodeScalars {
    markup.unicodeScalars.append(scalar.value < 0xF0000 ? scalar : "T")
  }
  return (
    markup, parts.texts.map { text(Int($0.lowerBound)..<Int($0.upperBound)) },
    parts.attributes.map { text(Int($0.start)..<Int($0.start + $0.count)) }, parts.scripts.map(text)
  )
}

/// What a page is read into, the number of blanks aside.
private func outline(_ page: String, placeholders: Bool) -> [String] {
  let tree = Array(page.utf8).withUnsafeBufferPointer { MarkupParser.parse($0, placeholders: placeholders) }
  return tree.nodes.indices.map { index in
    let node = tree.nodes[index]
    guard node.tag != .text else {
      let text = String(decoding: tree.text(index), as: UTF8.self)
      return "\(node.parent) '\(text.split(whereSeparator: \.isWhitespace).joined(separator: " "))'"
    }
    let attributes = tree.attributes[Int(node.start)..<Int(node.start + node.count)].map {
      "\($0.name)=\(String(decoding: tree.bytes[Int($0.start)..<Int($0.start + $0.count)], as: UTF8.self))"
    }
    return "\(node.parent)…\(node.end) \(node.tag) \(attributes.sorted())"
  }
}

struct CondensedMarkupTests {
  @Test(
    arguments: [
      ("a<script>b<c</script>d", "a<script></script>d", ["b<c"]),
      ("<SCRIPT src='>'>x</Script >y", "<SCRIPT></Script >y", ["x"]),
      ("a<!-- <script>b</script> --!>c<!---->d", "acd", []), ("<style>p > a {}</style>e", "<style></style>e", []),
      ("<a title=\"<script>\">f</a>", "<a>f</a>", []), ("<p don't><script>g</script>'", "<p><script></script>'", ["g"]),
      ("<scripted>h</scripted>", "<scripted>h</scripted>", []), ("i<!-- <p>j", "i<!-- <p>j", []),
      ("<script>k", "<script>", ["k"]), ("<", "<", []), ("l < m", "l < m", []), ("a<!-->b-->c", "ab-->c", []),
      ("a<![if !IE]>b<![endif]>c", "abc", []), ("a<?php echo 1 ?>b</ p>c", "abc", []),
    ] as [(String, String, [String])])
  func `takes out what is no markup`(page: String, markup: String, scripts: [String]) {
    let parts = condensed(page)
    #expect(parts.markup == markup)
    #expect(parts.scripts == scripts)
  }

  @Test(
    arguments: [
      ("<p>a text of some length</p>", "<p>T</p>", ["a text of some length"], []),
      ("<p>a text&nbsp;and more text &lt; b</p>", "<p>a text\u{A0}T&lt; b</p>", ["and more text "], []),
      ("<p>&ldquo;a&rdquo;&hellip;&nbsp&mdash;&LDQUO;&amp c</p>", "<p>“a”…\u{A0}—&LDQUO;&amp; c</p>", [], []),
      ("<svg><g>a text of some length</g></svg>b<svg><g>c", "<svg></svg>b<svg><g>c", [], []),
      (
        "<div\n  CLASS=one data-x='2' id = 'three' @click=\"a > b\">x</div>", "<div>x</div>", [],
        ["one", "three"]
      ),
      ("<br class=a/><img alt=x /><p hidden>", "<br><img/><p>", [], ["a/", "hidden"]),
      ("<a href='?a=1&b=2' name='&lt;'>x</a>", "<a name='&lt;' >x</a>", [], ["?a=1&b=2"]),
      ("<p class=x class=y>", "<p>", [], ["x"]),
      ("<p>\n   \n</p> \t<pre>\n  </pre>", "<p>\n</p> <pre>\n  </pre>", [], []),
      ("<title>one <two> three</title>", "<title>T</title>", ["one <two> three"], []),
      ("<![CDATA[if a < b && c]]>", "T", ["if a < b && c"], []),
      ("<p class=\"x>a text that is lost to browsers", "<p>T", ["a text that is lost to browsers"], []),
    ] as [(String, String, [String], [String])])
  func `puts placeholders for texts and takes attributes out`(
    page: String, markup: String, texts: [String], values: [String]
  ) {
    let parts = condensed(page)
    #expect(parts.markup == markup)
    #expect(parts.texts == texts)
    #expect(parts.values == values)
  }

  @Test(arguments: ["\u{F0000}", "\u{10FFFD}", "&#xF0000;", "&#983040;", "\u{1}"])
  func `puts none where the page could speak of one itself`(character: String) {
    let page = "<p class=x>a text of some length</p><p>\(character) another text of some length</p>"
    #expect(condensed(page).texts.isEmpty)
    #expect(outline(page, placeholders: true) == outline(page, placeholders: false))
  }

  @Test(arguments: [
    // libxml2 opens the page's root and body where it stands at the end of the tag that asks for them.
    "<p class=a>b", "<BODY class=a><p>b", "<html><p class=a><p class=b>c", "<head class=a><meta name=b content=c>",
    "a<b class=c>d</b>", "<p class=a title='&#65;'>b", "<br class=a/><br class=b />", "<form class=a><form class=b>c",
    // A start tag that goes leaves nothing for the one that ends where it ended.
    "<textarea class=a>abcdefg<p>b", "<textarea class=a>abcdefg<p id=b>c",
    // Of pages deep as these, libxml2 reads another markup.
    String(repeating: "<i>", count: 2100) + "<meta name=a content=b><p class=c>d",
  ])
  func `attributes stay with their tags`(page: String) {
    #expect(outline(page, placeholders: true) == outline(page, placeholders: false))
  }

  @Test func `any soup is read as it is without placeholders`() {
    let pieces = [
      "<script>", "</script>", "<!--", "-->", "<style", "<p ", "<div class=", "<b>", "</b>", "</p>", "</div>", "<br/>",
      "<table><tr><td>", "</table>", "<a href='", "<title>", "<head>", "<body id=x>", "</body>", "</html>", ">", "/>",
      "\"", "=",
      "'", "字", "一段足够长的文字，应当由占位符代替。", "a longer text in Latin letters", "<", "/", " ", "\n\n   ", "x", "&amp;", "&lt",
      "&#65;",
      "&nosuch;", "&", "hidden", "<li>", "<h1>", "<form>", "<option>",
      "<meta name=a content='b&amp;c'>", "<!doctype html>", "<p class=c>", "<html class=h>", "<P id='i' hidden>",
      "<span class=s />", "<div title='&#65;' class=d>", "<img alt=a src='?b&lt;c'/>", "<head id=e>",
    ]
    var random = SeededGenerator(seed: 5)
    for _ in 0..<3000 {
      let soup = (0..<Int.random(in: 0...25, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        .joined()
      #expect(outline(soup, placeholders: true) == outline(soup, placeholders: false), "\(soup)")
    }
  }
}
