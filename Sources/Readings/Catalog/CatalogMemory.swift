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

  /// A question with its answer; a class, so that it is not copied to be compared.
  private final class Entry: Sendable {
    private let label: String
    private let action: String?
    private let unit: String?
    private let code: UInt64
    let answer: String?

    init(_ question: Question, _ answer: String?) {
      (label, action, unit, code) = (question.label, question.action, question.unit, question.code)
      self.answer = answer
    }

    func answers(_ question: Question) -> Bool {
      code == question.code && label.equals(question.label) && action == question.action && unit == question.unit
    }
  }

  /// The last question of those that share a place, with its answer.
  private let answers = Mutex([Entry?](repeating: nil, count: most))

  /// How many answers are remembered.
  var count: Int { answers.withLock { $0.count { $0 != nil } } }

  /// The answer remembered, or else the one that `find` gives.
  func answer(to question: Question, _ find: () -> String?) -> String? {
    // The bits of the middle: the lowest ones of the code know little of the words that entered it first.
    let place = Int(truncatingIfNeeded: question.code >> 24) & (Self.most - 1)
    if let known = answers.withLock({ $0[place] }), known.answers(question) { return known.answer }
    let answer = find()
    let entry = Entry(question, answer)
    answers.withLock { $0[place] = entry }
    return answer
  }
}
