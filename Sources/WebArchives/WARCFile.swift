import Glibc

/// A WARC file, plain or with each record a gzip member of its own, read record by record.
///
/// Of a plain file the heads alone are read while listing; a compressed one must be expanded to find where records end, a block at
/// a time. Behind damage the next record is looked for, so that it costs what it hit. Not for many threads.
public final class WARCFile {
  private static let blockBytes = 1 << 16
  /// What is read of a record at first: most heads, and whole records of a compressed file often, are not longer.
  private static let firstBytes = 1 << 12

  private let file: Int32
  private let size: Int
  private let isCompressed: Bool
  private let inflation = Inflation(.gzip)
  private var at = 0

  /// Opens a file; throws ``FetchFailure`` `unreadable`.
  public init(path: String) throws(FetchFailure) {
    file = open(path, O_RDONLY | O_CLOEXEC)
    var status = stat()
    guard file >= 0, fstat(file, &status) == 0 else {
      let reason = String(cString: strerror(errno)).lowercased()
      if file >= 0 { close(file) }
      throw FetchFailure("unreadable", "the file cannot be read: \(reason)", isTransient: true)
    }
    size = Int(status.st_size)
    var magic: [UInt8] = [0, 0]
    isCompressed = pread(file, &magic, 2, 0) == 2 && magic == [0x1F, 0x8B]
  }

  deinit { close(file) }

  /// The next entry; nil at the end of the file.
  public func next() -> WARCEntry? {
    guard at < size else { return nil }
    return isCompressed ? nextMember() : nextPlain()
  }

  /// The block of a record that begins at `offset`; throws ``FetchFailure``.
  public func block(at offset: Int, limit: Int) throws(FetchFailure) -> [UInt8] {
    let most = WARCRecord.maxHeadBytes + limit
    let bytes: [UInt8]
    if isCompressed {
      let member = expand(from: offset, keeping: most + 1)
      if let fault = member.fault { throw fault }
      bytes = member.kept
    } else {
      let head = read(at: offset, WARCRecord.maxHeadBytes)
      guard let found = WARCRecord.head(of: head[...]) else { throw Self.noRecord }
      bytes = found.length <= limit ? read(at: offset, found.end + found.length) : head
    }
    guard let (_, length, end) = WARCRecord.head(of: bytes[...]) else { throw Self.noRecord }
    guard length <= limit else {
      throw FetchFailure("too-large", "the record has \(length) bytes, and 'max-bytes' is \(limit)")
    }
    guard end + length <= bytes.count else { throw Self.truncated }
    return Array(bytes[end..<(end + length)])
  }

  private static let noRecord = FetchFailure("damaged-record", "what stands here is no WARC record")
  private static let truncated = FetchFailure("truncated-record", "the file ends within the record")

  // MARK: - Plain files

  private func nextPlain() -> WARCEntry? {
    let offset = at
    var bytes = read(at: offset, Self.firstBytes)
    // Two line ends stand behind each record; more or fewer are no harm.
    let blanks = bytes.prefix { $0 == 0x0A || $0 == 0x0D }.count
    if blanks > 0 {
      at += blanks
      return next()
    }
    var found = WARCRecord.head(of: bytes[...])
    if found == nil, bytes.count == Self.firstBytes, bytes.starts(with: "WARC/".utf8) {
      bytes = read(at: offset, WARCRecord.maxHeadBytes)
      found = WARCRecord.head(of: bytes[...])
    }
    guard let (head, length, end) = found else {
      at = find(from: offset + 1)
      return .fault(offset: offset, at < size ? Self.noRecord : Self.truncatedOrNoRecord(bytes))
    }
    guard end + length <= size - offset else {
      // A wrong length would take the records behind it along.
      at = find(from: offset + end)
      return .fault(offset: offset, Self.truncated)
    }
    at = offset + end + length
    // Two line ends, as the standard wants; some writers have fewer or more of them, and then a record follows.
    let behind = read(at: at, 64)
    let next = behind.drop { $0 == 0x0A || $0 == 0x0D }
    if !behind.starts(with: "\r\n\r\n".utf8), !next.isEmpty, !next.starts(with: "WARC/".utf8) {
      at = find(from: offset + end)
      return .fault(
        offset: offset, FetchFailure("damaged-record", "the record does not end where its 'Content-Length' says"))
    }
    let room = min(length, WARCRecord.beginningBytes)
    var beginning = Array(bytes[end...].prefix(room))
    // Hardly an answer's head is longer than what has been read.
    if beginning.count < room, HTTPMessage.head(of: beginning) == nil { beginning = read(at: offset + end, room) }
    return .record(WARCRecord(offset: offset, head: head, length: length, beginning: beginning))
  }

  private static func truncatedOrNoRecord(_ bytes: [UInt8]) -> FetchFailure {
    bytes.starts(with: "WARC/".utf8) ? truncated : noRecord
  }

  /// Where the next record may begin: a line of a version and a field behind it.
  ///
  /// Such a line may begin anywhere, since what stands before it is damaged.
  private func find(from start: Int) -> Int {
    let mark = Array("WARC/1.".utf8)
    var place = start
    while place < size {
      let bytes = read(at: place, Self.blockBytes)
      var from = 0
      while let letter = bytes[from...].firstIndex(of: mark[0]) {
        if bytes[letter...].starts(with: mark), beginsHead(at: place + letter) { return place + letter }
        from = letter + 1
      }
      if bytes.count < Self.blockBytes { return size }
      place += bytes.count - mark.count + 1
    }
    return size
  }

  private func beginsHead(at offset: Int) -> Bool {
    let lines = read(at: offset, 128).split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false)
    guard lines.count > 1, lines[0].dropFirst(7).allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x0D }) else {
      return false
    }
    let name = lines[1].prefix { (0x61...0x7A).contains($0 | 0x20) || $0 == UInt8(ascii: "-") }
    return !name.isEmpty && lines[1].dropFirst(name.count).first == UInt8(ascii: ":")
  }

  // MARK: - Compressed files

  private struct Member {
    var kept: [UInt8] = []
    /// All expanded bytes.
    var count = 0
    /// The compressed bytes.
    var used = 0
    var fault: FetchFailure?
  }

  private func nextMember() -> WARCEntry? {
    let offset = at
    let member = expand(from: offset, keeping: WARCRecord.maxHeadBytes + WARCRecord.beginningBytes)
    if let fault = member.fault {
      at = findMember(from: offset + 1)
      return .fault(offset: offset, fault)
    }
    at = offset + member.used
    guard let (head, length, end) = WARCRecord.head(of: member.kept[...]) else {
      return .fault(offset: offset, Self.noRecord)
    }
    guard end + length <= member.count else { return .fault(offset: offset, Self.truncated) }
    guard member.count - end - length <= 8 else {
      let message = "several records are compressed together; compress each by itself, or expand the file"
      return .fault(offset: offset, FetchFailure("joined-records", message))
    }
    let beginning = Array(member.kept[end...].prefix(min(length, WARCRecord.beginningBytes)))
    return .record(WARCRecord(offset: offset, head: head, length: length, beginning: beginning))
  }

  /// Expands one member and keeps its first bytes.
  private func expand(from offset: Int, keeping most: Int) -> Member {
    inflation.reset()
    var member = Member()
    var kept: [UInt8] = []
    var count = 0
    var block = Self.firstBytes
    while inflation.state == .underWay {
      let bytes = read(at: offset + member.used, block)
      block = Self.blockBytes
      guard !bytes.isEmpty else {
        member.fault = Self.truncated
        break
      }
      member.used += bytes.withUnsafeBufferPointer { input in
        inflation.expand(input) { piece in
          kept += piece.prefix(max(0, most - kept.count))
          count += piece.count
          return true
        }
      }
    }
    if inflation.state == .damaged {
      member.fault = FetchFailure("damaged-record", "the gzip member is damaged after \(count) expanded bytes")
    }
    (member.kept, member.count) = (kept, count)
    return member
  }

  /// Where the next member may begin: the mark of gzip, and a record when it is expanded.
  private func findMember(from start: Int) -> Int {
    var place = start
    while place < size {
      let bytes = read(at: place, Self.blockBytes)
      var from = 0
      while let mark = bytes[from...].firstIndex(of: 0x1F) {
        if bytes[mark...].starts(with: [0x1F, 0x8B, 0x08]), beginsRecord(at: place + mark) { return place + mark }
        from = mark + 1
      }
      if bytes.count < Self.blockBytes { return size }
      place += bytes.count - 2
    }
    return size
  }

  private func beginsRecord(at offset: Int) -> Bool {
    let inflation = Inflation(.gzip)
    var kept: [UInt8] = []
    let bytes = read(at: offset, 4096)
    _ = bytes.withUnsafeBufferPointer { input in
      inflation.expand(input) { piece in
        kept += piece.prefix(5)
        return false
      }
    }
    return kept.starts(with: "WARC/".utf8)
  }

  /// Up to `count` bytes; fewer at the end of the file.
  private func read(at offset: Int, _ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: max(0, min(count, size - offset))) { buffer, filled in
      filled = 0
      while filled < buffer.count {
        let got = pread(file, buffer.baseAddress! + filled, buffer.count - filled, off_t(offset + filled))
        if got < 0, errno == EINTR { continue }
        guard got > 0 else { break }
        filled += got
      }
    }
  }
}
