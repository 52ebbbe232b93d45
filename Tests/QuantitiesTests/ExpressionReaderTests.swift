import Quantities
import Testing

struct ExpressionReaderTests {
  @Test func `answers as the two readers do`() {
    let text = Array("2024年5月,办理公证12件,减免3.5万元;上半年调解约40起。".utf8)
    let day = CalendarDate(year: 2024, month: 6, day: 30)
    let figures = ExpressionReader().figures(in: text, reference: day)
    #expect(figures.quantities == QuantityReader().quantities(in: text))
    #expect(figures.quantities.count == 3)
    let periods = PeriodReader().periods(in: text, reference: day)
    #expect(figures.periods.map(\.period) == periods.map(\.period))
    #expect(figures.periods.map(\.range) == periods.map(\.range))
    #expect(periods.count == 2)
  }
}
