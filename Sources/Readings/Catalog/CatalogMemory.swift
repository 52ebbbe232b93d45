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

  /// A question with its answer; a class, so that looking at one counts one reference and not one for each string.
  private final class Entry: Sendable {
    let question: Question
    let answer: String?

    init(_ question: Question, answer: String?) {
      self.question = question
      self.answer = answer
    }

    func answers(_ other: Question) -> Bool {
      question.code == other.code && question.label.equals(other.label) && question.action == other.action
        && question.unit == other.unit
    }
  }

  /// The last question of those that share a place, with its answer.
  private let entries = Mutex([Entry?](repeating: nil, count: most))

  /// How many answers are remembered.
  var count: Int { entries.withLock { $0.count { $0 != nil } } }

  /// The answer remembered, or else the one that `find` gives.
  func answer(to question: Question, _ find: () -> String?) -> String? {
    // The bits of the middle: the lowest ones of the code know little of the words that entered it first.
    let place = Int(truncatingIfNeeded: question.code >> 24) & (Self.most - 1)
    if let known = entries.withLock({ $0[place] }), known.answers(question) { return known.answer }
    let answer = find()
    entries.withLock { $0[place] = Entry(question, answer: answer) }
    return answer
  }
}
