import Glibc

/// Threads whose start may fail, and then says so: Foundation's do not, and a run would wait for one that never was.
enum SystemThread {
  private final class Body {
    let work: @Sendable () -> Void
    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
  }

  /// Starts a thread that nobody waits for; throws a ``RunFailure`` where the system has none left.
  static func start(stackBytes: Int = 8 << 20, _ work: @escaping @Sendable () -> Void) throws {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    pthread_attr_setstacksize(&attributes, stackBytes)
    let body = Unmanaged.passRetained(Body(work))
    var thread = pthread_t()
    let code = pthread_create(
      &thread, &attributes,
      { body in
        if let body { Unmanaged<Body>.fromOpaque(body).takeRetainedValue().work() }
        return nil
      }, body.toOpaque())
    guard code == 0 else {
      body.release()
      let reason = String(cString: strerror(code)).lowercased()
      throw RunFailure(.inputOutput, "run: cannot start a thread: \(reason); use fewer '--jobs', or raise 'ulimit'")
    }
  }
}
