import Foundation
import Synchronization
import Testing

@testable import PipelineKit

struct SystemThreadTests {
  @Test func `a thread does its work`() throws {
    let done = DispatchSemaphore(value: 0)
    let thread = Mutex<pthread_t?>(nil)
    try SystemThread.start {
      thread.withLock { $0 = pthread_self() }
      done.signal()
    }
    done.wait()
    #expect(thread.withLock { $0 } != nil && thread.withLock { $0 } != pthread_self())
  }

  @Test func `a thread that the system does not give is a failure, and nothing waits for it`() {
    let failure = #expect(throws: RunFailure.self) {
      try SystemThread.start(stackBytes: 1 << 46) { Issue.record("there is no such memory") }
    }
    #expect(failure?.kind == .inputOutput && failure?.message.contains("cannot start a thread") == true)
  }
}
