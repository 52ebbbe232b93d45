import Outline

/// Finds the innermost section of ascending positions, one step at a time.
struct SectionWalk: Sendable {
  private let sections: [Section]
  private var next = 0
  private var stack: [Int] = []
  /// How far lines have been looked at for the heads of annexes, and where the last one found begins.
  private var scanned = 0
  private var annex: Int?
  /// The titles around the position, innermost first.
  private(set) var titles: [Range<Int>] = []

  init(sections: [Section]) {
    self.sections = sections
  }

  /// The innermost section at `position`; positions ascend from call to call.
  mutating func section(at position: Int) -> Int? {
    while next < sections.count, sections[next].range.lowerBound <= position {
      leave(sections[next].range.lowerBound)
      stack.append(next)
      titles.insert(sections[next].titleRange, at: 0)
      next += 1
    }
    leave(position)
    return stack.last
  }

  private mutating func leave(_ position: Int) {
    while let last = stack.last, sections[last].range.upperBound <= position {
      stack.removeLast()
      titles.removeFirst()
    }
  }

  /// Whether `position`, in the innermost section, belongs to a plan: an annex behind it that names none does not (附：2024年业务数据).
  mutating func isPlan(at position: Int, in text: [UInt8]) -> Bool {
    guard isPlan, let section = stack.last.map({ sections[$0] }) else { return false }
    var line = Swift.max(scanned, section.range.lowerBound)
    while let end = text[line..<position].firstIndex(of: 0x0A) {
      line = end + 1
      if Self.headsAnnex(text, line) { annex = line }
    }
    scanned = line
    return annex.map { $0 < section.range.lowerBound } ?? true
  }

  private static let annexes: WordList = ["附：", "附:", "附件", "附表", "附录"]
  private static let plans: WordList = ["计划", "目标", "任务", "安排", "清单", "打算"]

  private static func headsAnnex(_ text: [UInt8], _ line: Int) -> Bool {
    guard text[line] == 0xE9, annexes.contains(startOf: text, line..<text.count) else { return false }
    let end = text[line...].firstIndex(of: 0x0A) ?? text.count
    return !plans.contains(partOf: String(decoding: text[line..<end], as: UTF8.self))
  }

  /// Whether the innermost section, or the nearest one that says so, is a plan.
  private var isPlan: Bool {
    for index in stack.reversed() {
      switch sections[index].role {
      case .plan: return true
      case .other: continue
      default: return false
      }
    }
    return false
  }
}
