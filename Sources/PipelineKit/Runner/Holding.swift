import Synchronization

/// How much is held in memory of documents that wait for the corpus stages, and whether workers are to hand over less.
final class Holding: Sendable {
  private let limit: Int
  private let held = Atomic<Int>(0)

  /// `limit` is how many bytes may be held.
  init(limit: Int) { self.limit = limit }

  /// Whether as much is held as may be.
  ///
  /// Then workers hand over a document's layers rather than the document, and its rows wait on disk.
  var isFull: Bool { held.load(ordering: .relaxed) >= limit }

  /// Counts what one document takes.
  func add(_ bytes: Int) { held.add(bytes, ordering: .relaxed) }
}

extension Document {
  /// About how much memory it takes, bytes.
  var footprint: Int { 4096 + 2 * text.utf8.count + 512 * metrics.count + 192 * outline.count }
}
