import PipelineKit

/// The markers that a document site puts around paid text.
struct MarkerPair: OptionValue, Hashable {
  var open: String
  var close: String

  /// The pair of the common document sites.
  static let paid = MarkerPair(open: "##paidbegin##", close: "##paidend##")

  init(open: String, close: String) {
    self.open = open
    self.close = close
  }

  static let typeName = "marker pair ({ open, close })"
  static let jsonSchema: JSONValue = [
    "type": "object", "properties": ["open": ["type": "string"], "close": ["type": "string"]],
    "required": ["open", "close"], "additionalProperties": false,
  ]

  init(_ node: ConfigNode, in file: ConfigContext) throws {
    guard case .mapping(let members) = node.content else { throw Mistake("must be { open: …, close: … }") }
    var words: [String: String] = [:]
    for (key, value) in members {
      let name = key.scalar ?? ""
      guard ["open", "close"].contains(name) else {
        let hint = NearestName.suggestion(for: name, among: ["open", "close"])
        throw Mistake("has an unknown key '\(name)'\(hint)", at: key.position)
      }
      guard let word = value.scalar, !word.isEmpty else {
        throw Mistake("has an empty '\(name)'; a marker is a text", at: key.position)
      }
      words[name] = word
    }
    guard let open = words["open"], let close = words["close"] else { throw Mistake("needs both 'open' and 'close'") }
    self.init(open: open, close: close)
  }

  var yaml: String { "{ open: \(open.yaml), close: \(close.yaml) }" }
}
