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

  @Test func `leaves out the periods of lines without a quantity`() {
    let text = Array("2023年度总结\n2024年办理公证12件；2025年办结9件。\n今年以来\n上半年调解约40起".utf8)
    let day = CalendarDate(year: 2024, month: 6, day: 30)
    let all = ExpressionReader().figures(in: text, reference: day)
    let figures = ExpressionReader().figuresInContext(in: text, reference: day, tables: [])
    #expect(all.periods.map(\.period) == ["2023", "2024", "2025", "2024/..", "2024-H1"])
    #expect(figures.periods == [all.periods[1], all.periods[2], all.periods[4]])
    #expect(figures.quantities == all.quantities)
  }

  @Test func `keeps the periods of all lines where there is a table`() {
    let text = Array("2023年度\n项目\t数量\n公证\t12件\n".utf8)
    let tables = TableCells.tables(in: text)
    let figures = ExpressionReader().figuresInContext(in: text, reference: nil, tables: tables)
    #expect(!tables.isEmpty)
    #expect(figures.periods.map(\.period) == ["2023"])
  }
}
