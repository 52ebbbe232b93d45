/// Finds what the export of paged text leaves between its pages: page numbers, and lines that stand on every page.
///
/// A number is one of a page only where it goes on counting through the text, so that the figures of a table stay.
struct PageBreaks {
  private let text: PlainLines
  /// Which lines are of the pages and not of the text.
  private(set) var isFurniture: [Bool]

  /// The least text between bare page numbers, in columns; a table with numbered rows has less.
  private static let leastPage = 200
  /// The widest line that may stand on every page, in columns.
  private static let widestName = 90

  /// The lines of a text without those of its pages.
  static func removed(from text: PlainLines) -> PlainLines {
    var breaks = PageBreaks(text)
    breaks.find()
    guard breaks.isFurniture.contains(true) || text.lines.contains(where: { $0.startsPage }) else { return text }
    var kept = text
    kept.lines.removeAll(keepingCapacity: true)
    var isCut = false
    var hasGap = false
    for (index, line) in text.lines.enumerated() {
      if breaks.isFurniture[index] {
        (isCut, hasGap) = (true, hasGap || line.hasGapBefore)
        continue
      }
      var line = line
      line.followsPageEnd = isCut || line.startsPage
      line.hasGapBefore = line.hasGapBefore || hasGap
      kept.lines.append(line)
      (isCut, hasGap) = (false, false)
    }
    return kept
  }

  private init(_ text: PlainLines) {
    self.text = text
    isFurniture = Array(repeating: false, count: text.lines.count)
  }

  private mutating func find() {
    var labels: [(index: Int, label: PageLabel)] = []
    for index in text.lines.indices {
      if let label = PageLabel.read(text.bytes(index)) { labels.append((index, label)) }
    }
    take(labels.filter { $0.label.kind == .marked && $0.label.name.isEmpty })
    takeFractions(labels.filter { $0.label.kind == .fraction && $0.label.name.isEmpty })
    takeNamed(labels.filter { !$0.label.name.isEmpty })
    takeBare(labels.filter { $0.label.kind == .bare })
    takeRepeated()
  }

  /// Takes those that go on counting.
  private mutating func take(_ labels: [(index: Int, label: PageLabel)]) {
    var last = 0
    for (index, label) in labels where label.number > last {
      isFurniture[index] = true
      last = label.number
    }
  }

  /// Takes numbers of the form 3/12 where several say the same total, or the end of a page is marked beside them.
  private mutating func takeFractions(_ labels: [(index: Int, label: PageLabel)]) {
    guard let total = labels.first?.label.total else { return }
    let ofSame = labels.filter { $0.label.total == total }
    let isMarked = ofSame.contains { isAtForm($0.index) }
    if isMarked
      || ofSame.count > 1 && (1..<ofSame.count).allSatisfy({ hasText(ofSame[$0 - 1].index, ofSame[$0].index) })
    {
      take(ofSame)
    }
  }

  /// Takes lines that hold a page number beside the same name again and again.
  private mutating func takeNamed(_ labels: [(index: Int, label: PageLabel)]) {
    var last: [ArraySlice<UInt8>: (number: Int, indices: [Int])] = [:]
    var names: [ArraySlice<UInt8>] = []
    for (index, label) in labels {
      let name = text.text[label.name]
      if last[name] == nil { names.append(name) }
      var entry = last[name] ?? (0, [])
      if label.number > entry.number { entry = (label.number, entry.indices + [index]) }
      last[name] = entry
    }
    for name in names {
      guard let indices = last[name]?.indices, indices.count > 1 else { continue }
      for index in indices { isFurniture[index] = true }
    }
  }

  /// Takes numbers alone that count on by one from page to page.
  private mutating func takeBare(_ labels: [(index: Int, label: PageLabel)]) {
    guard labels.count > 1 else { return }
    var best: [Int] = []
    var tried: Set<Int> = []
    for first in labels.indices.prefix(Self.mostStarts) where !tried.contains(first) {
      var chain = [first]
      for next in labels.indices[(first + 1)...]
      where labels[next].label.number == labels[chain[chain.count - 1]].label.number + 1
        && hasText(labels[chain[chain.count - 1]].index, labels[next].index)
      {
        chain.append(next)
      }
      tried.formUnion(chain)
      if chain.count > best.count { best = chain }
    }
    let indices = best.map { labels[$0].index }
    let atForms = indices.count { isAtForm($0) }
    let cuts = indices.count(where: cutsSentence)
    let endsText = indices.last == text.lines.count - 1 && indices.first != 0
    let isMarked = endsText || atForms * 2 >= indices.count || cuts > 0
    guard indices.count > 2 && isMarked || indices.count == 2 && max(atForms, cuts) == 2 else { return }
    for index in indices { isFurniture[index] = true }
  }

  /// How many numbers are tried as the first page's: one of a page comes before long.
  private static let mostStarts = 40

  /// Whether a page's worth of text stands between two lines.
  private func hasText(_ first: Int, _ second: Int) -> Bool {
    var columns = 0
    for index in (first + 1)..<second {
      columns += DisplayWidth.columns(text.text, in: text.lines[index].range)
      if columns >= Self.leastPage { return true }
    }
    return false
  }

  /// Whether a form feed stands before or after a line.
  private func isAtForm(_ index: Int) -> Bool {
    text.lines[index].startsPage || index + 1 < text.lines.count && text.lines[index + 1].startsPage
      || index == text.lines.count - 1 && text.lines.contains { $0.startsPage }
  }

  /// Whether the text breaks off before a line and goes on after it.
  private func cutsSentence(_ index: Int) -> Bool {
    guard index > 0, index + 1 < text.lines.count else { return false }
    let (before, after) = (text.bytes(index - 1), text.lines[index + 1])
    let (length, stops, _) = Block.measure(before)
    return length >= 15 && stops > 0 && !SentenceEnd.ends(before) && !after.isIndentWide
      && !LineOpening.isNumbered(text.bytes(index + 1))
  }

  // MARK: - Lines on every page

  /// Takes lines that stand at the ends of many pages.
  private mutating func takeRepeated() {
    var places: [ArraySlice<UInt8>: [Int]] = [:]
    var names: [ArraySlice<UInt8>] = []
    var ends = 0
    var index = 0
    while index < text.lines.count {
      guard isFurniture[index] || text.lines[index].startsPage else {
        index += 1
        continue
      }
      ends += 1
      // A page number and a form feed beside it are the end of one page.
      let first = index
      while index < text.lines.count, isFurniture[index] { index += 1 }
      let around = max(0, first - 2)..<min(text.lines.count, index + 2)
      for place in around where !isFurniture[place] && isShort(place) {
        let name = text.bytes(place)
        if places[name] == nil { names.append(name) }
        if places[name]?.last != place { places[name, default: []].append(place) }
      }
      index = max(index, first + 1)
    }
    guard ends > 1 else { return }
    for name in names {
      // Left and right pages may have different ones.
      guard let found = places[name], found.count > 1, found.count * 5 >= ends * 2 else { continue }
      for place in found { isFurniture[place] = true }
      keepTitle(name)
      if let last = text.lines.indices.last, text.bytes(last) == name { isFurniture[last] = true }
    }
  }

  private func isShort(_ index: Int) -> Bool {
    let bytes = text.bytes(index)
    return bytes.count <= 2 * Self.widestName && !SentenceEnd.ends(bytes)
      && DisplayWidth.columns(text.text, in: text.lines[index].range) <= Self.widestName
  }

  /// What stands on every page is often the title; above the text it stays once.
  private mutating func keepTitle(_ name: ArraySlice<UInt8>) {
    let head = text.lines.indices.prefix { Block.measure(text.bytes($0)).stops == 0 }.prefix(4).filter {
      text.bytes($0) == name
    }
    for place in head.dropLast() { isFurniture[place] = true }
    if let last = head.last { isFurniture[last] = false }
  }
}
