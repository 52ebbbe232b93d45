import PipelineKit

struct DropShort: Transform {
  static let name = "drop-short"
  static let version = 1
  static let documentation = """
    Drops documents whose text is too short to be a report.

    ```yaml
    - use: drop-short
      with: { min-length: 200 }
    ```
    """
  static let needs: Set<Layer> = [.text]
  static let minLength = Option("min-length", default: 200, range: 1...1_000_000, help: "characters that a report has")
  static let options: [any OptionDeclaration] = [minLength]

  private let minLength: Int

  init(_ options: inout OptionReader) throws { minLength = try options.read(Self.minLength) }

  func process(_ document: inout Document) -> Outcome {
    document.text.unicodeScalars.count < minLength ? .drop(reason: "too-short") : .keep
  }
}
