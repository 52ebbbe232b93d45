/// A charset that pages are read in.
enum Charset: String {
  case utf8 = "UTF-8"
  case gb18030 = "GB18030"
  case big5 = "Big5"
  case windows1252 = "windows-1252"
  case utf16LE = "UTF-16LE"
  case utf16BE = "UTF-16BE"

  /// The charset that a label stands for, as browsers map labels; nil for one that no page here is read in.
  ///
  /// GB2312 and GBK pages hold characters beyond their charset, so both are read as its superset.
  init?(label: some Collection<UInt8>) {
    let plain = label.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: " ") }
    switch String(decoding: plain, as: UTF8.self).lowercased() {
    case "utf8", "unicode11utf8", "xunicode20utf8": self = .utf8
    case "gb2312", "gbk", "gb18030", "gb231280", "xgbk", "cp936", "ms936", "windows936", "chinese", "csgb2312", "euccn":
      self = .gb18030
    case "big5", "big5hkscs", "cnbig5", "csbig5", "xxbig5", "cp950": self = .big5
    case "iso88591", "latin1", "l1", "windows1252", "cp1252", "xcp1252", "usascii", "ascii", "iso885915", "latin9":
      self = .windows1252
    case "utf16", "utf16le", "unicode", "ucs2": self = .utf16LE
    case "utf16be": self = .utf16BE
    default: return nil
    }
  }

  /// What iconv calls it.
  var iconvName: String { self == .big5 ? "BIG5-HKSCS" : rawValue }
}

/// What a document says its charset is.
enum CharsetDeclaration {
  /// How far into a document a declaration is looked for, unless the bytes leave its charset open.
  static let reach = 4096

  /// The label in `<meta charset>`, `<meta http-equiv content="…charset=">` or the XML declaration: the first of them that begins
  /// before `limit`, outside of comments.
  static func label(in bytes: UnsafeBufferPointer<UInt8>, before limit: Int) -> [UInt8]? {
    guard let base = bytes.baseAddress else { return nil }
    var at = 0
    while let tag = ByteScan.find(UInt8(ascii: "<"), base, at, min(bytes.count, limit)) {
      at = tag + 1
      if matches(bytes, at, "!--") {
        guard let end = commentEnd(bytes, base, at + 3) else { return nil }
        at = end
      } else if tag == 0, matches(bytes, at, "?xml"), let found = value(after: "encoding", in: bytes, from: at) {
        return found
      } else if matches(bytes, at, "meta"), let found = value(after: "charset", in: bytes, from: at) {
        return found
      }
    }
    return nil
  }

  private static func commentEnd(
    _ bytes: UnsafeBufferPointer<UInt8>, _ base: UnsafePointer<UInt8>, _ from: Int
  ) -> Int? {
    var at = from
    while let sign = ByteScan.find(UInt8(ascii: ">"), base, at, bytes.count) {
      // `<!-->` is a whole comment.
      if bytes[sign - 1] == 0x2D, bytes[sign - 2] == 0x2D { return sign + 1 }
      at = sign + 1
    }
    return nil
  }

  /// What stands behind `name=` in the tag that begins at `from`, which is not looked for far.
  private static func value(after name: StaticString, in bytes: UnsafeBufferPointer<UInt8>, from: Int) -> [UInt8]? {
    let end = min(bytes.count, from + 1024)
    var at = from
    while at < end, bytes[at] != UInt8(ascii: ">") {
      defer { at += 1 }
      guard matches(bytes, at, name) else { continue }
      var start = at + name.utf8CodeUnitCount
      while start < end, bytes[start] == 0x20 || bytes[start] == 0x3D || bytes[start] == 0x22 || bytes[start] == 0x27 {
        start += 1
      }
      var stop = start
      while stop < end, isLabelByte(bytes[stop]) { stop += 1 }
      if stop > start { return Array(bytes[start..<stop]) }
    }
    return nil
  }

  private static func isLabelByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F, 0x3A: true
    default: false
    }
  }

  private static func matches(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard at + count <= bytes.count else { return false }
    for i in 0..<count where bytes[at + i] | 0x20 != word.utf8Start[i] | 0x20 { return false }
    return true
  }
}
