import Glibc

/// A lock with several conditions that threads wait for under it.
///
/// Foundation's `NSCondition` has one condition a lock, so that each change would wake every thread.
final class Monitor: @unchecked Sendable {
  /// Something that threads wait for; all its calls are made under the lock.
  final class Condition: @unchecked Sendable {
    private let monitor: Monitor
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    fileprivate init(_ monitor: Monitor) {
      self.monitor = monitor
      var attributes = pthread_condattr_t()
      pthread_condattr_init(&attributes)
      // A clock that nobody sets.
      pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
      pthread_cond_init(condition, &attributes)
      pthread_condattr_destroy(&attributes)
    }

    deinit {
      pthread_cond_destroy(condition)
      condition.deallocate()
    }

    /// Waits until somebody wakes this thread; it may also wake without.
    func wait() { pthread_cond_wait(condition, monitor.mutex) }

    /// The same for at most so many seconds; false where they have gone by.
    func wait(seconds: Double) -> Bool {
      var end = timespec()
      clock_gettime(CLOCK_MONOTONIC, &end)
      let nanoseconds = end.tv_nsec + Int(seconds * 1e9)
      end.tv_sec += nanoseconds / 1_000_000_000
      end.tv_nsec = nanoseconds % 1_000_000_000
      return pthread_cond_timedwait(condition, monitor.mutex, &end) != ETIMEDOUT
    }

    /// Wakes one of the threads that wait.
    func signal() { pthread_cond_signal(condition) }

    /// Wakes all of them.
    func broadcast() { pthread_cond_broadcast(condition) }
  }

  fileprivate let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  init() { pthread_mutex_init(mutex, nil) }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  /// Makes a condition, which must not outlive the threads that wait for it.
  func condition() -> Condition { Condition(self) }

  /// Runs `body` under the lock.
  func locked<Result>(_ body: () throws -> Result) rethrows -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body()
  }
}
