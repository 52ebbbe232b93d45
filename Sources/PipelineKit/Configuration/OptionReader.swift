/// The options of one stage as the pipeline file states them, handed to the stage's `init`.
///
/// The pipeline reader has already held every option against its declaration; what `init` may still throw is a rule
/// between options, or one that a type cannot say (a ``Mistake``, placed with ``mistake(_:in:)``).
public struct OptionReader: Sendable {
  let nodes: [String: ConfigNode]
  let declared: Set<String>
  /// The file that the options stand in.
  public let context: ConfigContext
  /// The options that have been read; a test sees with it that no stage lists one that it does not read.
  private(set) var read: Set<String> = []

  /// Makes a reader of `nodes` by name.
  public init(_ nodes: [String: ConfigNode], declared: [any OptionDeclaration], context: ConfigContext) {
    self.nodes = nodes
    self.declared = Set(declared.map(\.name))
    self.context = context
  }

  /// The value of `option`: what the file states, or the default.
  public mutating func read<Value>(_ option: Option<Value>) throws -> Value {
    precondition(declared.contains(option.name), "option '\(option.name)' is read but not listed in 'options'")
    read.insert(option.name)
    if let node = nodes[option.name] {
      do { return try option.read(node, in: context) } catch let broken as Mistake {
        throw Mistake(broken.message, at: broken.position ?? node.position)
      }
    }
    guard let value = option.defaultValue else { throw Mistake("missing option '\(option.name)'") }
    return value.resolved(in: context)
  }

  /// A mistake that points at an option's value.
  public func mistake<Value>(_ message: String, in option: Option<Value>) -> Mistake {
    Mistake(message, at: nodes[option.name]?.position)
  }
}
