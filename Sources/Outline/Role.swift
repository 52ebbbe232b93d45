/// What a section of a report is about.
public enum Role: String, Sendable, Hashable, CaseIterable {
  /// What was done.
  case achievements
  /// What went wrong or is missing.
  case problems
  /// What is planned.
  case plan
  /// The opening paragraphs.
  case intro
  /// Anything else.
  case other
}
