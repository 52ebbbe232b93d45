import Quantities

/// Computes again what a report's figures say of one another.
///
/// Masked, approximate and bounded figures take part in nothing. A list of parts that misses its whole by far is taken for an
/// incomplete list, one that exceeds it by far for overlapping parts, and neither for a mistake.
public struct ArithmeticReader: Sendable {
  /// Makes a reader.
  public init() {}

  /// The relations between `figures` (in the order of the text), by the figure that states the result.
  public func checks(of figures: [Figure]) -> [ArithmeticCheck] {
    let checks = sums(figures) + rates(figures) + growth(figures) + repeats(figures)
    return checks.sorted {
      ($0.stated, $0.kind.rawValue, $0.terms.first ?? 0) < ($1.stated, $1.kind.rawValue, $1.terms.first ?? 0)
    }
  }

  // MARK: Sums

  /// The share of the whole that its parts may exceed it by and still be meant to add up.
  ///
  /// Mistakes in counting are small; parts that overlap exceed it by more. Rounded up to whole things.
  private static let slack = 0.1
  /// The share of the whole that its parts may miss it by and still be meant to add up: a list that leaves something out
  /// leaves out more.
  private static let gap = 0.02

  private func sums(_ figures: [Figure]) -> [ArithmeticCheck] {
    var parts: [Int: [Int]] = [:]
    for index in figures.indices {
      if let whole = figures[index].partOf, figures.indices.contains(whole) { parts[whole, default: []].append(index) }
    }
    return parts.keys.sorted().flatMap { whole -> [ArithmeticCheck] in
      guard let total = figures[whole].quantity.exactValue, let terms = parts[whole] else { return [] }
      return lists(terms, of: whole, figures).flatMap { list -> [ArithmeticCheck] in
        guard list.count > 1 else { return [] }
        let divisions = divisions(of: list, total: total, figures)
        let lists = divisions.count > 1 ? divisions : [list]
        return lists.compactMap { sum(of: $0, total: total, whole: whole, figures) }
      }
    }
  }

  /// The parts of a whole that is taken apart more than once, by sex and by age, each list apart; the last may not add up.
  private func divisions(of parts: [Int], total: Double, _ figures: [Figure]) -> [[Int]] {
    var divisions: [[Int]] = []
    var list: [Int] = []
    var sum = 0.0
    for part in parts {
      guard let value = figures[part].quantity.exactValue else { return [] }
      list.append(part)
      sum += value
      if sum == total, list.count > 1 {
        divisions.append(list)
        (list, sum) = ([], 0)
      }
    }
    if list.count > 1 { divisions.append(list) }
    return divisions
  }

  /// The parts of a figure; in a table, a sum has those of its row and those of its column apart.
  private func lists(_ parts: [Int], of whole: Int, _ figures: [Figure]) -> [[Int]] {
    guard figures[whole].rule == .tableRow else { return [parts] }
    let across = parts.filter { figures[$0].sentence == figures[whole].sentence }
    let down = parts.filter { figures[$0].sentence != figures[whole].sentence }
    return [across, down].filter { !$0.isEmpty }
  }

  private func sum(of parts: [Int], total: Double, whole: Int, _ figures: [Figure]) -> ArithmeticCheck? {
    let unit = Unit(figures[whole].quantity.unit)
    guard unit.family != .rate, parts.allSatisfy({ Unit(figures[$0].quantity.unit).isComparable(to: unit) }) else {
      return nil
    }
    // A whole may be taken apart twice (审结 of 受理, then by outcome): the runs of neighbours are tried before all of them.
    for run in [parts] + runs(parts) + prefixes(parts) where run.count > 1 {
      let values = run.compactMap { figures[$0].quantity.exactValue }
      guard values.count == run.count else { continue }
      if values.reduce(0, +) == total { return make(run, values, total, whole) }
    }
    // None adds up: the items of the list, if they are one, are a mistake where they are near, and incomplete where not.
    let items = parts.filter { !overlaps(figures[$0]) }
    let values = items.compactMap { figures[$0].quantity.exactValue }
    guard items.count > 1, values.count == items.count, isList(items, figures) else { return nil }
    let sum = values.reduce(0, +)
    let isNear = sum > total ? sum - total <= (total * Self.slack).rounded(.up) : total - sum <= total * Self.gap
    guard isNear else { return nil }
    // 调解612件，成功601件。其中…: the parts may be those of the count before.
    let other = figures.indices.first { index in
      index != whole && figures[whole].rule != .tableRow && figures[index].sentence == figures[whole].sentence
        && figures[index].quantity.exactValue == sum
        && Unit(figures[index].quantity.unit).isComparable(to: unit)
    }
    return make(items, values, figures[other ?? whole].quantity.exactValue ?? total, other ?? whole)
  }

  /// The parts as runs of figures that stand side by side.
  private func runs(_ parts: [Int]) -> [[Int]] {
    var runs: [[Int]] = []
    for part in parts {
      if let last = runs.last?.last, last + 1 == part { runs[runs.count - 1].append(part) } else { runs.append([part]) }
    }
    return runs.count > 1 ? runs : []
  }

  /// The first parts without the last, or the last two, which may say how the whole was dealt with.
  private func prefixes(_ parts: [Int]) -> [[Int]] {
    [1, 2].filter { parts.count - $0 > 1 }.map { Array(parts.dropLast($0)) }
  }

  /// Whether a part says how the whole was come by or dealt with, and so holds what the other parts hold too.
  private func overlaps(_ figure: Figure) -> Bool {
    let action = figure.action ?? ""
    return action.ends(with: "结转") || Relations.closers.contains(endOf: action)
  }

  /// Whether figures are the items of one list: side by side in one sentence, or in one table, with one unit.
  private func isList(_ run: [Int], _ figures: [Figure]) -> Bool {
    guard let first = run.first, let last = run.last else { return false }
    if figures[first].rule == .tableRow {
      return run.allSatisfy { figures[$0].quantity.unit == figures[first].quantity.unit }
    }
    guard last - first == run.count - 1 else { return false }
    return run.allSatisfy { part in
      figures[part].sentence == figures[first].sentence
        && figures[part].quantity.unit == figures[first].quantity.unit
    }
  }

  private func make(_ terms: [Int], _ values: [Double], _ total: Double, _ whole: Int) -> ArithmeticCheck {
    let sum = values.reduce(0, +)
    return ArithmeticCheck(
      kind: .sum, terms: terms, stated: whole, computed: sum, holds: abs(sum - total) < 1e-6 * max(1, total),
      tolerance: 0,
      message: values.map(\.plain).joined(separator: " + ") + " = \(sum.plain), stated \(total.plain)")
  }

  // MARK: Rates

  private func rates(_ figures: [Figure]) -> [ArithmeticCheck] {
    figures.indices.compactMap { index in
      guard let ratio = figures[index].ratioOf, let stated = figures[index].quantity.exactValue,
        let numerator = figures[ratio.numerator].quantity.exactValue,
        let denominator = figures[ratio.denominator].quantity.exactValue,
        denominator > 0
      else { return nil }
      let computed = numerator / denominator * 100
      let tolerance = Self.tolerance(of: figures[index].quantity, stated)
      return ArithmeticCheck(
        kind: .rate, terms: [ratio.numerator, ratio.denominator], stated: index, computed: computed,
        holds: abs(computed - stated) <= tolerance + Self.noise, tolerance: tolerance,
        message:
          "\(numerator.plain) / \(denominator.plain) = \(computed.hundredths)%, stated \(stated.plain)%"
      )
    }
  }

  /// Growth rates and differences between a value and an earlier one, both beside it: in a sentence (由60件增至66件，增长10%) or
  /// in the row of a table.
  private func growth(_ figures: [Figure]) -> [ArithmeticCheck] {
    figures.indices.dropFirst(2).compactMap { index in
      guard figures[index].isChange, !figures[index].isDistance, figures[index].kind == .change else { return nil }
      let change = figures[index]
      guard let stated = change.quantity.exactValue else { return nil }
      var pair: (earlier: Int, later: Int)
      if change.rule == .tableRow {
        guard figures[index - 1].rule == .tableRow, figures[index - 2].rule == .tableRow,
          figures[index - 1].kind == .actual, figures[index - 2].kind == .actual, !figures[index - 1].isChange,
          !figures[index - 2].isChange, figures[index - 1].label == change.label,
          figures[index - 2].label == change.label
        else { return nil }
        pair = (index - 1, index - 2)
        // This year's column mostly stands first; where the heading says which year is which, that decides.
        if let left = figures[index - 2].period, let right = figures[index - 1].period, left < right {
          pair = (index - 2, index - 1)
        }
      } else {
        guard figures[index - 2].kind == .baseline, figures[index - 1].kind == .actual,
          figures[index - 1].sentence == change.sentence, change.label.ends(with: figures[index - 1].label),
          Unit(figures[index - 1].quantity.unit).isComparable(to: Unit(figures[index - 2].quantity.unit))
        else { return nil }
        pair = (index - 2, index - 1)
      }
      guard let earlier = figures[pair.earlier].quantity.exactValue,
        let later = figures[pair.later].quantity.exactValue, earlier > 0
      else {
        return nil
      }
      return growth(stated, from: (pair.earlier, earlier), to: (pair.later, later), at: index, change)
    }
  }

  private func growth(
    _ stated: Double, from earlier: (index: Int, value: Double), to later: (index: Int, value: Double), at index: Int,
    _ change: Figure
  ) -> ArithmeticCheck? {
    let unit = change.quantity.unit ?? "%"
    let isRate = unit == "%" || unit == "％"
    guard isRate || unit == "个百分点" || Unit(unit).family != .rate else { return nil }
    let difference = later.value - earlier.value
    let signed = isRate ? difference / earlier.value * 100 : difference
    // A verb says which way it went: 下降20%.
    let isSigned = stated < 0 || change.rule == .tableRow && change.action == nil
    let computed = isSigned ? signed : abs(signed)
    let tolerance = isRate ? Self.tolerance(of: change.quantity, stated) : 0
    return ArithmeticCheck(
      kind: isRate ? .rate : .difference, terms: [later.index, earlier.index], stated: index, computed: computed,
      holds: abs(computed - stated) <= tolerance + Self.noise, tolerance: tolerance,
      message: "\(earlier.value.plain) to \(later.value.plain) is a change of \(computed.hundredths)"
        + (isRate ? "%" : "") + ", stated \(stated.plain)" + (isRate ? "%" : ""))
  }

  // MARK: Repeated figures

  private struct Identity: Hashable {
    var label: String
    var action: String
    var unit: String
    var period: String
    var kind: FigureKind
    /// Tells most from one another; the unit and the kind seldom tell two figures of a label apart.
    private let code: UInt64

    init(label: String, action: String, unit: String, period: String, kind: FigureKind) {
      self.label = label
      self.action = action
      self.unit = unit
      self.period = period
      self.kind = kind
      code = period.fingerprint(label.fingerprint(action.fingerprint()))
    }

    func hash(into hasher: inout Hasher) { hasher.combine(code) }

    static func == (a: Identity, b: Identity) -> Bool {
      a.code == b.code && a.kind == b.kind && a.label.equals(b.label) && a.action.equals(b.action)
        && a.unit.equals(b.unit)
        && a.period.equals(b.period)
    }
  }

  /// Whether two values of one thing are so near that one of them is a mistake.
  ///
  /// What differs by more, or is small, is two things that the labels do not tell apart: two meetings, two batches.
  private func isSlip(from one: Double, to other: Double) -> Bool {
    min(one, other) >= 50 && abs(one - other) <= max(one, other) * Self.slack
  }

  private func repeats(_ figures: [Figure]) -> [ArithmeticCheck] {
    var first: [Identity: Int] = [:]
    first.reserveCapacity(figures.count)
    var checks: [ArithmeticCheck] = []
    for index in figures.indices {
      guard let value = figures[index].quantity.exactValue, figures[index].label.utf8.count >= 12,
        !figures[index].isChange, let period = figures[index].period
      else { continue }
      let figure = figures[index]
      let identity = Identity(
        label: figure.label, action: figure.action ?? "", unit: figure.quantity.unit ?? "", period: period,
        kind: figure.kind)
      guard let earlier = first[identity] else {
        first[identity] = index
        continue
      }
      guard figures[earlier].sentence != figure.sentence, let before = figures[earlier].quantity.exactValue,
        before == value || isSlip(from: before, to: value)
      else { continue }
      checks.append(
        ArithmeticCheck(
          kind: .restated, terms: [earlier], stated: index, computed: before, holds: before == value, tolerance: 0,
          message: before == value
            ? "\(figure.label) is \(before.plain) twice"
            : "\(figure.label) is \(before.plain) before, stated \(value.plain)"))
    }
    return checks
  }

  // MARK: Values

  /// Half a unit of the last decimal that a value is stated with.
  private static func tolerance(of quantity: Quantity, _ value: Double) -> Double {
    var scaled = abs(value)
    var half = 0.5
    for _ in 0..<4 {
      if abs(scaled - scaled.rounded()) < 1e-6 { break }
      scaled *= 10
      half /= 10
    }
    return half
  }

  /// What binary fractions may be off by; a rate that lies exactly between two roundings may be stated as either.
  private static let noise = 1e-9
}
