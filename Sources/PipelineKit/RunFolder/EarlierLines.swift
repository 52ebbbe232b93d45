import Synchronization

/// The lines of the previous run's tables, read on a thread of its own while a run works on everything anew.
///
/// Nothing of them depends on what the run makes, and read behind its end they would have one thread all to themselves.
final class EarlierLines: Sendable {
  private final class Reading: @unchecked Sendable {
    let isAbandoned = Atomic(false)
    let monitor = Monitor()
    /// Nil until all are read.
    var lines: Result<[LineBuckets], any Error>?
  }

  private let reading = Reading()
  private let isRead: Monitor.Condition

  /// Begins to read the tables in a run's folder; what memory has no room for goes to files beside `path`.
  init(in folder: String, aside path: String) throws {
    let (reading, condition) = (reading, reading.monitor.condition())
    isRead = condition
    try SystemThread.start {
      let lines = Result {
        try Changes.tables.map { table in
          try Changes.lines(of: table, in: folder, within: nil, hashed: true, aside: path + table.name) {
            if reading.isAbandoned.load(ordering: .relaxed) { throw CancellationError() }
          }
        }
      }
      reading.monitor.locked {
        reading.lines = lines
        condition.broadcast()
      }
    }
  }

  deinit { reading.isAbandoned.store(true, ordering: .relaxed) }

  /// The lines of a table, once all are read.
  func lines(of table: Table) throws -> LineBuckets {
    let lines = reading.monitor.locked {
      while true {
        if let lines = reading.lines { return lines }
        isRead.wait()
      }
    }
    guard let place = Changes.tables.firstIndex(where: { $0.name == table.name }) else {
      preconditionFailure("'\(table.name)' is not compared")
    }
    return try lines.get()[place]
  }
}
