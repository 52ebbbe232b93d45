extension PipelineReading {
  /// `root` with the options that `--set stage.option=value` states put in; the value is read as YAML.
  mutating func override(_ root: ConfigNode, with overrides: [String]) -> ConfigNode {
    overrides.reduce(root) { root, text in
      guard let (stage, option, value) = Self.parts(of: text) else {
        mistakes.append(Mistake("--set \(text): write 'stage.option=value'"))
        return root
      }
      let parsed = YAMLText.read(value)
      var node = parsed.node ?? ConfigNode(.empty)
      // `#x` is a comment to YAML, and here a value.
      if case .empty = node.content, value != "null", value != "~", !value.isEmpty { node = ConfigNode(.scalar(value)) }
      if !parsed.mistakes.isEmpty { node = ConfigNode(.scalar(value)) }
      guard let result = set(option, of: stage, to: node, in: root) else {
        let hint = NearestName.suggestion(for: stage, among: stages.map { $0.name })
        mistakes.append(Mistake("--set \(text): the pipeline has no stage '\(stage)'\(hint)"))
        return root
      }
      return result
    }
  }

  private static func parts(of text: String) -> (String, String, String)? {
    guard let equals = text.firstIndex(of: "="), let dot = text[..<equals].firstIndex(of: ".") else { return nil }
    let names = (String(text[..<dot]), String(text[text.index(after: dot)..<equals]))
    guard !names.0.isEmpty, !names.1.isEmpty else { return nil }
    return (names.0, names.1, String(text[text.index(after: equals)...]))
  }

  private func set(_ option: String, of stage: String, to value: ConfigNode, in root: ConfigNode) -> ConfigNode? {
    guard case .mapping(var top) = root.content,
      let list = top.firstIndex(where: { $0.key.scalar == "stages" }),
      case .sequence(var entries) = top[list].value.content
    else { return nil }
    var isFound = false
    for index in entries.indices {
      guard case .mapping(var members) = entries[index].content,
        let use = members.first(where: { $0.key.scalar == "use" })?.value, use.scalar == stage
      else { continue }
      isFound = true
      var options: Members = []
      let with = members.firstIndex { $0.key.scalar == "with" }
      if let with, case .mapping(let given) = members[with].value.content { options = given }
      options.removeAll { $0.key.scalar == option }
      options.append((ConfigNode(.scalar(option), at: Self.commandLine), Self.moved(value, to: Self.commandLine)))
      let node = ConfigNode(.mapping(options), at: use.position)
      if let with { members[with].value = node } else { members.append((ConfigNode(.scalar("with")), node)) }
      entries[index].content = .mapping(members)
    }
    guard isFound else { return nil }
    top[list].value.content = .sequence(entries)
    return ConfigNode(.mapping(top), at: root.position)
  }

  /// The place of what the command line has set: none in the file.
  private static let commandLine = Position(line: 0, column: 0)

  private static func moved(_ node: ConfigNode, to position: Position) -> ConfigNode {
    switch node.content {
    case .sequence(let items): ConfigNode(.sequence(items.map { moved($0, to: position) }), at: position)
    case .mapping(let members):
      ConfigNode(.mapping(members.map { (moved($0.key, to: position), moved($0.value, to: position)) }), at: position)
    default: ConfigNode(node.content, at: position)
    }
  }
}
