import PipelineKit
import Readings

struct AuditArithmetic: Transform {
  static let name = "audit-arithmetic"
  static let version = 2
  static let documentation = """
    Computes again what the report's figures say of one another, and keeps each relation with its verdict.

    Sums of parts that are meant to add up, rates whose two counts stand in the text, figures stated twice. Masked
    and approximate figures prove nothing and are left out. A relation that does not hold is a finding, not a fault:
    the document goes on.

    ```yaml
    - use: audit-arithmetic
    ```
    """
  static let needs: Set<Layer> = [.metrics]
  static let adds: Set<Layer> = [.checks]

  private let reader = ArithmeticReader()

  init(_ options: inout OptionReader) throws {}

  func process(_ document: inout Document) -> Outcome {
    document.checks = reader.checks(of: document.metrics.map(Figure.init)).map { check in
      Check(
        kind: check.kind.rawValue, terms: check.terms, stated: check.stated, computed: check.computed,
        holds: check.holds, tolerance: check.tolerance, message: check.message)
    }
    return .keep
  }
}
