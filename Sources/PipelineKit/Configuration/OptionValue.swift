// Members that fulfil the protocol are documented there.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

/// A type that an option can have: read from a node of the pipeline file by its declaration, never by its looks.
public protocol OptionValue: Sendable {
  /// The type in the words of the documentation (`list of text`).
  static var typeName: String { get }
  /// The type as JSON Schema.
  static var jsonSchema: JSONValue { get }
  /// Reads a node; throws a ``Mistake`` that says what would be right.
  init(_ node: ConfigNode, in file: ConfigContext) throws
  /// The value as it would be written in a pipeline file.
  var yaml: String { get }
  /// A default, as it holds in a file: a path starts from the file's folder.
  func resolved(in file: ConfigContext) -> Self
}

extension OptionValue {
  public func resolved(in file: ConfigContext) -> Self { self }
}

/// What a value may need of the file that it stands in.
public struct ConfigContext: Sendable {
  /// The folder that relative paths start from, absolute.
  public var folder: String

  /// Makes a context.
  public init(folder: String) { self.folder = folder }

  /// `path` as an absolute path.
  public func resolve(_ path: String) -> String {
    var parts: [Substring] = []
    let whole = path.hasPrefix("/") ? path : folder + "/" + path
    for part in whole.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }
}

extension String: OptionValue {
  public static var typeName: String { "text" }
  public static var jsonSchema: JSONValue { ["type": "string"] }
  public init(_ node: ConfigNode, in file: ConfigContext) throws {
    guard let text = node.scalar else { throw Mistake("must be text, not \(node.kind)") }
    self = text
  }
  public var yaml: String { "\"" + replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"" }
}

extension Int: OptionValue {
  public static var typeName: String { "whole number" }
  public static var jsonSchema: JSONValue { ["type": "integer"] }
  public init(_ node: ConfigNode, in file: ConfigContext) throws {
    guard let value = node.scalar.flatMap({ Int($0) }) else {
      throw Mistake("must be a whole number, not \(node.kind)")
    }
    self = value
  }
  public var yaml: String { String(self) }
}

extension Double: OptionValue {
  public static var typeName: String { "number" }
  public static var jsonSchema: JSONValue { ["type": "number"] }
  public init(_ node: ConfigNode, in file: ConfigContext) throws {
    guard let value = node.scalar.flatMap({ Double($0) }), value.isFinite else {
      throw Mistake("must be a number, not \(node.kind)")
    }
    self = value
  }
  public var yaml: String { description }
}

/// A choice among named values: an enumeration of texts needs only to declare that it is one.
extension OptionValue where Self: RawRepresentable & CaseIterable, RawValue == String {
  public static var typeName: String { allCases.map(\.rawValue).joined(separator: " | ") }
  public static var jsonSchema: JSONValue { ["enum": .array(allCases.map { .string($0.rawValue) })] }
  public init(_ node: ConfigNode, in file: ConfigContext) throws {
    let names = Self.allCases.map(\.rawValue)
    guard let text = node.scalar else { throw Mistake("must be one of \(Self.typeName), not \(node.kind)") }
    guard let value = Self(rawValue: text) else {
      let hint = NearestName.suggestion(for: text, among: names)
      throw Mistake("must be one of \(Self.typeName), not '\(text)'\(hint)")
    }
    self = value
  }
  public var yaml: String { rawValue }
}

extension Bool: OptionValue {
  public static var typeName: String { "true or false" }
  public static var jsonSchema: JSONValue { ["type": "boolean"] }
  public init(_ node: ConfigNode, in file: ConfigContext) throws {
    switch node.scalar {
    case "true": self = true
    case "false": self = false
    default: throw Mistake("must be true or false, not \(node.kind)")
    }
  }
  public var yaml: String { description }
}

extension Array: OptionValue where Element: OptionValue {
  public static var typeName: String { "list of \(Element.typeName)" }
  public static var jsonSchema: JSONValue { ["type": "array", "items": Element.jsonSchema] }
  public init(_ node: ConfigNode, in file: ConfigContext) throws {
    guard case .sequence(let nodes) = node.content else {
      throw Mistake("must be a list ([a, b]), not \(node.kind)")
    }
    self = try nodes.map { item in
      do { return try Element(item, in: file) } catch var mistake as Mistake {
        mistake.position = mistake.position ?? item.position
        throw mistake
      }
    }
  }
  public var yaml: String { "[" + map(\.yaml).joined(separator: ", ") + "]" }
}

/// For an option that may be left empty: `null`, or nothing behind the colon, is nil.
extension Optional: OptionValue where Wrapped: OptionValue {
  public static var typeName: String { Wrapped.typeName }
  public static var jsonSchema: JSONValue { ["anyOf": [Wrapped.jsonSchema, ["type": "null"]]] }
  public init(_ node: ConfigNode, in file: ConfigContext) throws {
    if case .empty = node.content { self = nil } else { self = try Wrapped(node, in: file) }
  }
  public var yaml: String { self?.yaml ?? "null" }
  public func resolved(in file: ConfigContext) -> Wrapped? { map { $0.resolved(in: file) } }
}

/// A file or folder; written relative to the pipeline file, absolute once read.
public struct FilePath: OptionValue, Hashable {
  /// The path as it is written.
  public var written: String
  /// The absolute path; for use, not for messages.
  public var absolute: String
  /// Whether the path came in through a reference (`${env:…}`), and may be a secret.
  private var isReferenced = false
  /// The absolute path for messages; as written where it may be a secret.
  public var place: String { isReferenced ? written : absolute }

  /// Makes a default: a path that is absolute, or becomes so when a file is read.
  public init(_ path: String) {
    written = path
    absolute = path
  }

  public func resolved(in file: ConfigContext) -> FilePath {
    var path = self
    path.absolute = file.resolve(written)
    return path
  }

  public static var typeName: String { "path" }
  public static var jsonSchema: JSONValue { ["type": "string"] }
  public init(_ node: ConfigNode, in file: ConfigContext) throws {
    guard let text = node.scalar, !text.isEmpty else { throw Mistake("must be a path, not \(node.kind)") }
    written = node.written ?? text
    absolute = file.resolve(text)
    isReferenced = node.written != nil
  }
  public var yaml: String { written.yaml }
}

/// A part of a whole, written `5%` or `0.05`.
public struct Share: OptionValue, Hashable, Comparable, CustomStringConvertible {
  /// The part, 0…1.
  public var value: Double

  /// Makes a share of a part from 0 to 1.
  public init(_ value: Double) { self.value = value }

  public static var typeName: String { "share (5% or 0.05)" }
  public static var jsonSchema: JSONValue {
    ["anyOf": [["type": "number", "minimum": 0, "maximum": 1], ["type": "string", "pattern": "^[0-9.]+%$"]]]
  }
  public init(_ node: ConfigNode, in file: ConfigContext) throws {
    let text = node.scalar ?? ""
    let number = text.hasSuffix("%") ? Double(text.dropLast()).map { $0 / 100 } : Double(text)
    guard let number, (0...1).contains(number) else {
      throw Mistake("must be a share from 0% to 100%, not \(node.kind)")
    }
    value = number
  }
  public var yaml: String { value.description }
  /// As people write it: 5%.
  public var description: String { "\((value * 1e4).rounded() / 100)%".replacing(".0%", with: "%") }
  public static func < (a: Share, b: Share) -> Bool { a.value < b.value }
}
