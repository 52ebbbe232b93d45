/// What is to be written to a file, in order: bytes, and parts of other files.
struct BlockQueue {
  /// What stands between two places of the file.
  enum Part {
    /// Bytes that were just made, or a part of them.
    case bytes([UInt8], Range<Int>)
    /// Rows of another file.
    case copy(SourceFile.Part)

    var count: Int {
      switch self {
      case .bytes(_, let range): range.count
      case .copy(let part): part.count
      }
    }
  }

  /// What one thread takes.
  struct Block {
    /// Which it is, from 0.
    var number: Int
    /// Where it begins in the file.
    var start: Int
    var count = 0
    var parts: [Part] = []
  }

  private var parts: [Part] = []
  private var head = 0
  private var blocks = 0
  private var taken = 0
  /// How many bytes wait to be taken, with those of other files.
  private(set) var waiting = 0
  /// How much memory that takes.
  private(set) var held = 0

  var isEmpty: Bool { waiting == 0 }

  mutating func append(_ part: Part) {
    if part.count == 0 { return }
    waiting += part.count
    held += Self.memory(of: part)
    parts.append(part)
  }

  /// The next block: as much as `room` holds, and a piece of another file at least.
  mutating func take(_ room: Int) -> Block {
    var block = Block(number: blocks, start: taken)
    while head < parts.count {
      guard let part = take(from: parts[head], room - block.count, isFirst: block.parts.isEmpty) else { break }
      block.parts.append(part)
      block.count += part.count
    }
    if head == parts.count || head > 1024 {
      parts.removeFirst(head)
      head = 0
    }
    waiting -= block.count
    blocks += 1
    taken += block.count
    return block
  }

  /// What fits of the first part; nil where nothing does.
  private mutating func take(from first: Part, _ room: Int, isFirst: Bool) -> Part? {
    let before = Self.memory(of: first)
    var rest: Part?
    var own = first
    switch first {
    case .bytes(let bytes, let range):
      if room <= 0 { return nil }
      if range.count > room {
        own = .bytes(bytes, range.prefix(room))
        rest = .bytes(bytes, range.dropFirst(room))
      }
    case .copy(var part):
      guard isFirst || part.pieces.first.map({ $0.bytes <= room }) ?? true else { return nil }
      own = .copy(part.take(room))
      if !part.pieces.isEmpty { rest = .copy(part) }
    }
    if let rest {
      parts[head] = rest
    } else {
      // What was taken must not keep the memory.
      parts[head] = .bytes([], 0..<0)
      head += 1
    }
    held -= before - (rest.map(Self.memory) ?? 0)
    return own
  }

  private static func memory(of part: Part) -> Int {
    switch part {
    case .bytes(_, let range): range.count
    case .copy(let part): part.pieces.count * 16
    }
  }
}
