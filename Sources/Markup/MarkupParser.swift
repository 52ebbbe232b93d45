import CLibXML2

/// Reads markup into a `MarkupTree` with libxml2's SAX interface, which builds no tree of its own.
struct MarkupParser {
  /// The most bytes that are read as markup: what libxml2 counts with `int`, and room.
  static let limit = 1 << 30

  /// The most elements that may be open at once; beyond, the page is read without its nesting.
  static let depthLimit = 2000

  private static let library: Void = xmlInitParser()

  /// Parses UTF-8; NULs must be gone, since libxml2 ends a document at one.
  ///
  /// Without `placeholders`, libxml2 reads every character itself; the tree is the same.
  static func parse(_ page: UnsafeBufferPointer<UInt8>, placeholders: Bool = true) -> MarkupTree {
    guard page.count > 0, page.count < limit else { return MarkupTree() }
    let condensed = CondensedMarkup(page, placeholders: placeholders)
    var tree = condensed.markup.withUnsafeBufferPointer { markup -> MarkupTree in
      if let tree = parse(markup, page, condensed, depthLimit: depthLimit) { return tree }
      let whole = CondensedMarkup(page, placeholders: false)
      let flat = whole.markup.withUnsafeBufferPointer { NestingFlattener.flattened($0) }
      return flat.withUnsafeBufferPointer { parse($0, page, whole, depthLimit: .max) } ?? MarkupTree()
    }
    tree.scriptRanges = condensed.scripts
    return tree
  }

  /// Parses condensed markup; nil where more elements are open at once than `depthLimit`.
  private static func parse(
    _ markup: UnsafeBufferPointer<UInt8>, _ page: UnsafeBufferPointer<UInt8>, _ condensed: CondensedMarkup,
    depthLimit: Int
  ) -> MarkupTree? {
    var builder = TreeBuilder(page, condensed, depthLimit: depthLimit)
    guard markup.count > 0, markup.count < limit else { return builder.finished() }
    markup.withMemoryRebound(to: CChar.self) { characters in
      // Two threads that are first to use libxml2 would wait for each other.
      _ = Self.library
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
