/// The lines that head a passage without a number: 主要工作成效, 下半年工作计划：, 法律援助.
///
/// Where a line's words tell a role, that is enough. One that names a subject is short, holds no sentence and no figure,
/// stands between a passage that has ended and one that begins, and is not the only one: one short line alone may be
/// anything.
struct TitleLines {
  /// What a line heads.
  enum Kind: Equatable {
    /// A part of the report, whose role its words tell.
    case part(Role)
    /// A subject.
    case subject
  }

  /// A line that is a heading.
  struct Title {
    var kind: Kind
    /// The line's text without the mark that closes it.
    var range: Range<Int>
  }

  /// For each line its title, if it is one; empty if no line is.
  private var titles: [Title?] = []
  /// The first line that is a title.
  private(set) var first: Int?
  /// Whether the subjects stand below the parts.
  private(set) var nestsSubjects = false
  /// The numberings whose every list begins behind one of the titles.
  private(set) var enclosed: Set<Numbering> = []

  /// How many lines must name subjects for any of them to count.
  private static let fewest = 2

  /// The title of a line.
  subscript(line: Int) -> Title? { titles.isEmpty ? nil : titles[line] }

  /// - Parameters:
  ///   - bodyLine: the line of the first sentence or number; above it stand the report's title and its like.
  ///   - isMarked: whether markup names a line as a heading.
  init(_ text: [UInt8], _ marks: PunctuationScanner, bodyLine: Int, roles: RoleReader, isMarked: (Int) -> Bool) {
    let scan = TitleLineScan(text, marks, bodyLine: bodyLine, isMarked: isMarked)
    var found = scan.titles(roles)
    if found.count(where: { $0.title.kind == .subject }) < Self.fewest {
      found.removeAll { $0.title.kind == .subject }
    }
    // A heading above the body has its like below.
    guard found.contains(where: { $0.line >= bodyLine }) else { return }
    first = found.first?.line
    titles = [Title?](repeating: nil, count: marks.lines.count)
    for (line, title, next) in found {
      titles[line] = title
      if case .part = title.kind, let next, found.contains(where: { $0.line == next && $0.title.kind == .subject }) {
        nestsSubjects = true
      }
    }
    enclosed = Self.enclosed(marks, found.map(\.line))
  }

  /// The numberings of line starts whose every list begins behind a title, if at least two titles have such lists.
  private static func enclosed(_ marks: PunctuationScanner, _ titleLines: [Int]) -> Set<Numbering> {
    var places: [Numbering: Set<Int>] = [:], strays: Set<Numbering> = [], last: [Numbering: Int] = [:]
    for candidate in marks.candidates where candidate.lead == .lineStart {
      let numbering = candidate.marker.numbering
      let place = titleLines.partitioningIndex { $0 > candidate.line }
      guard last.updateValue(place, forKey: numbering) != place else { continue }
      if place == 0 || candidate.marker.number != 1 { strays.insert(numbering) }
      places[numbering, default: []].insert(place)
    }
    for stray in strays { places[stray] = nil }
    return places.values.reduce(into: Set()) { $0.formUnion($1) }.count > 1 ? Set(places.keys) : []
  }
}
