import PipelineKit

struct TrapOnWord: Transform {
  static let name = "trap-on-word"
  static let version = 1
  static let documentation = """
    Crashes on a document that holds a word; the tests see with it that a crash costs a document and not the run.

    `trap` is a failed precondition, `overflow` a stack without end, `access` an address that is nobody's.

    ```yaml
    - use: trap-on-word
      with: { word: boom, how: trap }
    ```
    """
  static let needs: Set<Layer> = [.text]
  static let word = Option("word", default: "boom", help: "the word that crashes")
  static let how = Option("how", default: "trap", choices: ["trap", "overflow", "access"], help: "the kind of crash")
  static let options: [any OptionDeclaration] = [word, how]

  private let word: String
  private let how: String

  init(_ options: inout OptionReader) throws {
    word = try options.read(Self.word)
    how = try options.read(Self.how)
  }

  func process(_ document: inout Document) -> Outcome {
    guard document.text.contains(word) else { return .keep }
    switch how {
    case "overflow": return .drop(reason: "\(Self.sum(to: document.text.utf8.count))")
    case "access": UnsafeMutablePointer<Int>(bitPattern: 8)?.pointee = 1
    default: preconditionFailure("the word '\(word)' was met")
    }
    return .keep
  }

  /// Never comes to an end, which the compiler cannot see.
  private static func sum(to count: Int) -> Int { count < 0 ? 0 : 1 + sum(to: count + 1) &* 3 }
}
