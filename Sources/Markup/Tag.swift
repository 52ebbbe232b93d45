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
  // About the page
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
    var all: [(key: UInt64, tag: Tag)] = []
    for raw in Tag.html.rawValue...Tag.base.rawValue {
      guard let tag = Tag(rawValue: raw) else { continue }
      let name = Array("\(tag)".utf8)
      name.withUnsafeBufferPointer { all.append((key($0.baseAddress!, $0.count), tag)) }
    }
    return all.sorted { $0.key < $1.key }
  }()
}

/// An attribute that is kept.
enum AttributeName: UInt8 {
  case id, className, style, hidden, name, property, itemprop, content, datetime, href, role, colspan, rowspan, type,
    rel

  /// The attribute of a name in lower case; nil for one that nothing depends on.
  static func named(_ name: UnsafePointer<UInt8>, _ count: Int) -> AttributeName? {
    switch (name[0], count) {
    case (UInt8(ascii: "i"), 2): name[1] == UInt8(ascii: "d") ? .id : nil
    case (UInt8(ascii: "c"), 5): name[4] == UInt8(ascii: "s") ? .className : nil
    case (UInt8(ascii: "c"), 7): name[6] == UInt8(ascii: "n") ? .colspan : name[6] == UInt8(ascii: "t") ? .content : nil
    case (UInt8(ascii: "s"), 5): name[4] == UInt8(ascii: "e") ? .style : nil
    case (UInt8(ascii: "h"), 6): name[5] == UInt8(ascii: "n") ? .hidden : nil
    case (UInt8(ascii: "h"), 4): name[3] == UInt8(ascii: "f") ? .href : nil
    case (UInt8(ascii: "n"), 4): name[3] == UInt8(ascii: "e") ? AttributeName.name : nil
    case (UInt8(ascii: "p"), 8): name[7] == UInt8(ascii: "y") ? .property : nil
    case (UInt8(ascii: "i"), 8): name[7] == UInt8(ascii: "p") ? .itemprop : nil
    case (UInt8(ascii: "d"), 8): name[7] == UInt8(ascii: "e") ? .datetime : nil
    case (UInt8(ascii: "r"), 3): name[2] == UInt8(ascii: "l") ? .rel : nil
    case (UInt8(ascii: "r"), 4): name[3] == UInt8(ascii: "e") ? .role : nil
    case (UInt8(ascii: "r"), 7): name[6] == UInt8(ascii: "n") ? .rowspan : nil
    case (UInt8(ascii: "t"), 4): name[3] == UInt8(ascii: "e") ? .type : nil
    default: nil
    }
  }
}
