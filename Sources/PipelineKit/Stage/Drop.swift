/// Thrown by a source that finds while fetching that an input is to be left out: the drop is counted by its reason.
public struct Drop: Error, Sendable, Hashable {
  /// The reason, as drops have it (`media-type`).
  public var reason: String

  /// Makes a drop.
  public init(reason: String) { self.reason = reason }
}
