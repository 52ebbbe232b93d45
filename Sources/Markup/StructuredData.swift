/// What a page says of itself in scripts of linked data (JSON-LD).
struct StructuredData {
  private(set) var headline: [UInt8]?
  /// The day of publication, and that of the last change.
  private(set) var published: String?
  private(set) var modified: String?
  private(set) var authors: [String] = []
  private(set) var publisher: String?
  private(set) var description: String?
  private(set) var url: String?

  /// No page describes itself at greater length than this, in bytes of one script.
  private static let limit = 1 << 19

  /// Reads the scripts of a tree that hold linked data; the first article among them is the page's.
  init(_ tree: MarkupTree) {
    for range in tree.scriptRanges where range.count <= Self.limit && range.count > 20 {
      let script = tree.scripts[range]
      guard Self.isData(script), let data = JSONFragment.read(script, keys: Self.keys) else { continue }
      var objects: [JSONFragment] = []
      Self.collect(data, &objects, depth: 0)
      read(objects)
      if published != nil, headline != nil { return }
    }
  }

  /// Whether a script is data with the keys of a vocabulary.
  static func isData(_ script: ArraySlice<UInt8>) -> Bool {
    guard let first = script.first(where: { $0 > 0x20 }), "{[/<".utf8.contains(first) else { return false }
    let head = script.prefix(4096)
    return head.indices.contains { head[$0] == 0x40 && vocabulary.end(in: head, at: $0) != nil }
  }

  /// The objects of a script: itself, those of its graph or array, and what a page is said to be about.
  private static func collect(_ data: JSONFragment, _ objects: inout [JSONFragment], depth: Int) {
    guard depth < 4 else { return }
    for element in data.elements {
      guard case .object = element, objects.count < 200 else { continue }
      objects.append(element)
      for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
        if let inner = element[key] { collect(inner, &objects, depth: depth + 1) }
      }
    }
  }

  private mutating func read(_ objects: [JSONFragment]) {
    let ranked = objects.map { ($0, Self.rank($0)) }.filter { $0.1 > 0 }
    for wanted in [3, 2, 1] {
      for (object, rank) in ranked where rank == wanted { read(object, objects) }
    }
  }

  /// How likely an object is the page's own: an article, a page, something without a type; 0 for anything else.
  private static func rank(_ object: JSONFragment) -> Int {
    guard let types = object["@type"]?.elements.compactMap({ $0.text?.split(separator: 0x2F).last }), !types.isEmpty
    else { return 1 }
    if types.contains(where: { articles.contains($0) }) { return 3 }
    return types.contains { pages.contains($0) } ? 2 : 0
  }

  private mutating func read(_ object: JSONFragment, _ objects: [JSONFragment]) {
    headline = headline ?? object["headline"]?.text ?? object["title"]?.text
    for key in ["datePublished", "pubDate", "uploadDate", "dateCreated"] {
      published = published ?? Self.day(object[key])
    }
    modified = modified ?? Self.day(object["dateModified"])
    if authors.isEmpty {
      for person in ((object["author"] ?? object["creator"])?.elements ?? []).prefix(16) {
        if let name = Self.name(person, objects), let author = Outlet.author(name), !authors.contains(author),
          authors.count < 8
        {
          authors.append(author)
        }
      }
    }
    publisher = publisher ?? object["publisher"]?.elements.first.flatMap { Self.name($0, objects) }
    description = description ?? object["description"]?.text.map { String(decoding: $0, as: UTF8.self) }
    url = url ?? object["url"]?.text.map { String(decoding: $0, as: UTF8.self) }
  }

  private static func day(_ value: JSONFragment?) -> String? {
    switch value {
    case .string(let bytes):
      let trimmed = bytes[...].drop { $0 <= 0x20 }
      return
        (PageDate.read(trimmed, at: trimmed.startIndex, isLabelled: true)
        ?? WesternDate.read(trimmed, at: trimmed.startIndex))?.iso
    case .number(let seconds): return EpochDay.iso(seconds)
    default: return nil
    }
  }

  /// The name of a person or an organisation, which may stand elsewhere in the data.
  private static func name(_ value: JSONFragment, _ objects: [JSONFragment]) -> String? {
    if let text = value.text { return String(decoding: text, as: UTF8.self) }
    if let name = value["name"]?.elements.first?.text { return String(decoding: name, as: UTF8.self) }
    guard let id = value["@id"]?.text else { return nil }
    let other = objects.first { $0["@id"]?.text == id && $0["name"] != nil }
    return other?["name"]?.elements.first?.text.map { String(decoding: $0, as: UTF8.self) }
  }

  private static let vocabulary = WordList("@context @type @graph @id")
  private static let keys = WordList(
    """
    @type @graph @id headline title datepublished datecreated datemodified uploaddate pubdate author creator publisher name \
    mainentity mainentityofpage url description
    """)
  private static let articles = WordList(
    """
    article newsarticle blogposting report scholarlyarticle techarticle socialmediaposting discussionforumposting \
    reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle liveblogposting governmentservice \
    reviewnewsarticle satiricalarticle medicalscholarlyarticle
    """)
  private static let pages = WordList(
    "webpage itempage medicalwebpage aboutpage qapage creativework videoobject recipe")
}

/// The day of a moment that scripts count in seconds or milliseconds.
enum EpochDay {
  /// The day in China, whose pages are the ones that count so; nil for a number that is no moment since 1990.
  static func iso(_ number: Int) -> String? {
    let seconds = number > 100_000_000_000 ? number / 1000 : number
    guard seconds > 631_152_000, seconds < 4_102_444_800 else { return nil }
    var days = (seconds + 8 * 3600) / 86400
    // Counted from 1 March 0000, a year's leap day is its last.
    days += 719_468
    let era = days / 146_097
    let day = days % 146_097
    let year = (day - day / 1460 + day / 36524 - day / 146_096) / 365
    let dayOfYear = day - (365 * year + year / 4 - year / 100)
    let month = (5 * dayOfYear + 2) / 153
    let calendarMonth = month < 10 ? month + 3 : month - 9
    return PageDate(
      year: year + era * 400 + (calendarMonth <= 2 ? 1 : 0), month: calendarMonth,
      day: dayOfYear - (153 * month + 2) / 5 + 1, end: 0)?.iso
  }
}
