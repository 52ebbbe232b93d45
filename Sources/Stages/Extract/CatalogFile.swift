import PipelineKit
import Readings

/// Reads a catalogue of metrics from YAML; a wrong key, a missing one and an id that stands twice are mistakes.
enum CatalogFile {
  private static let entryKeys = [
    "id", "name", "name-en", "unit", "measure", "topic", "parent", "definition", "recognise",
  ]
  private static let patternKeys = ["all", "any", "none", "rest", "actions", "units"]

  /// The catalogue at `path`; throws ``Diagnostics`` with every mistake.
  static func read(_ path: String) throws -> Catalog {
    let file = try ConfigFile(path: path)
    var top = ConfigMapping(file.root, of: "the catalogue", keys: ["version", "neutral", "metrics"])
    var mistakes: [Mistake] = []
    guard case .mapping = file.root.content else {
      throw file.diagnostics(top.mistakes) ?? Diagnostics(path: path, text: "", mistakes: [])
    }
    if let version = top.required("version", as: Int.self), version != 1 {
      mistakes.append(
        Mistake("'version' of the catalogue must be 1, not \(version)", at: top.node("version")?.position))
    }
    let neutral = top.value("neutral", as: [String].self) ?? []
    var entries: [CatalogEntry] = []
    var parents: [Position?] = []
    var seen: Set<String> = []
    for node in items(top.node("metrics"), "metrics", of: file.root, &mistakes) {
      guard let entry = entry(node, &mistakes) else { continue }
      if !seen.insert(entry.id).inserted {
        mistakes.append(Mistake("metric '\(entry.id)' stands twice; keep one", at: node.position))
      }
      entries.append(entry)
      parents.append(ConfigMapping(node, of: "a metric", keys: entryKeys).node("parent")?.position)
    }
    for (entry, position) in zip(entries, parents) {
      guard let parent = entry.parent, !seen.contains(parent) else { continue }
      let hint = NearestName.suggestion(for: parent, among: seen.sorted())
      mistakes.append(
        Mistake("'parent' of '\(entry.id)' is no metric of the catalogue: '\(parent)'\(hint)", at: position))
    }
    if let diagnostics = file.diagnostics(top.mistakes + mistakes) { throw diagnostics }
    return Catalog(entries: entries, neutral: neutral)
  }

  private static func entry(_ node: ConfigNode, _ mistakes: inout [Mistake]) -> CatalogEntry? {
    var fields = ConfigMapping(node, of: "a metric", keys: entryKeys)
    let id = fields.required("id", as: String.self)
    let name = fields.required("name", as: String.self)
    let unit = fields.required("unit", as: String.self)
    let word = fields.required("measure", as: String.self)
    let measure = word.flatMap(CatalogEntry.Measure.init(rawValue:))
    if let word, measure == nil {
      let known = CatalogEntry.Measure.allCases.map(\.rawValue)
      let hint = NearestName.suggestion(for: word, among: known)
      let all = hint.isEmpty ? "; there are \(known.joined(separator: ", "))" : hint
      mistakes.append(Mistake("unknown measure '\(word)'\(all)", at: fields.node("measure")?.position))
    }
    let englishName = fields.value("name-en", as: String.self) ?? ""
    let topic = fields.value("topic", as: String.self) ?? ""
    let parent = fields.value("parent", as: String.self)
    let definition = fields.value("definition", as: String.self) ?? ""
    let patterns = items(fields.node("recognise"), "recognise", of: node, &mistakes).map { pattern($0, &mistakes) }
    mistakes += fields.mistakes
    guard let id, let name, let unit, let measure else { return nil }
    return CatalogEntry(
      id: id, name: name, englishName: englishName, unit: unit, measure: measure, topic: topic, parent: parent,
      definition: definition, recognise: patterns)
  }

  private static func pattern(_ node: ConfigNode, _ mistakes: inout [Mistake]) -> CatalogEntry.Pattern {
    var fields = ConfigMapping(node, of: "an entry of 'recognise'", keys: patternKeys)
    let pattern = CatalogEntry.Pattern(
      all: fields.value("all", as: [String].self) ?? [], any: fields.value("any", as: [String].self) ?? [],
      none: fields.value("none", as: [String].self) ?? [], rest: fields.value("rest", as: [String].self),
      actions: fields.value("actions", as: [String].self), units: fields.value("units", as: [String].self))
    mistakes += fields.mistakes
    if pattern.all.isEmpty, pattern.any.isEmpty {
      mistakes.append(Mistake("an entry of 'recognise' needs a word in 'all' or 'any'", at: node.position))
    }
    return pattern
  }

  private static func items(_ node: ConfigNode?, _ key: String, of owner: ConfigNode, _ mistakes: inout [Mistake])
    -> [ConfigNode]
  {
    guard let node else {
      mistakes.append(Mistake("missing key '\(key)', a list", at: owner.position))
      return []
    }
    guard case .sequence(let items) = node.content else {
      mistakes.append(Mistake("'\(key)' must be a list", at: node.position))
      return []
    }
    return items
  }
}
