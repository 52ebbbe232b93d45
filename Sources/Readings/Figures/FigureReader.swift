import Outline
import Quantities

/// Reads what each quantity of a report counts: label, verb, kind, period, and what it is a part of.
///
/// Everything is read from the words around the number; no outside dictionary of metrics is used. Time is linear in the
/// text. A quantity outside every sentence is read as a sentence of its own.
public struct FigureReader: Sendable {
  /// Makes a reader.
  public init() {}

  /// The figures of `text` (UTF-8), one for each quantity and in their order.
  ///
  /// Quantities, periods, sections and sentences are ascending; sections nest. `tables` are the tables of the text, of
  /// which the quantities were read too; nil has them found.
  public func figures(
    in text: [UInt8], quantities: [Quantity], periods: [Quantities.PeriodMention], sections: [Section],
    sentences: [Range<Int>],
    context: ReportContext, tables: [TextTable]? = nil
  ) -> [Figure] {
    var pass = FigurePass(
      text: text, quantities: quantities, periods: periods, sections: sections, context: context,
      tables: tables ?? TableCells.tables(in: text))
    var next = 0
    for sentence in sentences {
      while next < quantities.count, quantities[next].range.lowerBound < sentence.lowerBound {
        pass.read(quantities[next].range, figures: next..<next + 1)
        next += 1
      }
      let first = next
      while next < quantities.count, quantities[next].range.lowerBound < sentence.upperBound { next += 1 }
      if next > first { pass.read(sentence, figures: first..<next) }
    }
    while next < quantities.count {
      pass.read(quantities[next].range, figures: next..<next + 1)
      next += 1
    }
    pass.relateCells()
    return pass.figures
  }
}
