// Members that fulfil the protocol are documented there.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

/// How many may fail: a share of all (`5%` or `0.05`), or a count (`20`).
public enum Budget: OptionValue, Hashable, CustomStringConvertible {
  /// A share of all.
  case share(Share)
  /// A number of them.
  case count(Int)

  public static var typeName: String { "count (20) or share (5% or 0.05)" }
  public static var jsonSchema: JSONValue {
    ["anyOf": [["type": "number", "minimum": 0], ["type": "string", "pattern": "^[0-9.]+%$"]]]
  }
  public init(_ node: ConfigNode, in file: ConfigContext) throws {
    if let count = node.scalar.flatMap({ Int($0) }), count >= 0 {
      self = .count(count)
    } else if let share = try? Share(node, in: file) {
      self = .share(share)
    } else {
      throw Mistake("must be a count (20) or a share from 0% to 100%, not \(node.kind)")
    }
  }
  public var yaml: String {
    switch self {
    case .share(let share): share.yaml
    case .count(let count): count.yaml
    }
  }
  public var description: String {
    switch self {
    case .share(let share): share.description
    case .count(let count): "\(count)"
    }
  }

  /// Whether so many of so many are more than it allows.
  public func isExceeded(by count: Int, of all: Int) -> Bool {
    switch self {
    case .share(let share): Double(count) > share.value * Double(all)
    case .count(let most): count > most
    }
  }
}

/// Values by name, as in `{ fetch-files: 5%, strip-markup: 3 }`.
extension Dictionary: OptionValue where Key == String, Value: OptionValue {
  public static var typeName: String { "mapping of names to \(Value.typeName)" }
  public static var jsonSchema: JSONValue { ["type": "object", "additionalProperties": Value.jsonSchema] }
  public init(_ node: ConfigNode, in file: ConfigContext) throws {
    guard case .mapping(let members) = node.content else {
      throw Mistake("must be a mapping ({ name: value }), not \(node.kind)")
    }
    self = [:]
    for (key, value) in members {
      do { self[key.scalar ?? ""] = try Value(value, in: file) } catch let mistake as Mistake {
        throw Mistake(
          mistake.message.replacing("must be", with: "must have for '\(key.scalar ?? "")'", maxReplacements: 1),
          at: mistake.position ?? value.position)
      }
    }
  }
  public var yaml: String {
    "{ " + sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.yaml)" }.joined(separator: ", ") + " }"
  }
}
