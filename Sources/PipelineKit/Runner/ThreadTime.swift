import Foundation

/// The processor time that a thread has taken.
enum ThreadTime {
  /// That of the calling thread, nanoseconds.
  static var own: UInt64 { taken(by: CLOCK_THREAD_CPUTIME_ID) }

  /// That of the thread whose clock it is, nanoseconds.
  static func taken(by clock: clockid_t) -> UInt64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// What `work` gives, its time added to `sum`.
  static func measure<T>(_ sum: inout UInt64, _ work: () throws -> T) rethrows -> T {
    let start = own
    defer { sum += own - start }
    return try work()
  }
}
