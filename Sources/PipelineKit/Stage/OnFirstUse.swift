import Synchronization

/// A value that a stage makes when it first needs it, once, whatever thread asks: a catalogue, an open file.
public final class OnFirstUse<Value: Sendable>: Sendable {
  private let make: @Sendable () throws -> Value
  private let made = Mutex<Value?>(nil)

  /// Notes how to make the value.
  public init(_ make: @escaping @Sendable () throws -> Value) { self.make = make }

  /// The value; an error of its making is thrown each time.
  public func callAsFunction() throws -> Value {
    try made.withLock { value in
      if let value { return value }
      let new = try make()
      value = new
      return new
    }
  }
}
