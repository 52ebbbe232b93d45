import Synchronization

/// What a catalogue has been asked lately: thousands of reports count the same things in the same words.
///
/// An answer depends on its question alone, so that what is remembered changes no result.
final class CatalogMemory: Sendable {
  struct Question: Hashable {
    let label: String
    let action: String?
    let unit: String?
    private let code: UInt64

    init(label: String, action: String?, unit: String?) {
      (self.label, self.action, self.unit) = (label, action, unit)
      code = label.fingerprint((action ?? "").fingerprint((unit ?? "").fingerprint()))
    }

    func hash(into hasher: inout Hasher) { hasher.combine(code) }

    static func == (a: Question, b: Question) -> Bool {
      a.code == b.code && a.label.equals(b.label) && a.action == b.action && a.unit == b.unit
    }
  }

  /// How many answers are kept: a few megabytes.
  private static let most = 16_384

  private let answers = Mutex<[Question: String?]>([:])

  /// How many answers are remembered.
  var count: Int { answers.withLock { $0.count } }

  /// The answer remembered, or else the one that `find` gives.
  func answer(to question: Question, _ find: () -> String?) -> String? {
    if let known = answers.withLock({ $0[question] }) { return known }
    let answer = find()
    answers.withLock { answers in
      // Starting over is rarer than keeping an order of use would cost.
      if answers.count >= Self.most { answers.removeAll(keepingCapacity: true) }
      answers[question] = .some(answer)
    }
    return answer
  }
}
