import Foundation

/// A YAML file that a stage reads, such as a catalogue, with mistakes in the form of the pipeline file's.
public struct ConfigFile: Sendable {
  /// The file's path.
  public let path: String
  /// What the file holds.
  public let root: ConfigNode
  private let text: String

  /// Reads a file; throws ``Diagnostics`` where it is missing or no YAML.
  public init(path: String) throws {
    guard let data = FileManager.default.contents(atPath: path), let text = String(validating: data, as: UTF8.self)
    else {
      throw Diagnostics(path: path, text: "", mistakes: [Mistake("cannot be read as UTF-8 text; is the path right?")])
    }
    let parsed = YAMLText.read(text)
    guard parsed.mistakes.isEmpty, let root = parsed.node else {
      let slips = KeyboardSlips(text).mistakes
      let mistakes = slips.isEmpty ? parsed.mistakes : slips
      throw Diagnostics(path: path, text: text, mistakes: mistakes.isEmpty ? [Mistake("the file is empty")] : mistakes)
    }
    self.path = path
    self.root = root
    self.text = text
  }

  /// The mistakes of a reader of this file, to be thrown; nil where there are none.
  public func diagnostics(_ mistakes: [Mistake]) -> Diagnostics? {
    mistakes.isEmpty ? nil : Diagnostics(path: path, text: text, mistakes: mistakes)
  }
}

/// A mapping of a configuration file that is read key by key; what is wrong is gathered, not thrown.
public struct ConfigMapping {
  private let members: [String: ConfigNode]
  private let position: Position
  private let owner: String
  private let context: ConfigContext
  /// What was wrong so far.
  public private(set) var mistakes: [Mistake] = []

  /// Takes a node apart; `owner` is what messages call it, `keys` are the keys that it may have.
  public init(_ node: ConfigNode, of owner: String, keys: [String], context: ConfigContext = ConfigContext(folder: "/"))
  {
    self.owner = owner
    self.context = context
    position = node.position
    guard case .mapping(let given) = node.content else {
      members = [:]
      mistakes = [Mistake("\(owner) must be a mapping, not \(node.kind)", at: node.position)]
      return
    }
    var known: [String: ConfigNode] = [:]
    for (key, value) in given {
      let name = key.scalar ?? ""
      if keys.contains(name) {
        known[name] = value
      } else {
        let hint = NearestName.suggestion(for: name, among: keys)
        mistakes.append(Mistake("unknown key '\(name)' of \(owner)\(hint)", at: key.position))
      }
    }
    members = known
  }

  /// The node of a key; nil where it is missing or empty.
  public func node(_ key: String) -> ConfigNode? {
    guard let node = members[key] else { return nil }
    if case .empty = node.content { return nil }
    return node
  }

  /// The value of a key that may be missing.
  public mutating func value<Value: OptionValue>(_ key: String, as type: Value.Type = Value.self) -> Value? {
    guard let node = node(key) else { return nil }
    do { return try Value(node, in: context) } catch {
      let mistake = error as? Mistake ?? Mistake("\(error)")
      mistakes.append(Mistake("'\(key)' of \(owner) \(mistake.message)", at: mistake.position ?? node.position))
      return nil
    }
  }

  /// The value of a key that must be there.
  public mutating func required<Value: OptionValue>(_ key: String, as type: Value.Type = Value.self) -> Value? {
    if node(key) == nil { mistakes.append(Mistake("missing key '\(key)' of \(owner)", at: position)) }
    return value(key, as: type)
  }
}
