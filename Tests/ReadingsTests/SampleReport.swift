import Outline
import Quantities
import Readings

/// The figures of a text that is one section of a report of 2025; without `role`, in no section.
func figures(
  inReport string: String, role: Role? = .achievements, period: String = "2025", planPeriod: String? = nil
) -> [Figure] {
  let text = Array(string.utf8)
  let section = role.map {
    Section(range: 0..<text.count, level: 1, marker: "", title: "", titleRange: 0..<0, role: $0, parent: nil)
  }
  return FigureReader().figures(
    in: text, quantities: QuantityReader().quantities(in: text),
    periods: PeriodReader().periods(in: text, reference: CalendarDate(year: 2025, month: 12, day: 31)),
    sections: section.map { [$0] } ?? [], sentences: SentenceReader().sentences(in: text),
    context: ReportContext(period: period, planPeriod: planPeriod))
}
