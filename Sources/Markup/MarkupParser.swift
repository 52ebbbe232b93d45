import CLibXML2

/// Reads markup into a `MarkupTree` with libxml2's SAX interface, which builds no tree of its own.
struct MarkupParser {
  /// The most bytes that are read as markup: what libxml2 counts with `int`, and room.
  static let limit = 1 << 30

  /// The most elements that may be open at once; beyond, the page is read without its nesting.
  static let depthLimit = 2000

  /// Parses UTF-8; NULs must be gone, since libxml2 ends a document at one.
  static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> MarkupTree {
    let parts = RawTextSplitter(bytes)
    var tree = parts.markup.withUnsafeBufferPointer { markup -> MarkupTree in
      if let tree = parse(markup, depthLimit: depthLimit) { return tree }
      let flat = NestingFlattener.flattened(markup)
      return flat.withUnsafeBufferPointer { parse($0, depthLimit: .max) } ?? MarkupTree()
    }
    (tree.scripts, tree.scriptRanges) = (parts.scripts, parts.ranges)
    return tree
  }

  /// Parses UTF-8; nil where more elements are open at once than `depthLimit`.
  private static func parse(_ bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int) -> MarkupTree? {
    var builder = TreeBuilder(expecting: bytes.count, depthLimit: depthLimit)
    guard bytes.count > 0, bytes.count < limit else { return builder.finished() }
    bytes.withMemoryRebound(to: CChar.self) { characters in
      guard let context = htmlCreateMemoryParserCtxt(characters.baseAddress, Int32(characters.count)) else { return }
      defer { htmlFreeParserCtxt(context) }
      htmlCtxtUseOptions(
        context,
        Int32(HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue)
          | Int32(HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue))
      // Told the charset at both places that it looks at, libxml2 neither believes a declaration nor guesses.
      context.pointee.charset = Int32(XML_CHAR_ENCODING_UTF8.rawValue)
      context.pointee.input.pointee.encoding = UnsafePointer(xmlStrdup("UTF-8"))
      install(context)
      withUnsafeMutablePointer(to: &builder) {
        $0.pointee.context = context
        context.pointee.userData = UnsafeMutableRawPointer($0)
        htmlParseDocument(context)
      }
      // The context must not hand the builder to libxml2 as a document of its own when it is freed.
      context.pointee.userData = nil
    }
    return builder.isTooDeep ? nil : builder.finished()
  }

  private static func install(_ context: htmlParserCtxtPtr) {
    var handler = xmlSAXHandler()
    handler.initialized = 1
    handler.startElement = { builder, name, attributes in
      guard let builder, let name else { return }
      builder.assumingMemoryBound(to: TreeBuilder.self).pointee.open(name, attributes)
    }
    handler.endElement = { builder, name in
      guard let builder, let name else { return }
      builder.assumingMemoryBound(to: TreeBuilder.self).pointee.close(name)
    }
    handler.characters = { builder, bytes, count in
      guard let builder, let bytes else { return }
      builder.assumingMemoryBound(to: TreeBuilder.self).pointee.append(bytes, Int(count))
    }
    handler.ignorableWhitespace = handler.characters
    handler.cdataBlock = handler.characters
    context.pointee.sax.pointee = handler
  }
}

/// Collects what libxml2 reports.
private struct TreeBuilder {
  private var tree = MarkupTree()
  /// The elements that are open.
  private var open: [Int32] = []
  private let depthLimit: Int
  private(set) var isTooDeep = false
  /// The parser, to stop it.
  var context: htmlParserCtxtPtr?

  init(expecting bytes: Int, depthLimit: Int) {
    self.depthLimit = depthLimit
    tree.nodes.reserveCapacity(bytes / 48 + 16)
    tree.bytes.reserveCapacity(bytes / 2 + 16)
  }

  mutating func open(_ name: UnsafePointer<UInt8>, _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?) {
    guard open.count < depthLimit else {
      if !isTooDeep { xmlStopParser(context) }
      isTooDeep = true
      return
    }
    let tag = Tag.named(name, length(name))
    let first = tree.attributes.count
    if var pair = attributes {
      while let key = pair[0] {
        if let value = pair[1] { keep(key, value) } else { keep(key, key) }
        pair += 2
      }
    }
    let node = Int32(tree.nodes.count)
    tree.nodes.append(
      MarkupTree.Node(
        tag: tag, parent: open.last ?? -1, end: node + 1, start: Int32(first),
        count: Int32(tree.attributes.count - first)))
    open.append(node)
  }

  private mutating func keep(_ key: UnsafePointer<UInt8>, _ value: UnsafePointer<UInt8>) {
    guard let name = AttributeName.named(key, length(key)) else { return }
    let count = length(value)
    tree.attributes.append(
      MarkupTree.Attribute(name: name, start: Int32(tree.bytes.count), count: Int32(count)))
    tree.bytes.append(contentsOf: UnsafeBufferPointer(start: value, count: count))
  }

  mutating func close(_ name: UnsafePointer<UInt8>) {
    let tag = Tag.named(name, length(name))
    guard let last = open.last, tree.nodes[Int(last)].tag == tag else { return }
    tree.nodes[Int(last)].end = Int32(tree.nodes.count)
    open.removeLast()
  }

  mutating func append(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
    let start = tree.bytes.count
    tree.bytes.append(contentsOf: UnsafeBufferPointer(start: bytes, count: count))
    let last = tree.nodes.count - 1
    // libxml2 hands out text in pieces, a character reference as one of them.
    if last >= 0, tree.nodes[last].tag == .text, tree.nodes[last].parent == open.last ?? -1,
      tree.nodes[last].start + tree.nodes[last].count == start
    {
      tree.nodes[last].count += Int32(count)
      return
    }
    let node = Int32(last + 1)
    tree.nodes.append(
      MarkupTree.Node(tag: .text, parent: open.last ?? -1, end: node + 1, start: Int32(start), count: Int32(count)))
  }

  mutating func finished() -> MarkupTree {
    while let last = open.popLast() { tree.nodes[Int(last)].end = Int32(tree.nodes.count) }
    return tree
  }

  private func length(_ string: UnsafePointer<UInt8>) -> Int {
    var end = string
    while end.pointee != 0 { end += 1 }
    return end - string
  }
}
