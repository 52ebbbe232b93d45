/// A section whose end has not come yet.
struct OpenSection {
  /// What a section without a number is.
  enum Unnumbered {
    /// A heading that markup names, or words before a colon that tell a role.
    case passage
    /// The line that heads a part of the report.
    case part
    /// The line that heads a subject.
    case subject
    /// The rest of a paragraph, from a sentence on that changes its role.
    case sentence
    /// Paragraphs from one on that changes their role.
    case paragraphs

    /// Whether it is a run of text, below which no list nests: a list keeps the level that it has in the section around.
    var isRun: Bool { self == .sentence || self == .paragraphs }
  }

  /// Its numbering; nil where it has none.
  var numbering: Numbering?
  var number: Int
  /// What it is where it has no number.
  var unnumbered: Unnumbered?
  var level: Int
  /// The level that markup gives its heading; nil where it names none.
  var markedLevel: Int?
  /// Its index in the outline.
  var index: Int
  /// Whether its marker begins a line.
  var beginsLine: Bool
  /// The line it begins in.
  var line: Int
  /// The role that the items of its list have unless their own words say otherwise; nil for that of the section around.
  var listRole: Role?
}

/// The open sections of an outline, and how the document has nested its numberings so far.
///
/// Which numbering stands above which is read off the document: the first use decides. Only a numbering that was not yet
/// seen below or above another falls back on the customary order.
struct NestingStack {
  private(set) var open: [OpenSection] = []
  /// The outermost numbering and its last number, kept while a heading without a number has closed it.
  private var outermost: (numbering: Numbering, number: Int, beginsLine: Bool)?
  /// For each numbering, the set of those seen directly below it.
  private var below = [UInt32](repeating: 0, count: Numbering.allCases.count)
  /// The numberings whose lists each stand below a line that heads a part or subject.
  private let enclosed: Set<Numbering>

  init(enclosed: Set<Numbering> = []) { self.enclosed = enclosed }

  /// Where a marker belongs.
  struct Place {
    /// How many of the open sections stay open.
    var depth: Int
    var level: Int
    /// Whether it continues a list, rather than beginning one.
    var continues: Bool
  }

  /// The open section that a marker with this number would follow, if any.
  ///
  /// An item that begins a line rather follows one that does, too: the list in a line of its own goes on behind the lists
  /// within its items.
  func predecessor(_ numbering: Numbering, _ number: Int, beginsLine: Bool) -> Int? {
    if beginsLine,
      let index = open.lastIndex(where: { $0.beginsLine && $0.numbering == numbering && $0.number == number - 1 })
    {
      return index
    }
    return open.lastIndex { $0.numbering == numbering && $0.number == number - 1 }
      ?? open.lastIndex { $0.numbering?.isAkin(to: numbering) == true && $0.number == number - 1 }
  }

  /// Whether a marker with this number would continue a list, be it one that a heading without a number has closed.
  func continues(_ numbering: Numbering, _ number: Int) -> Bool {
    predecessor(numbering, number, beginsLine: true) != nil
      || outermost.map { $0.number == number - 1 && $0.numbering.isAkin(to: numbering) } ?? false
  }

  /// The number that 最后 stands for.
  func following(_ numbering: Numbering) -> Int? {
    open.last { $0.numbering == numbering }.map { $0.number + 1 }
  }

  /// Finds the place of a marker.
  ///
  /// - Parameters:
  ///   - isAdjacent: whether nothing stands between the innermost open heading and the marker.
  ///   - markedLevel: the level that markup gives the heading.
  func place(
    _ numbering: Numbering, _ number: Int, beginsLine: Bool, isAdjacent: Bool, markedLevel: Int? = nil
  ) -> Place {
    if let index = predecessor(numbering, number, beginsLine: beginsLine) {
      return Place(depth: index, level: open[index].level, continues: true)
    }
    if let index = open.lastIndex(where: { $0.numbering == numbering && (number == 1 || $0.number < number) })
      ?? open.lastIndex(where: { $0.numbering == numbering })
    {
      let mayNest = open.count { $0.numbering == numbering } < 2
      if number == 1, mayNest, isAdjacent || (!beginsLine && open[index].beginsLine) {
        // 三是做好调解。一是…: a list within an item, numbered in the same style.
        return Place(depth: open.count, level: levelBelow(open.count), continues: false)
      }
      return Place(depth: index, level: open[index].level, continues: number != 1)
    }
    if let outermost, open.first?.numbering == nil, outermost.numbering.isAkin(to: numbering),
      beginsLine || !outermost.beginsLine,
      open.first?.markedLevel == nil || (number > 1 && number == outermost.number + 1)
    {
      return Place(depth: 0, level: 1, continues: number > 1 && number > outermost.number)
    }
    return placeNew(numbering, beginsLine: beginsLine, isAdjacent: isAdjacent, markedLevel: markedLevel)
  }

  private func placeNew(_ numbering: Numbering, beginsLine: Bool, isAdjacent: Bool, markedLevel: Int?) -> Place {
    var depth = open.count
    while depth > 0 {
      let outer = open[depth - 1]
      if outer.numbering == nil, let level = outer.markedLevel {
        // A heading of the markup contains every number but those that it names its equals.
        if markedLevel.map({ $0 > level }) ?? true { break }
      } else if contains(outer, numbering, beginsLine, isAdjacent && depth == open.count) {
        break
      }
      depth -= 1
    }
    return Place(depth: depth, level: levelBelow(depth), continues: false)
  }

  private func levelBelow(_ depth: Int) -> Int { depth == 0 ? 1 : open[depth - 1].level + 1 }

  private func contains(_ outer: OpenSection, _ inner: Numbering, _ beginsLine: Bool, _ isAdjacent: Bool) -> Bool {
    switch outer.unnumbered {
    case .sentence, .paragraphs: return false
    case .part, .subject: if !beginsLine || enclosed.contains(inner) { return true }
    case .passage, nil: break
    }
    guard let numbering = outer.numbering else {
      // A heading without a number counts for a level of its own only above a list that the document nests elsewhere.
      return outer.level > 1 || outermost != nil
    }
    if contains(numbering, shown: inner) { return true }
    // A list within a line belongs to the item that the line is part of, and no line's number to a list within a line.
    if beginsLine != outer.beginsLine { return outer.beginsLine }
    if contains(inner, shown: numbering) { return false }
    if isAdjacent, outer.number == 1 { return true }
    return inner.rank >= numbering.rank
  }

  /// Whether the document has shown that one numbering stands directly below another.
  private func contains(_ outer: Numbering, shown inner: Numbering) -> Bool {
    below[Int(outer.rawValue)] & (1 << UInt32(inner.rawValue)) != 0
  }

  /// How many of the open sections enclose a heading without a number that markup gives this level.
  func depth(ofMarkedLevel level: Int) -> Int {
    (open.lastIndex { $0.markedLevel.map { $0 < level } ?? false } ?? -1) + 1
  }

  /// How many of the outermost open sections are headings that only markup names.
  var markedDepth: Int { open.prefix { $0.numbering == nil && $0.markedLevel != nil }.count }

  /// How many of the outermost open sections are the parts or chapters of a report.
  var partDepth: Int {
    open.prefix {
      $0.numbering.map { $0.rank <= Numbering.section.rank } ?? ($0.unnumbered == .part && !enclosed.isEmpty)
    }.count
  }

  /// Closes all but the outermost `depth` sections.
  mutating func close(to depth: Int) { open.removeLast(open.count - depth) }

  /// Opens a section below the open ones.
  mutating func push(_ section: OpenSection) {
    if let numbering = section.numbering {
      if let outer = open.last?.numbering, outer != numbering,
        below[Int(numbering.rawValue)] & (1 << UInt32(outer.rawValue)) == 0
      {
        below[Int(outer.rawValue)] |= 1 << UInt32(numbering.rawValue)
      }
      if section.level == 1 { outermost = (numbering, section.number, section.beginsLine) }
    }
    open.append(section)
  }
}
