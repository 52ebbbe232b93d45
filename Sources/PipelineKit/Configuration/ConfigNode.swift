/// A place in a pipeline file.
public struct Position: Sendable, Hashable, Comparable {
  /// The line, from 1.
  public var line: Int
  /// The column in Unicode code points, from 1.
  public var column: Int
  /// The code points that a message underlines; at least 1.
  public var length: Int

  /// Makes a position.
  public init(line: Int, column: Int, length: Int = 1) {
    self.line = line
    self.column = column
    self.length = max(1, length)
  }

  /// Earlier places come first.
  public static func < (a: Position, b: Position) -> Bool { (a.line, a.column) < (b.line, b.column) }
}

/// A value of a pipeline file, with its place.
public struct ConfigNode: Sendable {
  /// What a node holds.
  public enum Content: Sendable {
    /// A scalar as it is written, before anyone reads it as a number or a boolean.
    case scalar(String)
    /// A list.
    case sequence([ConfigNode])
    /// Keys and values in the order of the file.
    case mapping([(key: ConfigNode, value: ConfigNode)])
    /// Nothing after the colon.
    case empty
  }

  /// What the node holds.
  public var content: Content
  /// Where it stands.
  public var position: Position
  /// The scalar before references were replaced; what they stand for may be a secret and is never shown.
  public internal(set) var written: String?

  /// Makes a node.
  public init(_ content: Content, at position: Position = Position(line: 1, column: 1)) {
    self.content = content
    self.position = position
  }

  /// The scalar as written, or nil.
  public var scalar: String? {
    if case .scalar(let text) = content { text } else { nil }
  }

  /// What the node is, in the words of a message.
  var kind: String {
    switch content {
    case .scalar(let text): "'\(written ?? text)'"
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .empty: "nothing"
    }
  }
}

/// A rule that a pipeline file breaks, with its place.
public struct Mistake: Error, Sendable, Hashable {
  /// What is wrong and what would be right, lower case, no full stop.
  public var message: String
  /// Where; nil means the node that was being read.
  public var position: Position?
  /// Whether the file can be run all the same.
  public var isWarning: Bool

  /// Makes a mistake.
  public init(_ message: String, at position: Position? = nil, isWarning: Bool = false) {
    self.message = message
    self.position = position
    self.isWarning = isWarning
  }
}
