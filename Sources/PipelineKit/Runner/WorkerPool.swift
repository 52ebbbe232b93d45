import Foundation
import Glibc
import Logging

/// Runs a leg on many inputs at once and gives the results in the order of submission.
///
/// Threads, not tasks: a stage is plain code that may take its time or never return. One that overruns is left to
/// itself with its thread, its document is rejected, and another thread takes its place; it ends with the process.
final class WorkerPool: @unchecked Sendable {
  private final class Slot {
    /// What it has taken.
    var jobs: [Job] = []
    /// The one that it works on.
    var current: Job?
    var step = 0
    var revision: String?
    /// Uptime at which the stage began, nanoseconds.
    var since: UInt64 = 0
    /// The thread's own time at which the stage began, nanoseconds.
    var cpuSince: UInt64 = 0
    var clock = clockid_t()
    var thread = pthread_self()
    var isAbandoned = false
    let journal = CrashRestart.Journal()
  }

  private struct Abandoned: Error {}

  private struct Job {
    var index: Int
    var input: Input
    var source: Int
  }

  /// How many inputs a worker takes at once, at most.
  private static let atOnce = 8
  /// So many known results may wait to be taken: more would be memory, and fewer have the threads wake one another often.
  private static let mostResults = 1024
  /// A stage may wait so many times longer than it may compute: on a busy machine a thread waits for its turn.
  private static let patience = 10.0
  /// Linux's SCHED_IDLE, a macro that Swift does not see.
  private static let idlePolicy: Int32 = 5

  private let leg: Leg
  private let limits: Pipeline.Limits
  private let logger: Logger
  private let check: @Sendable () throws -> Void
  private let monitor = Monitor()
  /// There may be something to do for a worker.
  private let work: Monitor.Condition
  /// There is room for more inputs.
  private let room: Monitor.Condition
  /// There are results to take.
  private let ready: Monitor.Condition
  private var slots: [Slot] = []
  private var queue: [Job] = []
  private var head = 0
  private var results: [Int: Leg.Result] = [:]
  private var bytesOf: [Int: Int] = [:]
  private var bytesInFlight = 0
  private var submitted = 0
  private var collected = 0
  /// How many workers wait.
  private var idle = 0
  /// How many work on an input.
  private var busy = 0
  private var isListerWaiting = false
  /// Results taken together, handed out one by one from the end; they are under way until the next are taken.
  private var taken: [Leg.Result] = []
  private var takenCount = 0
  /// How many results are waited for before they are taken: for threads to wake one another takes longer than a lock.
  private let batch: Int
  private var isClosed = false
  private var failure: (any Error)?

  /// `check` throws when the run is to stop; it is asked at least every twentieth of a second.
  init(leg: Leg, jobs: Int, limits: Pipeline.Limits, logger: Logger, check: @escaping @Sendable () throws -> Void)
    throws
  {
    self.leg = leg
    self.limits = limits
    self.logger = logger
    self.check = check
    batch = min(16, limits.documentsInFlight / 4 + 1)
    (work, room, ready) = (monitor.condition(), monitor.condition(), monitor.condition())
    do { for _ in 0..<jobs { try addWorker() } } catch {
      // Those that are there already end.
      fail(error)
      throw error
    }
  }

  /// Hands an input in; waits while as much is under way as the limits allow.
  func submit(_ input: Input, source: Int) throws {
    try monitor.locked {
      while failure == nil, bytesOf.count >= limits.documentsInFlight || isFull(with: input.bytes) {
        isListerWaiting = true
        room.wait()
        isListerWaiting = false
      }
      if let failure { throw failure }
      queue.append(Job(index: submitted, input: input, source: source))
      bytesOf[submitted] = input.bytes
      bytesInFlight += input.bytes
      submitted += 1
      if idle > 0 { work.signal() }
    }
  }

  /// Hands in inputs whose results are known; nothing is under way for them, and some may wait to be taken.
  func submit(_ known: [Leg.Result]) throws {
    try monitor.locked {
      while failure == nil, results.count >= Self.mostResults {
        isListerWaiting = true
        room.wait()
        isListerWaiting = false
      }
      if let failure { throw failure }
      for result in known {
        results[submitted] = result
        submitted += 1
      }
      if isWorthTaking { ready.signal() }
    }
  }

  /// How many inputs have been handed in so far.
  var listed: Int { monitor.locked { submitted } }

  /// Says that nothing more will be submitted.
  func close() {
    monitor.locked {
      isClosed = true
      wakeAll()
    }
  }

  /// Ends the run: whoever waits gets the error.
  func fail(_ error: any Error) {
    monitor.locked {
      if failure == nil { failure = error }
      wakeAll()
    }
  }

  private func wakeAll() {
    for condition in [work, room, ready] { condition.broadcast() }
  }

  /// The next result in the order of submission; nil behind the last.
  ///
  /// One thread alone asks.
  func next() throws -> Leg.Result? {
    if taken.isEmpty { try monitor.locked { try take() } }
    return taken.popLast()
  }

  private func take() throws {
    endTaken()
    var isPatient = true
    while true {
      if failure == nil {
        do { try check() } catch { failure = error }
      }
      if let failure {
        wakeAll()
        throw failure
      }
      if isWorthTaking || !isPatient && results[collected] != nil {
        while taken.count < batch, let result = results.removeValue(forKey: collected + taken.count) {
          taken.append(result)
        }
        takenCount = taken.count
        taken.reverse()
        return
      }
      if isClosed, collected == submitted { return }
      abandonOverdue()
      isPatient = ready.wait(seconds: 0.05)
    }
  }

  /// What was taken last is no longer under way.
  private func endTaken() {
    for index in collected..<collected + takenCount { bytesInFlight -= bytesOf.removeValue(forKey: index) ?? 0 }
    collected += takenCount
    takenCount = 0
    if isListerWaiting { room.signal() }
    if idle > 0 { work.broadcast() }
  }

  /// Whether the next result is there, and enough others with it or none to come.
  private var isWorthTaking: Bool {
    results[collected] != nil && (results.count >= batch || busy == 0 && !isForWorkers)
  }

  /// Whether a worker may take the next input: what is expanded or decoded may be larger than what was listed, and then
  /// only the document goes on that all wait for.
  private var isForWorkers: Bool {
    head < queue.count && (bytesInFlight <= limits.bytesInFlight || queue[head].index == collected)
  }

  private func isFull(with bytes: Int) -> Bool {
    bytesInFlight > 0 && bytesInFlight + bytes > limits.bytesInFlight
  }

  private func addWorker() throws {
    let slot = Slot()
    slots.append(slot)
    nonisolated(unsafe) let own = slot
    try SystemThread.start(stackBytes: 16 << 20) { [self] in work(own) }
  }

  private func work(_ slot: Slot) {
    slot.journal.adopt()
    var clock = clockid_t()
    pthread_getcpuclockid(pthread_self(), &clock)
    monitor.locked {
      slot.clock = clock
      slot.thread = pthread_self()
    }
    while case let jobs = take(slot), !jobs.isEmpty {
      do {
        let results = try leg.run(jobs.map { ($0.input, $0.source) }) { try enter(jobs[$0], $1, $2, at: $3, slot) }
        slot.journal.clear()
        guard finish(results, slot) else { return }
      } catch {
        slot.journal.clear()
        // What an abandoned stage comes to in the end is of no account.
        if !isAbandoned(slot) { fail(error) }
        return
      }
    }
  }

  /// The next inputs for a worker; none where it is to end.
  private func take(_ slot: Slot) -> [Job] {
    monitor.locked {
      while failure == nil {
        if isForWorkers {
          // Each worker has as much left to take as this one takes, and short of room there is one input at a time.
          let share = (queue.count - head) / (2 * slots.count)
          let count = bytesInFlight <= limits.bytesInFlight ? max(1, min(share, Self.atOnce)) : 1
          slot.jobs = Array(queue[head..<head + count])
          head += count
          if head > 1024, head * 2 > queue.count {
            queue.removeFirst(head)
            head = 0
          }
          slot.current = slot.jobs.first
          slot.revision = nil
          slot.step = slot.jobs[0].source
          slot.since = DispatchTime.now().uptimeNanoseconds
          slot.cpuSince = ThreadTime.own
          busy += 1
          return slot.jobs
        }
        if isClosed, head == queue.count { return [] }
        idle += 1
        work.wait()
        idle -= 1
      }
      return []
    }
  }

  private func enter(_ job: Job, _ step: Int, _ revision: String?, at cpuTime: UInt64, _ slot: Slot) throws {
    let (failure, isAbandoned) = monitor.locked {
      // The one who gave the document up has put the others back.
      if !slot.isAbandoned { slot.current = job }
      slot.step = step
      slot.revision = revision
      slot.since = DispatchTime.now().uptimeNanoseconds
      slot.cpuSince = cpuTime
      return (self.failure, slot.isAbandoned)
    }
    if isAbandoned { throw Abandoned() }
    if let failure { throw failure }
    slot.journal.note(stage: leg.steps[step].name, source: job.input.source)
  }

  private func isAbandoned(_ slot: Slot) -> Bool { monitor.locked { slot.isAbandoned } }

  /// False where a document has been given up in the meantime.
  private func finish(_ found: [Leg.Result], _ slot: Slot) -> Bool {
    monitor.locked {
      guard !slot.isAbandoned else { return false }
      busy -= 1
      for (job, result) in zip(slot.jobs, found) {
        results[job.index] = result
        let bytes = (result.document?.footprint ?? 0) + (result.rows?.count ?? 0)
        bytesInFlight += bytes - (bytesOf.updateValue(bytes, forKey: job.index) ?? 0)
      }
      slot.jobs = []
      slot.current = nil
      if isWorthTaking { ready.signal() }
      // Their texts may take less than their bytes did.
      if idle > 0, isForWorkers { work.signal() }
      return true
    }
  }

  private func abandonOverdue() {
    let now = DispatchTime.now().uptimeNanoseconds
    let allowed = UInt64(limits.documentSeconds * 1e9)
    for slot in slots where !slot.isAbandoned {
      guard let job = slot.current, now > slot.since, now - slot.since > allowed else { continue }
      let computed = ThreadTime.taken(by: slot.clock) - slot.cpuSince
      guard computed > allowed || Double(now - slot.since) > Double(allowed) * Self.patience else { continue }
      slot.isAbandoned = true
      busy -= 1
      // It may never end, so it gets only the time that nobody else wants.
      var parameters = sched_param()
      pthread_setschedparam(slot.thread, Self.idlePolicy, &parameters)
      let limit = limits.documentSeconds.formatted(.number.precision(.fractionLength(0...2)))
      let message = "the stage worked longer than \(limit) s on this document; raise 'document-seconds' under 'limits'"
      logger.warning("'\(leg.steps[slot.step].name)' does not end on '\(job.input.source)'; going on without it")
      let result = Leg.Result(job.input, sourceStep: job.source)
      result.revision = slot.revision
      result.outcome = .reject(Failure(code: "deadline", message, class: .transient))
      result.endedAt = slot.step
      results[job.index] = result
      // The others it had in hand are begun again; stages leave nothing behind.
      queue.insert(contentsOf: slot.jobs.filter { $0.index != job.index }, at: head)
      do { try addWorker() } catch { failure = failure ?? error }
    }
  }
}
