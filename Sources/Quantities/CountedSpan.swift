/// A span counted in units from the reference: 近三年, 上两周, 未来五年, 三天后.
///
/// Peers disagree on each of these words. Here a span is made of whole units of the calendar: figures of reports are kept by
/// the year and the month. 近三年 are the last three years, the reference's own among them; 上两周 and 下三年 are those before
/// and after the present one; 三天后 is the day that lies three days on.
struct CountedSpan: Sendable, Hashable {
  enum Form: Sendable, Hashable {
    /// 近, 过去, 三年来: up to the reference.
    case recent
    /// 上, 前: before the present unit.
    case past
    /// 下, 未来, 今后: after the present unit.
    case coming
    /// 三天前.
    case ago
    /// 三天后.
    case ahead
    /// 三天内: from the reference on.
    case within
  }

  var reference: CalendarDate
  var count: Int
  var grain: Grain
  var form: Form
  /// Whether the word leaves the other end open: 以后, 之前.
  var isOpen = false
  /// Whether the word is 下, which counts whole units for every peer; 接下来 and 未来 count from today for some.
  var isWhole = false

  var period: CalendarPeriod { .span(extent) }

  /// The units of the calendar that are meant.
  var extent: Extent {
    switch form {
    case .recent: Extent(unit(1 - count).first, unit(0).last)
    case .past: Extent(unit(-count).first, unit(-1).last)
    case .coming: Extent(unit(1).first, unit(count).last)
    case .ago: unit(-count)
    case .ahead: unit(count)
    case .within: Extent(reference, shifted(by: count).adding(days: -1))
    }
  }

  /// The unit that lies `offset` units after the reference's.
  func unit(_ offset: Int) -> Extent {
    switch grain {
    case .day: return Extent(.day(reference.adding(days: offset)))
    case .week:
      let monday = reference.monday.adding(days: 7 * offset)
      return Extent(monday, monday.adding(days: 6))
    case .month, .quarter:
      let first = CalendarDate(year: reference.year, month: reference.month, day: 1)
        .adding(months: grain == .month ? offset : 3 * offset)
      return Extent(
        grain == .month ? .month(first.year, first.month) : .quarter(first.year, (first.month + 2) / 3))
    case .year: return Extent(.year(reference.year + offset))
    }
  }

  /// The day that lies `offset` units after the reference.
  func shifted(by offset: Int) -> CalendarDate {
    switch grain {
    case .day: reference.adding(days: offset)
    case .week: reference.adding(days: 7 * offset)
    case .month: reference.adding(months: offset)
    case .quarter: reference.adding(months: 3 * offset)
    case .year: reference.adding(months: 12 * offset)
    }
  }
}
