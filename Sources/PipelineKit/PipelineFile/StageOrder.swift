/// Checks the order of stages before anything is read: sources first, sinks last, every layer there before it is
/// needed, and no text edited once something keeps offsets into it.
struct StageOrder {
  struct Entry {
    let type: any Stage.Type
    let position: Position
  }

  let entries: [Entry]
  /// Every stage that a file may use, to name one that would help.
  let known: [any Stage.Type]
  /// Whether every entry of the file could be read; where one could not, what is missing may be its doing.
  let isComplete: Bool

  var mistakes: [Mistake] { kinds + layers + edits }

  private var kinds: [Mistake] {
    var found: [Mistake] = []
    for (index, entry) in entries.enumerated() {
      let earlier = entries[..<index]
      if entry.type.kind == .source {
        if let before = earlier.first(where: { $0.type.kind != .source }) {
          found.append(misplaced(entry, "a source stands before every other stage; move it above", before))
        }
      } else if entry.type.kind == .transform, let corpus = earlier.first(where: { $0.type.kind == .corpus }) {
        // What it dropped could be what copies were folded into.
        found.append(
          misplaced(entry, "only sinks stand behind a stage that looks at all documents; move it above", corpus))
      } else if entry.type.kind != .sink, let sink = earlier.first(where: { $0.type.kind == .sink }) {
        found.append(misplaced(entry, "nothing stands behind a sink; move it above", sink))
      }
    }
    for (index, entry) in entries.enumerated() where entry.type.kind == .sink {
      if let first = entries[..<index].first(where: { $0.type == entry.type }) {
        found.append(
          Mistake(
            "'\(entry.type.name)' stands twice (line \(first.position.line)), and both would write the same files; keep one",
            at: entry.position))
      }
    }
    guard isComplete, let first = entries.first, let last = entries.last else { return found }
    if !entries.contains(where: { $0.type.kind == .source }) {
      let sources = names { $0.kind == .source }
      found.append(Mistake("no source: the first stage must be one of \(sources)", at: first.position))
    }
    if !entries.contains(where: { $0.type.kind == .sink }) {
      let sinks = names { $0.kind == .sink }
      found.append(Mistake("no sink: nothing would be written; end with one of \(sinks)", at: last.position))
    }
    return found
  }

  private var layers: [Mistake] {
    guard isComplete else { return [] }
    var found: [Mistake] = []
    var there: Set<Layer> = []
    for (index, entry) in entries.enumerated() {
      for layer in entry.type.needs.subtracting(there).sorted() {
        found.append(missing(layer, for: entry, behind: entries[(index + 1)...]))
      }
      for layer in entry.type.adds.intersection(there.subtracting(entry.type.needs)).sorted() {
        guard let first = entries[..<index].first(where: { $0.type.adds.contains(layer) }) else { continue }
        if entry.type.kind == .source, first.type.kind == .source { continue }
        found.append(
          Mistake(
            "'\(entry.type.name)' adds '\(layer.name)' a second time, after '\(first.type.name)' "
              + "(line \(first.position.line)); keep one of them", at: entry.position))
      }
      there.formUnion(entry.type.adds)
      // One message a layer is enough: whoever needs it further down is helped by the same remedy.
      there.formUnion(entry.type.needs)
    }
    return found
  }

  private var edits: [Mistake] {
    entries.enumerated().compactMap { index, entry in
      guard entry.type.editsText else { return nil }
      let keeper = entries[..<index].first { $0.type.adds.contains(where: \.holdsOffsets) }
      guard let keeper, let layer = keeper.type.adds.sorted().first(where: \.holdsOffsets) else { return nil }
      return Mistake(
        "'\(entry.type.name)' edits the text after '\(keeper.type.name)' (line \(keeper.position.line)) "
          + "has put offsets into it in '\(layer.name)'; move it above line \(keeper.position.line)",
        at: entry.position)
    }
  }

  private func missing(_ layer: Layer, for entry: Entry, behind: ArraySlice<Entry>) -> Mistake {
    let what = "'\(entry.type.name)' (line \(entry.position.line)) needs '\(layer.name)', which no stage above adds"
    if let late = behind.first(where: { $0.type.adds.contains(layer) }) {
      let remedy = "'\(late.type.name)' (line \(late.position.line)) adds it; move it above"
      return Mistake("\(what); \(remedy)", at: entry.position)
    }
    let adders = known.filter { $0.adds.contains(layer) }.map { "'\($0.name)'" }
    let remedy = adders.isEmpty ? "no known stage adds it" : "put \(adders.joined(separator: " or ")) above"
    return Mistake("\(what); \(remedy)", at: entry.position)
  }

  private func misplaced(_ entry: Entry, _ rule: String, _ other: Entry) -> Mistake {
    Mistake(
      "'\(entry.type.name)': \(rule) '\(other.type.name)' (line \(other.position.line))", at: entry.position)
  }

  private func names(_ isKind: (any Stage.Type) -> Bool) -> String {
    known.filter(isKind).map { "'\($0.name)'" }.joined(separator: ", ")
  }
}
