import PipelineTesting
import Testing

@testable import Markup

/// Pages that are made to take long, or to hide their text.
struct HostilePageTests {
  private static let sentence = "本页只有一句话是正文，其余都是为了拖慢阅读而写的，读者应当很快读完，并且不丢失这一句。"

  /// What is repeated, and how often.
  private static let pieces: [String] = [
    "&amp;&#x4e2d;&unknown;&", "<b>", "<div>", "<!--", "<script>", "<a b=\"<a b='", "<h3>Related</h3><ul><li>x</ul>",
    "<article>Related</article>", "<figure><img><figcaption>x</figcaption></figure>", "<p>2024-01-02 10:00</p>", "来源：",
    "<article><h1>Related</h1>", "<a x=1 ", "</p>", "<a x=\"", "<![CDATA[", "<!-", "<title>", "<textarea>", "<pre> ",
    "<body><html>", "</body></html><p>", "</ ", "<!x ", "<!doctype \"", "<svg>", "&#xF0000;", "&#x110000;",
    "<p class=x>", "text<!---->", "text&nbsp;",
    "<style",
  ]

  @Test(arguments: pieces)
  func `is read without loss of what comes first`(piece: String) {
    let markup = "<p>\(Self.sentence)</p>" + String(repeating: piece, count: 10_000)
    #expect(PageReader().read(markup: markup).text.contains(Self.sentence))
  }

  @Test func `a value of a megabyte is no text`() {
    let value = String(repeating: "value ", count: 200_000)
    let page = PageReader().read(markup: "<p>\(Self.sentence)</p><a title=\"\(value)\">x</a>")
    #expect(!page.text.contains("value"))
  }

  /// Pages in which something stands where browsers put up with it, and what must come out.
  @Test(
    arguments: [
      ("<title>x</title><main><p>①</p></main>", "①"), ("<title>x</title><article><p>①</p></article>", "①"),
      ("<title>x</title><my-page><p>①</p></my-page>", "①"), ("<link rel=x><base href=y><section>①</section>", "①"),
      ("<body><p>①</p></body></html><p>②</p></html>", "①\n②"),
      ("<html><body><p>①</p></html><html><body><p>②</p>", "①\n②"),
      ("<p>①<![if !IE]>②<![endif]></p>", "①②"), ("<p>①<!--[if IE]>x<![endif]-->②</p>", "①②"),
      ("<!--[if !IE]><!--><p>①</p><!--<![endif]-->", "①"), ("<p>①<!-->②</p>", "①②"), ("<p>①<![CDATA[②]]></p>", "①②"),
      ("<p>①</ p>②</p>", "①②"), ("<p>①<?xml version='1.0'?>②</p>", "①②"),
      ("<p>①<template><p>x</p></template>②</p>", "①②"),
      ("<p>①<noscript>x</noscript>②</p>", "①②"), ("<p>①</p><textarea><p>x</p></textarea><p>②</p>", "①\n②"),
      ("<p>①&#0;&#x110000;&#xD800;②</p>", "①②"), ("<p>①&#150;②&#x94;</p>", "①–②”"), ("<p>①&amp T&nbsp</p>", "①& T"),
      ("<p>①&nosuch;②&</p>", "①&nosuch;②&"), ("<p class=\"x>①</p><p>②</p>", "①\n②"), ("<p>①<b><i>②</b></i>", "①②"),
      ("<div @click=\"a > b\">①</div>", "①"), ("<table><td>①<tr><td>②", "①\n②"), ("<p>①\u{FFFE}T</p>", "①\u{FFFE}T"),
    ])
  func `is read as a browser would show it`(markup: String, text: String) {
    func filled(_ text: String) -> String {
      text.replacing("①", with: Self.sentence).replacing("②", with: "第二句话说明前面的话没有丢失，也没有移到别处去。")
    }
    #expect(PageReader().read(markup: filled(markup)).text == filled(text))
  }

  /// A page with some of everything that a mutation may tear apart.
  private static let page = """
    <!DOCTYPE html><html><head><meta charset="utf-8"><title>年度工作总结 &amp; 计划</title><style>p > a {}</style>
    <script>var a = "<p>不是正文</p>"; // '</script></head><body class="main page"><!-- 注释 -->
    <div id=nav><a href="/?a=1&amp;b=2">首页</a>&nbsp;<a href='/x' hidden>公告</a></div>
    <h1>年度工作总结</h1><p>发布时间：2024-02-05 来源：某局</p><div class='TRS_Editor'><p>　　\(sentence)</p>
    <table border=1><tr><td>项目<td>数量<tr><td>案件</td><td>&#49;2</td></table><pre>  甲
      乙</pre><ul><li>完善制度，加强培训。<li>强化督导，<b>抓好<i>落实</b>。</i></ul><textarea rows=2>&lt;p&gt;</textarea>
    <p>“引用”与 𠮷 字，é 也在。<br/>下一行。<![CDATA[ 一段 < 数据 ]]></p></div></body></html>
    """

  @Test(arguments: 0..<UInt64(150))
  func `a damaged page is read into whole lines of its own characters`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var bytes = Array(Self.page.utf8)
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      PageDamage.allCases.randomElement(using: &random)?.apply(to: &bytes, &random)
    }
    let source = String(decoding: bytes, as: UTF8.self)
    let page = PageReader().read(markup: source)
    #expect(page == PageReader().read(markup: source))
    #expect(page.text.utf8.count <= source.utf8.count * 2)
    let lines = page.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(page.text.isEmpty || lines.allSatisfy { !$0.isEmpty && $0.first != " " && $0.last != " " })
    // No placeholder stays behind.
    #expect(source.contains("\u{F0000}") || !page.text.unicodeScalars.contains { $0.value >= 0xF0000 })
    let tree = bytes.filter { $0 != 0 }.withUnsafeBufferPointer { MarkupParser.parse($0) }
    for (index, node) in tree.nodes.enumerated() {
      #expect(node.parent < index && node.end > index && node.end <= tree.nodes.count)
      #expect(node.parent < 0 || tree.nodes[Int(node.parent)].end >= node.end)
      #expect(Int(node.start + node.count) <= (node.tag == .text ? tree.bytes.count : tree.attributes.count))
    }
  }
}

/// What transport, editors and templates do to pages.
enum PageDamage: CaseIterable {
  case cut, duplicate, flip, remove, shuffleTags, insert

  private static let pieces = [
    "<", ">", "\"", "'", "&", "<!--", "-->", "</div>", "<p", "<script>", "<title>", "<textarea>", "\u{0}", "&#", "]]>",
    "</html>",
    "<body>", "<head>", "\u{F0000}", "<pre>", "/>", "=", "<![CDATA[",
  ]

  func apply(to bytes: inout [UInt8], _ random: inout SeededGenerator) {
    guard bytes.count > 8 else { return }
    let at = Int.random(in: 0..<bytes.count, using: &random)
    let end = min(bytes.count, at + Int.random(in: 1...200, using: &random))
    switch self {
    case .cut: bytes.removeSubrange(max(at, bytes.count - 300)...)
    case .duplicate:
      bytes.insert(contentsOf: Array(bytes[at..<end]), at: Int.random(in: 0..<bytes.count, using: &random))
    case .flip: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case .remove: bytes.removeSubrange(at..<min(end, at + 12))
    case .insert: bytes.insert(contentsOf: Array((Self.pieces.randomElement(using: &random) ?? "").utf8), at: at)
    case .shuffleTags:
      var parts = bytes.split(separator: UInt8(ascii: "<"), omittingEmptySubsequences: false)
      guard parts.count > 3 else { return }
      parts.swapAt(Int.random(in: 1..<parts.count, using: &random), Int.random(in: 1..<parts.count, using: &random))
      bytes = Array(parts.joined(separator: [UInt8(ascii: "<")]))
    }
  }
}
