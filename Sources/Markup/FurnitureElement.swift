/// Tells by its tag, class and id that an element holds what is not a page's own text.
enum FurnitureElement {
  /// How surely an element is furniture by its name.
  enum Name: Int, Comparable {
    case none
    /// Named so by accident where it holds a text: sites call the place of their text after the ads around it.
    case weak
    case likely, certain

    static func < (one: Name, other: Name) -> Bool { one.rawValue < other.rawValue }
  }

  /// What the site's authors named it; a wrapper of the whole page may be named after one of its parts.
  static func name(_ tree: MarkupTree, _ node: Int) -> Name {
    switch tree.nodes[node].tag {
    case .nav, .footer, .aside: return .likely
    case .html, .body, .main, .article, .text, .h1, .header: return .none
    default: break
    }
    var name = Name.none
    let element = tree.nodes[node]
    for i in Int(element.start)..<Int(element.start + element.count) {
      let attribute = tree.attributes[i]
      guard attribute.name == .className || attribute.name == .id || attribute.name == .role else { continue }
      name = max(name, self.name(tree.bytes[Int(attribute.start)..<Int(attribute.start + attribute.count)]))
    }
    return name
  }

  /// Whether an element is named after what stands under a picture.
  static func isCaption(_ tree: MarkupTree, _ node: Int) -> Bool {
    guard let value = tree.attribute(.className, of: node), value.count <= 200 else { return false }
    return contains(captions, value)
  }

  private static func contains(_ list: WordList, _ value: ArraySlice<UInt8>) -> Bool {
    var start = value.startIndex
    for at in value.startIndex...value.endIndex where at == value.endIndex || !isLetter(value[at]) {
      if at > start, list.contains(value[start..<at]) { return true }
      start = at + 1
    }
    return false
  }

  private static let captions = WordList(
    "caption captions credit credits imagecaption slidecount copyright image images img photo picture pic imagebox photobox"
  )

  /// What the words of a value say, parted by signs or capitals.
  static func name(_ value: ArraySlice<UInt8>) -> Name {
    guard value.count <= 200 else { return .none }
    var name = Name.none
    var start = value.startIndex
    var at = start
    while at <= value.endIndex {
      let isEnd = at == value.endIndex || !isLetter(value[at])
      let isHump = !isEnd && at > start && value[at] < 0x60 && value[at - 1] >= 0x60
      if isEnd || isHump {
        if at - start >= 2 {
          let word = value[start..<at]
          switch meaning(of: word) {
          case .embedded: return .none
          case .certain: return .certain
          case .likely: name = .likely
          case .weak: if name == .none { name = .weak }
          case nil: break
          }
        }
        start = isEnd ? at + 1 : at
      }
      at += 1
    }
    return name
  }

  private static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }

  /// What one of the words below says of an element.
  private enum Meaning {
    /// What is embedded in a text, as a post of a network, is quoted by it.
    case embedded
    /// No wrapper of a text bears the name: a discussion may well be longer than what it is about.
    case certain
    case likely, weak
  }

  private static func meaning(of word: ArraySlice<UInt8>) -> Meaning? {
    if let (index, end) = words.find(in: word, at: word.startIndex, gaps: false), end == word.endIndex {
      return meanings[index]
    }
    return stems.end(in: word, at: word.startIndex) != nil ? .likely : nil
  }

  /// Of a word that stands in two lists the first counts.
  private static let lists: [(meaning: Meaning, words: String)] = [
    (.embedded, "embed embedded"),
    (
      .certain,
      """
      comment comments commentlist commentarea disqus replies respond responses pinglun feedbacks cookie cookies gdpr \
      consent modal
      """
    ),
    (
      .likely,
      """
      nav navi navbar navigation topnav subnav menu menus submenu breadcrumb breadcrumbs crumb crumbs dqwz weizhi sidebar side \
      aside footer foot copyright reply sharebar bdshare bdsharebuttonbox \
      jiathis sns related relate recommend recommended recommendation recommendations recommends tuijian xgyd xgxw xgwz guess hotnews ranking rank \
      pagination pager prevnext prev advert adverts advertisement advertising adsense sponsor sponsored sponsors promo promos promotion newsletter \
      subscribe subscription signup login register modal dialog lightbox cookie cookies gdpr consent banner toolbar toolbox ticker marquee tooltip popover qrcode ewm \
      erweima taglist widgets trending outbrain taboola teaser teasers carousel friendlink skip byline \
      authorbio bio readmore masthead notification notifications disclaimer feedback rating ratings survey poll popup overlay popular gallery more widget
      """
    ),
    (
      .weak,
      "position location bottom share shares sharing social hot pages paging ad ads tag tags search print tools links"
    ),
  ]

  private static let words = WordList(lists.map(\.words).joined(separator: " "))
  /// What each of `words` says, in their order.
  private static let meanings: [Meaning] = {
    var all: [Substring: Meaning] = [:]
    for (meaning, words) in lists {
      for word in words.split(separator: " ") where all[word] == nil { all[word] = meaning }
    }
    return words.words.map { all[Substring(decoding: $0, as: UTF8.self)] ?? .weak }
  }()

  /// Beginnings of words that are written together, as in relatedposts.
  private static let stems = WordList(
    "related recommend newsletter subscri advertis sponsor breadcrumb socialshare sharebutton")
}
