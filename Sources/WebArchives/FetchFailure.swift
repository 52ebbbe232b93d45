/// Why a page could not be had.
public struct FetchFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// A short name that a program can match (`timeout-body`).
  public var code: String
  /// What is wrong, lower case, no full stop.
  public var message: String
  /// Whether another try may succeed.
  public var isTransient: Bool
  /// Whether the host gave no answer at all, so that its other pages have no better prospects.
  public var isUnanswered = false
  /// How long the server wants to be left alone, seconds.
  public var retryAfter: Double?

  /// Makes a failure.
  public init(_ code: String, _ message: String, isTransient: Bool = false) {
    self.code = code
    self.message = message
    self.isTransient = isTransient
  }

  /// Code and message.
  public var description: String { "\(code): \(message)" }

  /// A host that gives no answer.
  package static func unanswered(_ code: String, _ message: String) -> FetchFailure {
    var failure = FetchFailure(code, message, isTransient: true)
    failure.isUnanswered = true
    return failure
  }
}
