import CLibXML2

/// Makes a tree of what libxml2 reports, and puts back what was taken out of the page before.
struct TreeBuilder {
  private var tree = MarkupTree()
  private let page: UnsafeBufferPointer<UInt8>
  private let condensed: CondensedMarkup
  /// The elements that are open.
  private var open: [Int32] = []
  /// The page's root and body, of which it has one however often they are opened and closed; -1 before the first.
  private var html: Int32 = -1
  private var body: Int32 = -1
  private let depthLimit: Int
  private(set) var isTooDeep = false
  /// The parser, to stop it.
  var context: htmlParserCtxtPtr?
  /// The tags of names that were seen, by the address of the name: libxml2 keeps each name once.
  private var tags: [(name: UnsafePointer<UInt8>?, tag: Tag)]
  /// The next of the tags whose attributes were taken out.
  private var nextTag = 0

  init(_ page: UnsafeBufferPointer<UInt8>, _ condensed: CondensedMarkup, depthLimit: Int) {
    self.page = page
    self.depthLimit = depthLimit
    self.condensed = condensed
    tags = Array(repeating: (nil, .other), count: Self.tagSlots)
    tree.nodes.reserveCapacity(condensed.markup.count / 12 + 16)
    tree.attributes = condensed.attributes
    tree.bytes.reserveCapacity(page.count + page.count / 8 + 64)
    tree.bytes.append(contentsOf: page)
  }

  // MARK: - Elements

  mutating func open(_ name: UnsafePointer<UInt8>, _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?) {
    guard open.count < depthLimit else {
      if !isTooDeep { xmlStopParser(context) }
      isTooDeep = true
      return
    }
    let tag = tag(name)
    if tag == .html || tag == .body, let again = reopened(tag) {
      open.append(again)
      return
    }
    if let last = open.last, tree.nodes[Int(last)].tag == .head, !tag.isInHead { leave(last) }
    let own = self.attributes(of: name, tag, attributes)
    let node = Int32(truncatingIfNeeded: tree.nodes.count)
    tree.nodes.append(
      MarkupTree.Node(
        tag: tag, parent: parent, end: node + 1, start: own.lowerBound, count: own.upperBound - own.lowerBound))
    if tag == .html, html < 0 { html = node }
    if tag == .body, body < 0, parent == html { body = node }
    open.append(node)
  }

  mutating func close(_ name: UnsafePointer<UInt8>) {
    guard let last = open.last, tree.nodes[Int(last)].tag == tag(name) else { return }
    // What follows `</body>` or `</html>` stands in the page's body all the same.
    if last != html, last != body { tree.nodes[Int(last)].end = Int32(truncatingIfNeeded: tree.nodes.count) }
    open.removeLast()
  }

  /// The element that the next node stands in.
  private var parent: Int32 {
    guard let last = open.last, last != html else { return body >= 0 ? body : html }
    return last
  }

  /// The page's root or body, if another one begins.
  private func reopened(_ tag: Tag) -> Int32? {
    if tag == .html { return html >= 0 ? html : nil }
    return body >= 0 && parent == body ? body : nil
  }

  /// Ends the head where something begins that cannot stand in it: to libxml2, `<main>` and `<article>` can.
  private mutating func leave(_ head: Int32) {
    tree.nodes[Int(head)].end = Int32(truncatingIfNeeded: tree.nodes.count)
    open.removeLast()
  }

  private static let tagSlots = 128

  private mutating func tag(_ name: UnsafePointer<UInt8>) -> Tag {
    let address = UInt(bitPattern: name)
    let slot = Int(truncatingIfNeeded: (address ^ address >> 7) % UInt(Self.tagSlots))
    if tags[slot].name == name { return tags[slot].tag }
    let tag = Tag.named(name, length(name))
    tags[slot] = (name, tag)
    return tag
  }

  // MARK: - Attributes

  /// The attributes of an element: those that were taken out of its tag, and behind those that libxml2 has seen since they may hold
  /// character references.
  private mutating func attributes(
    of name: UnsafePointer<UInt8>, _ tag: Tag, _ seen: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  ) -> Range<Int32> {
    let own = takenOut(of: name, tag, isBare: seen == nil)
    guard var pair = seen else { return own }
    let start = Int32(truncatingIfNeeded: tree.attributes.count)
    while let key = pair[0] {
      keep(key, pair[1] ?? key)
      pair += 2
    }
    for index in own { tree.attributes.append(tree.attributes[Int(index)]) }
    return start..<Int32(truncatingIfNeeded: tree.attributes.count)
  }

  /// The attributes that were taken out of the tag that libxml2 has just read.
  ///
  /// It stands at the sign that ends the tag. So it does when it opens elements that the tag takes for granted, `<p>` a body: these
  /// have other names than the tag.
  private mutating func takenOut(of name: UnsafePointer<UInt8>, _ tag: Tag, isBare: Bool) -> Range<Int32> {
    guard nextTag < condensed.tags.count, let input = context?.pointee.input?.pointee else { return 0..<0 }
    let at = Int(input.consumed) + (input.cur - input.base)
    while condensed.tags[nextTag].end < at {
      nextTag += 1
      guard nextTag < condensed.tags.count else { return 0..<0 }
    }
    guard condensed.tags[nextTag].end == at else { return 0..<0 }
    if isBare, tag == .html || tag == .head || tag == .body || tag == .p, !stands(name, before: at) { return 0..<0 }
    nextTag += 1
    return condensed.tags[nextTag - 1].attributes
  }

  /// Whether a start tag's name stands before `end` in the markup, in any case.
  private func stands(_ name: UnsafePointer<UInt8>, before end: Int) -> Bool {
    let start = end - length(name)
    guard start > 0, condensed.markup[start - 1] == UInt8(ascii: "<") else { return false }
    return (start..<end).allSatisfy { condensed.markup[$0] | 0x20 == name[$0 - start] }
  }

  private mutating func keep(_ key: UnsafePointer<UInt8>, _ value: UnsafePointer<UInt8>) {
    guard let name = AttributeName.named(key, length(key)) else { return }
    let start = tree.bytes.count
    appendRestored(value, length(value))
    tree.attributes.append(
      MarkupTree.Attribute(
        name: name, start: Int32(truncatingIfNeeded: start), count: Int32(truncatingIfNeeded: tree.bytes.count - start))
    )
  }

  private func length(_ string: UnsafePointer<UInt8>) -> Int {
    var end = string
    while end.pointee != 0 { end += 1 }
    return end - string
  }

  // MARK: - Text

  /// Appends text to the element that is open; libxml2 hands it out in pieces, a character reference as one of them.
  mutating func append(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
    let last = tree.nodes.count - 1
    let parent = parent
    if last >= 0, tree.nodes[last].tag == .text, tree.nodes[last].parent == parent {
      moveToEnd(last)
      appendRestored(bytes, count)
      tree.nodes[last].count = Int32(truncatingIfNeeded: tree.bytes.count) - tree.nodes[last].start
      return
    }
    let range: Range<Int32>
    if count == 4, bytes[0] == Placeholder.lead, let text = restored(bytes) {
      range = text
    } else {
      let start = Int32(truncatingIfNeeded: tree.bytes.count)
      appendRestored(bytes, count)
      range = start..<Int32(truncatingIfNeeded: tree.bytes.count)
    }
    let node = Int32(truncatingIfNeeded: last + 1)
    tree.nodes.append(
      MarkupTree.Node(
        tag: .text, parent: parent, end: node + 1, start: range.lowerBound,
        count: range.upperBound - range.lowerBound))
  }

  /// The text that a placeholder stands for.
  private func restored(_ placeholder: UnsafePointer<UInt8>) -> Range<Int32>? {
    let number = Placeholder.number(placeholder)
    return number < condensed.texts.count ? condensed.texts[number] : nil
  }

  /// Makes sure that a text's bytes are the last ones, so that it can grow.
  private mutating func moveToEnd(_ node: Int) {
    let start = tree.nodes[node].start
    // What does not stand in the page has been appended for this text, which is the last.
    guard start < page.count else { return }
    tree.nodes[node].start = Int32(truncatingIfNeeded: tree.bytes.count)
    appendPage(start..<start + tree.nodes[node].count)
  }

  private mutating func appendPage(_ range: Range<Int32>) {
    tree.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: page[Int(range.lowerBound)..<Int(range.upperBound)]))
  }

  /// Appends bytes with the texts that placeholders among them stand for.
  private mutating func appendRestored(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
    var kept = 0
    var at = 0
    while at < count {
      if bytes[at] == Placeholder.lead, at + 4 <= count, !condensed.texts.isEmpty {
        tree.bytes.append(contentsOf: UnsafeBufferPointer(start: bytes + kept, count: at - kept))
        if let text = restored(bytes + at) { appendPage(text) }
        at += 4
        kept = at
      } else {
        at += 1
      }
    }
    let rest = UnsafeBufferPointer(start: bytes + kept, count: count - kept)
    // `&#150;` is meant for the dash of windows-1252, and libxml2 makes a control character of it.
    if rest.count == 2, rest[0] == 0xC2, rest[1] < 0xA0 {
      tree.bytes.append(contentsOf: Windows1252.characters(of: rest[1]))
    } else {
      tree.bytes.append(contentsOf: rest)
    }
  }

  /// The tree, every element that is still open closed.
  mutating func finished() -> MarkupTree {
    for node in open + [html, body] where node >= 0 {
      tree.nodes[Int(node)].end = Int32(truncatingIfNeeded: tree.nodes.count)
    }
    return tree
  }
}
