/// An element's name, as far as reading a page depends on it.
enum Tag: UInt8 {
  case other, text
  // Structure
  case html, head, body, title, meta, main, article, section, nav, aside, header, footer, div, center, form, fieldset
  // Paragraphs
  case p, br, hr, h1, h2, h3, h4, h5, h6, li, ul, ol, dl, dt, dd, pre, blockquote, figure, figcaption, address, details
  case summary
  // Tables
  case table, caption, thead, tbody, tfoot, tr, td, th
  // Inline
  case a, span, font, b, strong, em, i, u, time, label, img, sup, sub
  // Not text
  case script, style, noscript, template, iframe, object, svg, select, option, button, textarea, input, video, audio,
    canvas
  case map, embed, applet, noframes, datalist, math
  // Of the head
  case link, base

  /// Whether an element of this name begins and ends a paragraph.
  var isBlock: Bool {
    switch self {
    case .html, .body, .main, .article, .section, .nav, .aside, .header, .footer, .div, .center, .form, .fieldset, .p,
      .br,
      .hr, .h1, .h2, .h3, .h4, .h5, .h6, .li, .ul, .ol, .dl, .dt, .dd, .pre, .blockquote, .figure, .figcaption,
      .address,
      .details, .summary, .table, .caption, .thead, .tbody, .tfoot, .tr, .td, .th:
      true
    default: false
    }
  }

  /// Whether an element of this name may stand in the head of a page.
  var isInHead: Bool {
    switch self {
    case .title, .meta, .script, .style, .noscript, .template, .link, .base: true
    default: false
    }
  }

  /// Whether what stands inside is no text of the page.
  var isSkipped: Bool {
    switch self {
    case .head, .script, .style, .noscript, .template, .iframe, .object, .svg, .select, .option, .button, .textarea,
      .input,
      .video, .audio, .canvas, .map, .embed, .applet, .noframes, .datalist, .math, .title, .meta, .link, .base:
      true
    default: false
    }
  }

  /// Whether an element of this name is one paragraph, or a part of one, rather than a place that paragraphs stand in.
  var isParagraph: Bool {
    switch self {
    case .p, .h1, .h2, .h3, .h4, .h5, .h6, .li, .dt, .figcaption, .summary, .caption, .text, .br: true
    default: false
    }
  }

  /// 1…6 for a heading, else 0.
  var headingLevel: UInt8 {
    rawValue >= Tag.h1.rawValue && rawValue <= Tag.h6.rawValue ? rawValue - Tag.h1.rawValue + 1 : 0
  }

  /// The tag of a name of `count` bytes in lower case.
  static func named(_ name: UnsafePointer<UInt8>, _ count: Int) -> Tag {
    guard count <= 10 else { return .other }
    let wanted = key(name, count)
    var low = 0
    var high = names.count
    while low < high {
      let middle = (low + high) / 2
      if names[middle].key < wanted { low = middle + 1 } else { high = middle }
    }
    return low < names.count && names[low].key == wanted ? names[low].tag : .other
  }

  /// Seven bytes of the name and its length: enough to tell the names above apart.
  private static func key(_ name: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
    var key = UInt64(count)
    for i in 0..<min(count, 7) { key = key << 8 | UInt64(name[i]) }
    return key
  }

  private static let names: [(key: UInt64, tag: Tag)] = {
    // The cases above from `html` on, in their order.
    let names: StaticString =
      """
      html head body title meta main article section nav aside header footer div center form fieldset \
      p br hr h1 h2 h3 h4 h5 h6 li ul ol dl dt dd pre blockquote figure figcaption address details summary \
      table caption thead tbody tfoot tr td th a span font b strong em i u time label img sup sub \
      script style noscript template iframe object svg select option button textarea input video audio canvas \
      map embed applet noframes datalist math link base
      """
    let letters = UnsafeBufferPointer(start: names.utf8Start, count: names.utf8CodeUnitCount)
    var all: [(key: UInt64, tag: Tag)] = []
    for (index, name) in letters.split(separator: 0x20).enumerated() {
      guard let tag = Tag(rawValue: Tag.html.rawValue + UInt8(index)), let base = letters.baseAddress else { break }
      all.append((key(base + name.startIndex, name.count), tag))
    }
    return all.sorted { $0.key < $1.key }
  }()
}

/// An attribute that is kept.
enum AttributeName: UInt8 {
  case id, className, style, hidden, name, property, itemprop, content, datetime, href, role, colspan, rowspan, type,
    rel

  /// The attribute of a name of `count` bytes, in any case; nil for one that nothing depends on.
  @inline(__always)
  static func named(_ name: UnsafePointer<UInt8>, _ count: Int) -> AttributeName? {
    guard count >= 2, count <= 8 else { return nil }
    switch (name[0] | 0x20, count) {
    case (UInt8(ascii: "i"), 2): return matched(.id, "id", name)
    case (UInt8(ascii: "c"), 5): return matched(.className, "class", name)
    case (UInt8(ascii: "c"), 7): return matched(.content, "content", name) ?? matched(.colspan, "colspan", name)
    case (UInt8(ascii: "s"), 5): return matched(.style, "style", name)
    case (UInt8(ascii: "h"), 6): return matched(.hidden, "hidden", name)
    case (UInt8(ascii: "h"), 4): return matched(.href, "href", name)
    case (UInt8(ascii: "n"), 4): return matched(AttributeName.name, "name", name)
    case (UInt8(ascii: "p"), 8): return matched(.property, "property", name)
    case (UInt8(ascii: "i"), 8): return matched(.itemprop, "itemprop", name)
    case (UInt8(ascii: "d"), 8): return matched(.datetime, "datetime", name)
    case (UInt8(ascii: "r"), 3): return matched(.rel, "rel", name)
    case (UInt8(ascii: "r"), 4): return matched(.role, "role", name)
    case (UInt8(ascii: "r"), 7): return matched(.rowspan, "rowspan", name)
    case (UInt8(ascii: "t"), 4): return matched(.type, "type", name)
    default: return nil
    }
  }

  /// The attribute, if the name is that of it.
  @inline(__always)
  private static func matched(
    _ attribute: AttributeName, _ word: StaticString, _ name: UnsafePointer<UInt8>
  ) -> AttributeName? {
    for i in 1..<word.utf8CodeUnitCount where name[i] | 0x20 != word.utf8Start[i] { return nil }
    return attribute
  }
}
