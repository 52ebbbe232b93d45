import Outline

/// Finds the innermost section of ascending positions, one step at a time.
struct SectionWalk: Sendable {
  private let sections: [Section]
  private var next = 0
  private var stack: [Int] = []
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

  /// Whether the innermost section, or the nearest one that says so, is a plan.
  var isPlan: Bool {
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
