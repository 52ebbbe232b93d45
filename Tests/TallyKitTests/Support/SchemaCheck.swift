import Foundation

/// Holds a line of a table against the JSON Schema that `tally schema` prints, as far as those schemas go.
struct SchemaCheck {
  private let schema: JSON

  init(_ text: String) throws { schema = try JSON(text) }

  /// What is wrong with a line, in words; empty where it is as declared.
  func faults(of line: String) -> [String] {
    guard let value = try? JSON(line) else { return ["not JSON: \(line)"] }
    // A key's quotes would be escaped within a text, so that the first match is the key.
    let keys = (schema["required"]?.strings ?? []).map { Array("\"\($0)\":".utf8) }
    let places = keys.compactMap { Array(line.utf8).firstRange(of: $0)?.lowerBound }
    let order = places == places.sorted() ? [] : ["keys are out of order"]
    return order + Self.faults(of: value, schema, at: "line")
  }

  private static func faults(of value: JSON, _ schema: JSON, at place: String) -> [String] {
    var faults: [String] = []
    if let constant = schema["const"], value != constant { faults.append("\(place) must be \(constant), not \(value)") }
    if let words = schema["enum"]?.array, !words.contains(value) {
      faults.append("\(place) must be one of \(words), not \(value)")
    }
    let types = schema["type"]?.string.map { [$0] } ?? schema["type"]?.strings ?? []
    let isTyped = types.contains { $0 == value.type || ($0 == "number" && value.type == "integer") }
    if !types.isEmpty, !isTyped { faults.append("\(place) must be \(types), not \(value)") }
    if let pattern = schema["pattern"]?.string, let text = value.string,
      text.range(of: pattern, options: .regularExpression) == nil
    {
      faults.append("\(place) must match \(pattern), not '\(text)'")
    }
    if let number = value.number {
      if let least = schema["minimum"]?.number, number < least { faults.append("\(place) is under \(least)") }
      if let most = schema["maximum"]?.number, number > most { faults.append("\(place) is over \(most)") }
    }
    if let items = value.array {
      if let least = schema["minItems"]?.integer, items.count < least { faults.append("\(place) is too short") }
      if let most = schema["maxItems"]?.integer, items.count > most { faults.append("\(place) is too long") }
      if let each = schema["items"] {
        faults += items.enumerated().flatMap { Self.faults(of: $1, each, at: "\(place)[\($0)]") }
      }
    }
    return faults + memberFaults(of: value, schema, at: place)
  }

  private static func memberFaults(of value: JSON, _ schema: JSON, at place: String) -> [String] {
    guard let members = value.object, let properties = schema["properties"]?.object else { return [] }
    let missing = (schema["required"]?.strings ?? []).filter { members[$0] == nil }.map { "\(place) has no '\($0)'" }
    return missing
      + members.sorted { $0.key < $1.key }.flatMap { key, member in
        guard let own = properties[key] else { return ["\(place) has '\(key)', which is not declared"] }
        return faults(of: member, own, at: key)
      }
  }
}
