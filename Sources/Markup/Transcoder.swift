import Glibc

/// Turns bytes of a charset into UTF-8.
enum Transcoder {
  /// The bytes as text, or the offset of the first that is none.
  static func text(_ bytes: UnsafeBufferPointer<UInt8>, from charset: Charset) throws(DecodingFailure) -> String {
    switch charset {
    case .utf8: return String(decoding: bytes, as: UTF8.self)
    case .utf16LE, .utf16BE: return try utf16(bytes, from: charset)
    case .gb18030, .big5: return try multibyte(bytes, from: charset, upTo: 0).text
    }
  }

  /// The text with U+FFFD in place of malformed bytes, if these are no more than `most`.
  static func repaired(
    _ bytes: UnsafeBufferPointer<UInt8>, from charset: Charset, upTo most: Int
  ) -> (text: String, replaced: Int)? {
    guard charset == .utf8 else { return try? multibyte(bytes, from: charset, upTo: most) }
    var start = 0
    var replaced = 0
    while let bad = ByteScan.utf8(UnsafeBufferPointer(rebasing: bytes[start...])).firstBad {
      start += bad + 1
      replaced += 1
      if replaced > most { return nil }
    }
    return (String(decoding: bytes, as: UTF8.self), replaced)
  }

  private static func multibyte(
    _ bytes: UnsafeBufferPointer<UInt8>, from charset: Charset, upTo most: Int
  ) throws(DecodingFailure) -> (text: String, replaced: Int) {
    guard let descriptor = iconv_open("UTF-8", charset.iconvName), descriptor != iconv_t(bitPattern: -1) else {
      throw DecodingFailure(charset: charset.rawValue, offset: 0)
    }
    defer { iconv_close(descriptor) }
    // Two bytes become three, one becomes one; what goes beyond that grows the buffer below.
    var out = [UInt8](repeating: 0, count: bytes.count + bytes.count / 2 + 16)
    var used = 0
    var read = 0
    var replaced = 0
    while read < bytes.count {
      var from: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(mutating: bytes.baseAddress! + read)
        .assumingMemoryBound(to: CChar.self)
      var left = bytes.count - read
      let (result, room) = out.withUnsafeMutableBytes { buffer in
        var to: UnsafeMutablePointer<CChar>? = (buffer.baseAddress! + used).assumingMemoryBound(to: CChar.self)
        var room = buffer.count - used
        return (iconv(descriptor, &from, &left, &to, &room), room)
      }
      used = out.count - room
      read = bytes.count - left
      guard result == -1 else { break }
      let isMalformed = errno != E2BIG
      if isMalformed, replaced == most { throw DecodingFailure(charset: charset.rawValue, offset: read) }
      if out.count - used < 16 { out.append(contentsOf: repeatElement(0, count: out.count)) }
      guard isMalformed else { continue }
      for byte in [0xEF, 0xBF, 0xBD] as [UInt8] {
        out[used] = byte
        used += 1
      }
      replaced += 1
      read += 1
    }
    return (String(decoding: out[..<used], as: UTF8.self), replaced)
  }

  private static func utf16(_ bytes: UnsafeBufferPointer<UInt8>, from charset: Charset) throws(DecodingFailure)
    -> String
  {
    let low = charset == .utf16LE ? 0 : 1
    func unit(_ at: Int) -> UInt16 { UInt16(bytes[at + low]) | UInt16(bytes[at + 1 - low]) << 8 }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + bytes.count / 2)
    var at = 0
    while at < bytes.count {
      guard at + 1 < bytes.count else { throw DecodingFailure(charset: charset.rawValue, offset: at) }
      let first = unit(at)
      switch first {
      case 0..<0x80: out.append(UInt8(first))
      case 0x80..<0x800:
        out.append(0xC0 | UInt8(first >> 6))
        out.append(0x80 | UInt8(first & 0x3F))
      case 0xD800...0xDFFF:
        guard first < 0xDC00, at + 3 < bytes.count, case 0xDC00...0xDFFF = unit(at + 2) else {
          throw DecodingFailure(charset: charset.rawValue, offset: at)
        }
        let scalar = 0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(unit(at + 2) & 0x3FF))
        out.append(0xF0 | UInt8(scalar >> 18))
        out.append(0x80 | UInt8(scalar >> 12 & 0x3F))
        out.append(0x80 | UInt8(scalar >> 6 & 0x3F))
        out.append(0x80 | UInt8(scalar & 0x3F))
        at += 2
      default:
        out.append(0xE0 | UInt8(first >> 12))
        out.append(0x80 | UInt8(first >> 6 & 0x3F))
        out.append(0x80 | UInt8(first & 0x3F))
      }
      at += 2
    }
    return String(decoding: out, as: UTF8.self)
  }
}
