import Testing

@testable import Markup

private func lines(_ markup: String, hidden: Bool = false) -> [String] {
  let list = Array(markup.utf8).withUnsafeBufferPointer {
    BlockReader.read(MarkupParser.parse($0), includesHidden: hidden)
  }
  return list.blocks.map { String(decoding: list.bytes(of: $0), as: UTF8.self) }
}

struct BlockReaderTests {
  @Test func `collapses blanks as browsers do`() {
    #expect(lines("<p> one \n\t two <b> three</b> </p>") == ["one two three"])
    #expect(lines("<p>办理\n   案件 三 件</p>") == ["办理案件 三 件"])
    #expect(lines("<p>&nbsp;&nbsp;　甲&nbsp;乙　</p>") == ["甲\u{A0}乙"])
  }

  @Test func `parts paragraphs at blocks and breaks`() {
    #expect(lines("a<br>b<div>c<p>d</p>e</div>f<ul><li>g<li>h</ul>") == ["a", "b", "c", "d", "e", "f", "g", "h"])
    #expect(lines("<section>甲<span>乙</span></section><section><section>丙</section></section>") == ["甲乙", "丙"])
    #expect(lines("<pre>  一\n\n 二  三\n</pre>") == ["一", "二  三"])
  }

  @Test func `tells a table of figures from one that lays out a page`() {
    #expect(lines("<table><tr><td>a</td><td>1</td></tr><tr><td></td><td>2</td></tr></table>") == ["a\t1", "\t2"])
    #expect(lines("<table><tr><td>a</td><td><table><tr><td>b</td></tr></table></td></tr></table>") == ["a", "b"])
    #expect(lines("<table><tr><td>a<br>b</td></tr></table>") == ["a", "b"])
  }

  @Test func `reads hidden elements only on demand`() {
    #expect(lines("a<div style='color:red; DISPLAY : none'>b</div>") == ["a"])
    #expect(lines("a<div style='display:none'>b</div>", hidden: true) == ["a", "b"])
    #expect(lines("a<script>b</script><style>c</style><select><option>d</select>") == ["a"])
  }

  @Test func `nodes lie inside their elements`() {
    let tree = Array("<div><p>a<b>b</b></p><ul><li>c</ul></div>d".utf8).withUnsafeBufferPointer {
      MarkupParser.parse($0)
    }
    for node in tree.nodes.indices {
      let parent = Int(tree.nodes[node].parent)
      #expect(parent < node)
      #expect(Int(tree.nodes[node].end) > node)
      if parent >= 0 { #expect(tree.nodes[node].end <= tree.nodes[parent].end) }
    }
  }
}
