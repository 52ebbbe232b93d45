/// A JSON value that keeps the order of its keys.
public enum JSONValue: Sendable {
  /// `null`
  case null
  /// `true` or `false`
  case bool(Bool)
  /// A whole number.
  case integer(Int)
  /// A number; never NaN or infinite.
  case number(Double)
  /// A string.
  case string(String)
  /// A list.
  case array([JSONValue])
  /// Keys and values in order.
  case object([(String, JSONValue)])

  /// The value on one line.
  public var compact: String {
    var writer = JSONWriter()
    writer.value(self)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// The value over several lines, two blanks a level.
  public func pretty(indent: Int = 0) -> String {
    let pad = String(repeating: "  ", count: indent + 1)
    let end = String(repeating: "  ", count: indent)
    switch self {
    case .array(let items) where !items.isEmpty:
      return "[\n" + items.map { pad + $0.pretty(indent: indent + 1) }.joined(separator: ",\n") + "\n\(end)]"
    case .object(let members) where !members.isEmpty:
      let lines = members.map { pad + JSONValue.string($0.0).compact + ": " + $0.1.pretty(indent: indent + 1) }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(end)}"
    default: return compact
    }
  }

  /// A scalar or flow list of a pipeline file as JSON; what is no number or boolean is a string.
  init(yaml text: String) {
    if let value = Int(text) {
      self = .integer(value)
    } else if let value = Double(text) {
      self = .number(value)
    } else if text == "true" || text == "false" {
      self = .bool(text == "true")
    } else {
      self = (try? YAMLText.json(text)) ?? .string(text)
    }
  }
}

// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(elements) }
  public init(nilLiteral: ()) { self = .null }
}
