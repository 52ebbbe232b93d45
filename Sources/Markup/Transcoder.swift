import Glibc

/// Turns bytes of a charset into UTF-8.
struct Transcoder {
  /// The charset of the bytes.
  let charset: Charset
  /// Whether a character that the end of the bytes cuts is no reason to fail, as in pages that were not received whole.
  let allowsCut: Bool

  /// What bytes decode into.
  struct Output {
    /// UTF-8, well-formed.
    var bytes: [UInt8]
    /// How many malformed sequences have become U+FFFD, one at the end included.
    var replaced = 0
    /// The first of them.
    var firstBad: Int?
    /// Whether the last character was cut by the end.
    var isCut = false

    /// The malformed sequences that speak against the charset.
    var malformed: Int { replaced - (isCut ? 1 : 0) }

    /// The bytes as a string, which are not checked again.
    var text: String {
      bytes.withUnsafeBufferPointer { String(copying: UTF8Span(unchecked: Span(_unsafeElements: $0))) }
    }
  }

  /// The bytes as UTF-8; nil where more than `most` sequences are malformed.
  func output(_ bytes: UnsafeBufferPointer<UInt8>, upTo most: Int) -> Output? {
    var output: Output
    switch charset {
    case .utf8: output = utf8(bytes)
    case .utf16LE, .utf16BE: output = utf16(bytes)
    case .windows1252: output = windows1252(bytes)
    case .gb18030, .big5: output = multibyte(bytes, upTo: most)
    }
    if !allowsCut { output.isCut = false }
    return output.malformed > most ? nil : output
  }

  private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  private func utf8(_ bytes: UnsafeBufferPointer<UInt8>) -> Output {
    var output = Output(bytes: [])
    output.bytes.reserveCapacity(bytes.count)
    var start = 0
    while start < bytes.count {
      let rest = UnsafeBufferPointer(rebasing: bytes[start...])
      guard let bad = ByteScan.utf8(rest, stopsAtFirst: true).firstBad else {
        output.bytes.append(contentsOf: rest)
        break
      }
      let length = ByteScan.malformedLength(rest, bad)
      output.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: rest[..<bad]))
      output.bytes += Self.replacement
      output.replaced += 1
      output.firstBad = output.firstBad ?? start + bad
      start += bad + length
      output.isCut = start == bytes.count && ByteScan.isCut(rest, bad)
    }
    return output
  }

  private func windows1252(_ bytes: UnsafeBufferPointer<UInt8>) -> Output {
    var output = Output(bytes: [])
    output.bytes.reserveCapacity(bytes.count + bytes.count / 8)
    for (at, byte) in bytes.enumerated() {
      guard byte >= 0x80 else {
        output.bytes.append(byte)
        continue
      }
      if Windows1252.isUndefined(byte) {
        output.replaced += 1
        output.firstBad = output.firstBad ?? at
      }
      output.bytes += Windows1252.characters(of: byte)
    }
    return output
  }

  /// A character of Big5 that Windows has and glibc's HKSCS lacks, such as ／, in UTF-8.
  private static func microsoftPair(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> [UInt8]? {
    guard at + 1 < bytes.count, let descriptor = iconv_open("UTF-8", "CP950"), descriptor != iconv_t(bitPattern: -1)
    else { return nil }
    defer { iconv_close(descriptor) }
    var pair = [CChar(bitPattern: bytes[at]), CChar(bitPattern: bytes[at + 1])]
    var out = [CChar](repeating: 0, count: 8)
    var (left, free) = (pair.count, out.count)
    let result = pair.withUnsafeMutableBufferPointer { pair in
      out.withUnsafeMutableBufferPointer { out in
        var from = pair.baseAddress
        var to = out.baseAddress
        return iconv(descriptor, &from, &left, &to, &free)
      }
    }
    return result == 0 && left == 0 ? out.prefix(out.count - free).map { UInt8(bitPattern: $0) } : nil
  }

  /// How many bytes iconv is given at once where `GBPairs` reads most of them.
  private static let window = 64

  /// Stops behind `most` malformed sequences.
  private func multibyte(_ bytes: UnsafeBufferPointer<UInt8>, upTo most: Int) -> Output {
    multibyte(bytes, upTo: most, readsPairs: charset == .gb18030)
  }

  /// What GB18030 is as iconv reads it, however much is malformed.
  static func iconvOutput(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    Transcoder(charset: .gb18030, allowsCut: true).multibyte(bytes, upTo: .max, readsPairs: false).bytes
  }

  private func multibyte(_ bytes: UnsafeBufferPointer<UInt8>, upTo most: Int, readsPairs: Bool) -> Output {
    var output = Output(bytes: [])
    // Opening it takes longer than many a page, which may do without.
    var opened: iconv_t?
    defer { if let opened { iconv_close(opened) } }
    // Two bytes become three, one becomes one; what goes beyond that is written in another round.
    output.bytes = Array(unsafeUninitializedCapacity: bytes.count + bytes.count / 2 + 64) { _, _ in }
    var read = 0
    while read < bytes.count {
      if readsPairs {
        read = GBPairs.read(bytes, read, to: &output.bytes)
        if read == bytes.count { break }
      }
      guard let descriptor = opened ?? iconv_open("UTF-8", charset.iconvName), descriptor != iconv_t(bitPattern: -1)
      else { return Output(bytes: [], replaced: .max, firstBad: 0) }
      opened = descriptor
      var from: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(mutating: bytes.baseAddress! + read)
        .assumingMemoryBound(to: CChar.self)
      var left = bytes.count - read
      if readsPairs { left = min(left, Self.window) }
      let end = read + left
      var result = 0
      var error: Int32 = 0
      let room = max(output.bytes.capacity - output.bytes.count, left + 64)
      output.bytes.append(addingCapacity: room) { span in
        span.withUnsafeMutableBufferPointer { buffer, used in
          var free = buffer.count - used
          let size = free
          buffer.withMemoryRebound(to: CChar.self) { characters in
            var to: UnsafeMutablePointer<CChar>? = characters.baseAddress! + used
            result = iconv(descriptor, &from, &left, &to, &free)
            error = errno
          }
          used += size - free
        }
      }
      read = end - left
      guard result == -1 else { continue }
      // What is cut by the window is read again.
      if error == E2BIG || error == EINVAL && end < bytes.count { continue }
      if error == EILSEQ, charset == .big5, let pair = Self.microsoftPair(bytes, read) {
        output.bytes += pair
        read += 2
        continue
      }
      output.replaced += 1
      output.firstBad = output.firstBad ?? read
      output.bytes += Self.replacement
      if error == EINVAL {
        output.isCut = true
        break
      }
      if output.replaced > most { break }
      read += 1
    }
    return output
  }

  private func utf16(_ bytes: UnsafeBufferPointer<UInt8>) -> Output {
    let low = charset == .utf16LE ? 0 : 1
    func unit(_ at: Int) -> UInt16 { UInt16(bytes[at + low]) | UInt16(bytes[at + 1 - low]) << 8 }
    var output = Output(bytes: [])
    output.bytes.reserveCapacity(bytes.count + bytes.count / 2)
    var at = 0
    while at < bytes.count {
      var isBad = at + 1 == bytes.count
      let first = isBad ? 0 : unit(at)
      switch first {
      case _ where isBad: output.isCut = true
      case 0..<0x80: output.bytes.append(UInt8(first))
      case 0x80..<0x800:
        output.bytes.append(0xC0 | UInt8(first >> 6))
        output.bytes.append(0x80 | UInt8(first & 0x3F))
      case 0xD800...0xDFFF:
        guard first < 0xDC00, at + 3 < bytes.count, case 0xDC00...0xDFFF = unit(at + 2) else {
          isBad = true
          output.isCut = first < 0xDC00 && at + 3 >= bytes.count
          break
        }
        let scalar = 0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(unit(at + 2) & 0x3FF))
        output.bytes.append(0xF0 | UInt8(scalar >> 18))
        output.bytes.append(0x80 | UInt8(scalar >> 12 & 0x3F))
        output.bytes.append(0x80 | UInt8(scalar >> 6 & 0x3F))
        output.bytes.append(0x80 | UInt8(scalar & 0x3F))
        at += 2
      default:
        output.bytes.append(0xE0 | UInt8(first >> 12))
        output.bytes.append(0x80 | UInt8(first >> 6 & 0x3F))
        output.bytes.append(0x80 | UInt8(first & 0x3F))
      }
      if isBad {
        output.bytes += Self.replacement
        output.replaced += 1
        output.firstBad = output.firstBad ?? at
        if output.isCut { break }
      }
      at += 2
    }
    return output
  }
}
