import Synchronization

/// What a catalogue has been asked lately: thousands of reports count the same things in the same words.
///
/// An answer depends on its question alone, so that what is remembered changes no result.
final class CatalogMemory: Sendable {
  struct Question {
    let label: String
    let action: String?
    let unit: String?
    fileprivate let code: UInt64

    init(label: String, action: String?, unit: String?) {
      (self.label, self.action, self.unit) = (label, action, unit)
      let unit = (unit ?? "").fingerprint()
      code = label.fingerprint(action?.fingerprint(unit) ?? unit)
    }
  }

  /// How many answers are kept at most, a power of two: a few megabytes.
  private static let most = 16_384

  /// A question with its answer, or the place for one.
  private struct Entry {
    var isKnown = false
    var code: UInt64 = 0
    var label = ""
    var action: String?
    var unit: String?
    var answer: String?

    func answers(_ question: Question) -> Bool {
      isKnown && code == question.code && label.equals(question.label) && action == question.action
        && unit == question.unit
    }
  }

  /// The last question of those that share a place, with its answer.
  private let entries = Mutex([Entry](repeating: Entry(), count: most))

  /// How many answers are remembered.
  var count: Int { entries.withLock { $0.count(where: \.isKnown) } }

  /// The answer remembered, or else the one that `find` gives.
  func answer(to question: Question, _ find: () -> String?) -> String? {
    // The bits of the middle: the lowest ones of the code know little of the words that entered it first.
    let place = Int(truncatingIfNeeded: question.code >> 24) & (Self.most - 1)
    let known = entries.withLock { entries in
      // In place: of a copy each string would be counted.
      entries.withUnsafeBufferPointer { $0[place].answers(question) ? Optional($0[place].answer) : nil }
    }
    if let known { return known }
    let answer = find()
    entries.withLock {
      $0[place] = Entry(
        isKnown: true, code: question.code, label: question.label, action: question.action, unit: question.unit,
        answer: answer)
    }
    return answer
  }
}
