/// An option of a stage: its name, type, default, range and one line of help, declared once.
///
/// The reader, the checker, `tally stages` and the JSON Schema all read this declaration.
public struct Option<Value: OptionValue>: Sendable {
  /// The name, words with hyphens and the unit where there is one (`max-bytes`).
  public let name: String
  /// What holds where the file says nothing; nil makes the option required.
  public let defaultValue: Value?
  /// One line, lower case, no full stop.
  public let help: String
  let rule: @Sendable (Value) -> String?
  let bounds: [String: JSONValue]

  init(
    _ name: String, defaultValue: Value?, help: String, bounds: [String: JSONValue],
    rule: @escaping @Sendable (Value) -> String?
  ) {
    self.name = name
    self.defaultValue = defaultValue
    self.help = help
    self.bounds = bounds
    self.rule = rule
  }

  /// Declares an option that may be left out.
  public init(_ name: String, default value: Value, help: String) {
    self.init(name, defaultValue: value, help: help, bounds: [:]) { _ in nil }
  }

  /// Declares an option that the file must state.
  public init(_ name: String, help: String) {
    self.init(name, defaultValue: nil, help: help, bounds: [:]) { _ in nil }
  }

  /// Reads the option's node and holds it against the range.
  func read(_ node: ConfigNode, in file: ConfigContext) throws -> Value {
    let value = try Value(node, in: file)
    if let broken = rule(value) { throw Mistake(broken) }
    return value
  }
}

extension Option where Value: Comparable {
  /// Declares an option that must lie in a range.
  public init(_ name: String, default value: Value, range: ClosedRange<Value>, help: String) {
    self.init(
      name, defaultValue: value, help: help,
      bounds: ["minimum": .init(yaml: range.lowerBound.yaml), "maximum": .init(yaml: range.upperBound.yaml)]
    ) { range.contains($0) ? nil : "must be from \(range.lowerBound.yaml) to \(range.upperBound.yaml), not \($0.yaml)" }
  }
}

extension Option {
  /// Declares an option that may be left empty, and otherwise must lie in a range; `help` says what holds where it is
  /// empty.
  public init<Wrapped: Comparable>(_ name: String, range: ClosedRange<Wrapped>, help: String) where Value == Wrapped? {
    let wrapped = Option<Wrapped>(name, default: range.lowerBound, range: range, help: help)
    self.init(name, defaultValue: .some(nil), help: help, bounds: wrapped.bounds) { $0.flatMap(wrapped.rule) }
  }
}

extension Option where Value == String {
  /// Declares an option that is one of a few words.
  public init(_ name: String, default value: String, choices: [String], help: String) {
    self.init(name, defaultValue: value, help: help, bounds: ["enum": .array(choices.map { .string($0) })]) { given in
      if choices.contains(given) { return nil }
      let listed = choices.map { "'\($0)'" }.joined(separator: ", ")
      return "must be one of \(listed), not '\(given)'" + NearestName.suggestion(for: given, among: choices)
    }
  }
}

/// An option without its type: what the checker and the documentation need of it.
public protocol OptionDeclaration: Sendable {
  /// The option's name.
  var name: String { get }
  /// One line of help.
  var help: String { get }
  /// The type in words.
  var typeName: String { get }
  /// Whether the file must state it.
  var isRequired: Bool { get }
  /// The default as it would be written; nil where there is none.
  var defaultYAML: String? { get }
  /// The range in words; nil where every value of the type will do.
  var range: String? { get }
  /// The option as JSON Schema.
  var jsonSchema: JSONValue { get }
  /// Throws a ``Mistake`` where the node is not a value of the option.
  func check(_ node: ConfigNode, in file: ConfigContext) throws
}

// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Option: OptionDeclaration {
  public var typeName: String { Value.typeName }
  public var isRequired: Bool { defaultValue == nil }
  public var defaultYAML: String? { defaultValue?.yaml }
  public var range: String? {
    if let low = bounds["minimum"], let high = bounds["maximum"] { return "\(low.compact)…\(high.compact)" }
    if case .array(let choices)? = bounds["enum"] { return choices.map(\.compact).joined(separator: " | ") }
    return nil
  }
  public var jsonSchema: JSONValue {
    guard case .object(var members) = Value.jsonSchema else { return Value.jsonSchema }
    members.append(("description", .string(help)))
    if let text = defaultYAML { members.append(("default", .init(yaml: text))) }
    for (key, value) in bounds.sorted(by: { $0.key < $1.key }) { members.append((key, value)) }
    return .object(members)
  }
  public func check(_ node: ConfigNode, in file: ConfigContext) throws { _ = try read(node, in: file) }
}
