import Synchronization

/// What a catalogue has been asked lately: thousands of reports count the same things in the same words.
///
/// An answer depends on its question alone, so that what is remembered changes no result.
final class CatalogMemory: Sendable {
  struct Question: Equatable {
    let label: String
    let action: String?
    let unit: String?
    fileprivate let code: UInt64

    init(label: String, action: String?, unit: String?) {
      (self.label, self.action, self.unit) = (label, action, unit)
      let unit = (unit ?? "").fingerprint()
      code = label.fingerprint(action?.fingerprint(unit) ?? unit)
    }

    static func == (a: Question, b: Question) -> Bool {
      a.code == b.code && a.label.equals(b.label) && a.action == b.action && a.unit == b.unit
    }
  }

  /// How many answers are kept at most, a power of two: a few megabytes.
  private static let most = 16_384

  /// The last question of those that share a place, with its answer.
  private let answers = Mutex([(question: Question, answer: String?)?](repeating: nil, count: most))

  /// How many answers are remembered.
  var count: Int { answers.withLock { $0.count { $0 != nil } } }

  /// The answer remembered, or else the one that `find` gives.
  func answer(to question: Question, _ find: () -> String?) -> String? {
    // The bits of the middle: the lowest ones of the code know little of the words that entered it first.
    let place = Int(truncatingIfNeeded: question.code >> 24) & (Self.most - 1)
    let known = answers.withLock { answers in
      answers[place].flatMap { $0.question == question ? Optional($0.answer) : nil }
    }
    if let known { return known }
    let answer = find()
    answers.withLock { $0[place] = (question, answer) }
    return answer
  }
}
