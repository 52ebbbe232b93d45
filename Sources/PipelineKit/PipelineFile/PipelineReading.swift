/// One reading of one file: gathers mistakes while it builds the pipeline.
struct PipelineReading {
  let stages: [any Stage.Type]
  let context: ConfigContext
  let path: String
  var mistakes: [Mistake] = []
  /// Whether the stages must make a pipeline together.
  var checksOrder = true

  init(stages: [any Stage.Type], context: ConfigContext, path: String) {
    self.stages = stages
    self.context = context
    self.path = path
  }

  typealias Members = [(key: ConfigNode, value: ConfigNode)]
  private static let stageKeys = ["use", "with"]

  /// The pipeline, as far as it can be built; nil where a mistake forbids it.
  mutating func pipeline(_ root: ConfigNode, written: ConfigNode) -> Pipeline? {
    guard case .mapping(let members) = root.content else {
      mistakes.append(
        Mistake("a pipeline file is a mapping with 'name' and 'stages', not \(root.kind)", at: root.position))
      return nil
    }
    let top = check(
      members, against: PipelineKeys.top, also: PipelineKeys.groups.map(\.name) + ["stages"], of: "the pipeline file",
      at: root.position,
      required: ["name"])
    var pipeline = Pipeline(name: "", path: path, folder: context.folder, steps: [])
    pipeline.name = value(PipelineKeys.name, top) ?? ""
    if !pipeline.name.isEmpty, !pipeline.name.utf8.allSatisfy({ Self.isNameByte($0) }) {
      mistakes.append(
        Mistake(
          "'name' must be letters, digits, '-' and '_', as a folder is named after it; not '\(pipeline.name)'",
          at: top["name"]?.position))
    }
    _ = value(PipelineKeys.version, top)
    pipeline.state = value(PipelineKeys.state, top)
    if let limits = group("limits", members, PipelineKeys.limits) {
      if let seconds = value(PipelineKeys.documentSeconds, limits) { pipeline.limits.documentSeconds = seconds }
      if let seconds = value(PipelineKeys.runSeconds, limits) { pipeline.limits.runSeconds = seconds }
      if let count = value(PipelineKeys.documentsInFlight, limits) { pipeline.limits.documentsInFlight = count }
      if let bytes = value(PipelineKeys.bytesInFlight, limits) { pipeline.limits.bytesInFlight = bytes }
      if let count = value(PipelineKeys.fetchAttempts, limits) { pipeline.limits.fetchAttempts = count }
    }
    let metricsGate = members.first { $0.key.scalar == "gates" }
    if let gates = group("gates", members, PipelineKeys.gates) {
      pipeline.gates.maxRejected = value(PipelineKeys.maxRejected, gates)
      pipeline.gates.maxRejectedByStage = value(PipelineKeys.maxRejectedByStage, gates) ?? [:]
      pipeline.gates.minMetricsPerDocumentRatio = value(PipelineKeys.minMetricsRatio, gates)
      pipeline.gates.minTextPerDocumentRatio = value(PipelineKeys.minTextRatio, gates)
      pipeline.gates.requiredMetrics = value(PipelineKeys.requiredMetrics, gates) ?? [:]
    }
    if let retention = group("retention", members, PipelineKeys.retention) {
      pipeline.retention.keepRuns = value(PipelineKeys.keepRuns, retention)
      pipeline.retention.keepDays = value(PipelineKeys.keepDays, retention)
      if let isKept = value(PipelineKeys.keepLayers, retention) { pipeline.retention.keepsLayers = isKept }
    }
    if let monitoring = group("monitoring", members, PipelineKeys.monitoring) {
      pipeline.monitoring.textfile = value(PipelineKeys.textfile, monitoring)
      pipeline.monitoring.log = value(PipelineKeys.log, monitoring)
    }
    guard let list = members.first(where: { $0.key.scalar == "stages" }) else {
      mistakes.append(Mistake("missing key 'stages': the list of stages, each '- use: NAME'", at: root.position))
      return nil
    }
    guard case .sequence(let entries) = list.value.content, !entries.isEmpty else {
      mistakes.append(
        Mistake("'stages' must be a list of '- use: NAME', not \(list.value.kind)", at: list.key.position))
      return nil
    }
    var plan: [StageOrder.Entry] = []
    for (index, entry) in entries.enumerated() {
      guard let (type, position, options) = stage(entry) else { continue }
      plan.append(.init(type: type, position: position))
      guard let options else { continue }
      var reader = OptionReader(options, declared: type.options, context: context)
      do {
        let stage = try type.init(&reader)
        pipeline.steps.append(
          .init(
            stage: stage, position: position, written: Self.options(of: written, at: index),
            values: options.mapValues(\.json).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.compact)" }))
      } catch let mistake as Mistake {
        mistakes.append(Mistake("'\(type.name)': \(mistake.message)", at: mistake.position ?? position))
      } catch {
        mistakes.append(Mistake("'\(type.name)': \(error)", at: position))
      }
    }
    if pipeline.gates.minMetricsPerDocumentRatio != nil, !plan.contains(where: { $0.type.adds.contains(.metrics) }) {
      let message = "'min-metrics-per-document-ratio' has no effect: no stage adds 'metrics'"
      mistakes.append(Mistake(message, at: metricsGate?.key.position, isWarning: true))
    }
    if plan.count == entries.count {
      for name in pipeline.gates.maxRejectedByStage.keys.sorted() where !plan.contains(where: { $0.type.name == name })
      {
        let hint = NearestName.suggestion(for: name, among: plan.map { $0.type.name })
        mistakes.append(
          Mistake("'max-rejected-by-stage': the pipeline has no stage '\(name)'\(hint)", at: metricsGate?.key.position))
      }
    }
    if checksOrder {
      mistakes += StageOrder(entries: plan, known: stages, isComplete: plan.count == entries.count).mistakes
    }
    return pipeline.steps.count == entries.count ? pipeline : nil
  }

  /// One entry of `stages`: its type, its place and its options, every one held against its declaration.
  private mutating func stage(_ entry: ConfigNode) -> (any Stage.Type, Position, [String: ConfigNode]?)? {
    guard case .mapping(let members) = entry.content else {
      let hint = entry.scalar.map { "; write '- use: \($0)'" } ?? ""
      mistakes.append(
        Mistake("a stage is a mapping with 'use' and 'with', not \(entry.kind)\(hint)", at: entry.position))
      return nil
    }
    let use = members.first { $0.key.scalar == "use" }
    let type = use?.value.scalar.flatMap { name in stages.first { $0.name == name } }
    for (key, _) in members where !Self.stageKeys.contains(key.scalar ?? "") {
      let name = key.scalar ?? ""
      if let type, type.options.contains(where: { $0.name == name }) {
        mistakes.append(Mistake("'\(name)' is an option of '\(type.name)'; put it under 'with:'", at: key.position))
      } else if PipelineKeys.top.contains(where: { $0.name == name })
        || PipelineKeys.groups.contains(where: { $0.name == name })
      {
        mistakes.append(Mistake("'\(name)' belongs one level up, beside 'stages'", at: key.position))
      } else {
        let hint = NearestName.suggestion(for: name, among: Self.stageKeys)
        mistakes.append(Mistake("unknown key '\(name)' of a stage\(hint)", at: key.position))
      }
    }
    guard let use else {
      mistakes.append(Mistake("a stage needs 'use: NAME'", at: entry.position))
      return nil
    }
    guard let type else {
      let name = use.value.scalar ?? use.value.kind
      let known = stages.map { $0.name }
      let hint = NearestName.suggestion(for: name, among: known)
      let all = hint.isEmpty ? "; available: " + known.joined(separator: ", ") : hint
      mistakes.append(Mistake("unknown stage '\(name)'\(all)", at: use.value.position))
      return nil
    }
    var given: Members = []
    if let with = members.first(where: { $0.key.scalar == "with" }) {
      switch with.value.content {
      case .mapping(let options): given = options
      case .empty: break
      default:
        mistakes.append(Mistake("'with' must be a mapping of options, not \(with.value.kind)", at: with.value.position))
      }
    }
    let before = mistakes.count
    let options = check(
      given, against: type.options, also: [], of: "'\(type.name)'", at: use.value.position,
      required: type.options.filter(\.isRequired).map(\.name))
    // Where an option is wrong the stage is not built, but its place and its layers still count.
    return (type, use.value.position, mistakes.count == before ? options : nil)
  }

  /// Holds `members` against declarations; gives the known ones by name.
  private mutating func check(
    _ members: Members, against declared: [any OptionDeclaration], also groups: [String], of owner: String,
    at position: Position, required: [String]
  ) -> [String: ConfigNode] {
    var found: [String: ConfigNode] = [:]
    let word = groups.isEmpty ? "option" : "key"
    for (key, value) in members {
      let name = key.scalar ?? ""
      if groups.contains(name) { continue }
      guard let option = declared.first(where: { $0.name == name }) else {
        mistakes.append(unknown(name, word: word, of: owner, among: declared.map(\.name) + groups, at: key.position))
        continue
      }
      do { try option.check(value, in: context) } catch {
        let mistake = error as? Mistake ?? Mistake("\(error)")
        var message = mistake.message
        if let secret = value.scalar, let written = value.written, !secret.isEmpty {
          message = message.replacing(secret, with: written)
        }
        mistakes.append(Mistake("'\(name)' of \(owner) \(message)", at: mistake.position ?? value.position))
      }
      found[name] = value
    }
    for name in required where found[name] == nil {
      mistakes.append(Mistake("missing \(word) '\(name)' of \(owner)", at: position))
    }
    return found
  }

  private func unknown(
    _ name: String, word: String, of owner: String, among known: [String], at position: Position
  ) -> Mistake {
    let groups = PipelineKeys.groups
    if word == "key", let group = groups.first(where: { $0.1.contains { $0.name == name } }) {
      return Mistake("'\(name)' belongs under '\(group.0):'", at: position)
    }
    if word == "key", let owner = stages.first(where: { $0.options.contains { $0.name == name } }) {
      return Mistake("'\(name)' is an option of '\(owner.name)'; put it under that stage's 'with:'", at: position)
    }
    if word == "option", Self.stageKeys.contains(name) {
      return Mistake("'\(name)' belongs one level up, beside 'with'", at: position)
    }
    if word == "option", (PipelineKeys.top.map(\.name) + PipelineKeys.groups.map(\.name) + ["stages"]).contains(name) {
      return Mistake("'\(name)' is a key of the pipeline file; put it beside 'stages'", at: position)
    }
    let hint = NearestName.suggestion(for: name, among: known)
    let all = hint.isEmpty ? (known.isEmpty ? "; it has none" : "; there are " + known.joined(separator: ", ")) : hint
    return Mistake("unknown \(word) '\(name)' of \(owner)\(all)", at: position)
  }

  private mutating func group(
    _ name: String, _ members: Members, _ declared: [any OptionDeclaration]
  ) -> [String: ConfigNode]? {
    guard let (key, value) = members.first(where: { $0.key.scalar == name }) else { return nil }
    guard case .mapping(let own) = value.content else {
      mistakes.append(Mistake("'\(name)' must be a mapping, not \(value.kind)", at: key.position))
      return nil
    }
    return check(own, against: declared, also: [], of: "'\(name)'", at: key.position, required: [])
  }

  private func value<Value>(_ option: Option<Value>, _ nodes: [String: ConfigNode]) -> Value? {
    // A value that is not of its type has been reported by `check` already.
    nodes[option.name].flatMap { try? option.read($0, in: context) }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// The options of the stage at `index` as they are written, references and all, so that no secret is shown.
  private static func options(of root: ConfigNode, at index: Int) -> [(name: String, value: String)] {
    func member(_ name: String, _ node: ConfigNode) -> ConfigNode? {
      guard case .mapping(let members) = node.content else { return nil }
      return members.first { $0.key.scalar == name }?.value
    }
    guard let list = member("stages", root), case .sequence(let entries) = list.content,
      let with = member("with", entries[index]), case .mapping(let members) = with.content
    else { return [] }
    return members.map { ($0.key.scalar ?? "", $0.value.text) }.sorted { $0.0 < $1.0 }
  }
}

extension ConfigNode {
  /// The node as JSON, every scalar a string: nothing reads the same that is not the same.
  var json: JSONValue {
    switch content {
    case .scalar(let text): .string(text)
    case .sequence(let items): .array(items.map(\.json))
    case .mapping(let members): .object(members.map { ($0.key.scalar ?? "", $0.value.json) })
    case .empty: .null
    }
  }

  /// The node on one line, in the manner of YAML.
  var text: String {
    switch content {
    case .scalar(let text): text
    case .sequence(let items): "[" + items.map(\.text).joined(separator: ", ") + "]"
    case .mapping(let members):
      "{ " + members.map { "\($0.key.text): \($0.value.text)" }.joined(separator: ", ") + " }"
    case .empty: "null"
    }
  }
}
