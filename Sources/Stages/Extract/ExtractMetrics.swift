import Outline
import PipelineKit
import Quantities
import Readings

struct ExtractMetrics: Transform {
  static let name = "extract-metrics"
  static let version = 4
  static let documentation = """
    Reads every figure that the report states: number, unit, qualifier, what it counts, when, done or promised.

    A figure is an amount with its unit, also with the number masked (`*件`): then there is no value, and nothing is
    invented. Dates, ordinals, section numbers, hotlines, document numbers and the names of policies are none. Label
    and action come from the sentence; where it leaves them out, from the figures before. Without words of its own a
    figure has the period of its section. In a table, the names of its row and the headings of its column say it
    together, and the unit may stand in a heading, in a column of its own or in the caption. With a catalogue, figures
    that it recognises have its id in `metric`.

    ```yaml
    - use: extract-metrics
      with: { catalog: Catalogs/judicial.yaml }
    ```
    """
  static let needs: Set<Layer> = [.text, .outline, .metadata]
  static let adds: Set<Layer> = [.metrics]
  static let catalogPath = Option(
    "catalog", default: FilePath?.none, help: "file that names metrics and how they are recognised; null is none")
  static let options: [any OptionDeclaration] = [catalogPath]

  let filesRead: [FilePath]
  private let catalog: OnFirstUse<Catalog>?
  private let expressions = ExpressionReader()
  private let sentences = SentenceReader()
  private let figures = FigureReader()

  init(_ options: inout OptionReader) throws {
    let path = try options.read(Self.catalogPath)
    filesRead = path.map { [$0] } ?? []
    catalog = path.map { path in OnFirstUse { try CatalogFile.read(path.absolute) } }
  }

  func process(_ document: inout Document) throws -> Outcome {
    let text = Array(document.text.utf8)
    let metadata = document.metadata
    let tables = TableCells.tables(in: text, known: TableLines.tables(document.tables, in: text))
    let (quantities, periods) = expressions.figuresInContext(
      in: text, reference: ReferenceDate.of(metadata), tables: tables)
    let found = figures.figures(
      in: text, quantities: quantities, periods: periods,
      sections: document.outline.map(Section.init),
      sentences: sentences.sentences(in: text, onLinesOf: quantities.map(\.range.lowerBound)),
      context: ReportContext(period: metadata.period, planPeriod: metadata.planPeriod), tables: tables)
    let catalog = try catalog?()
    document.metrics = found.map { Metric($0, catalog: catalog) }
    return .keep
  }
}
