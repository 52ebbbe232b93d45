/// Reads the day that a portal writes into the addresses of its pages: /2024-03/02/, /202403/t20240302_123.html.
public enum AddressDate {
  /// The day in a document's source: a URL, or a path that a mirror of a site made of one (www.x.gov.cn/2024-03/02/…, t20240302_123.html).
  ///
  /// Any other folder may be named after the day on which its files were fetched.
  public static func day(inSource source: String) -> String? {
    let path = Array(source.utf8)
    if pathStart(path) != nil { return read(path) }
    let parts = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: true)
    guard let host = parts.first, let file = parts.last else { return nil }
    if parts.count > 1, isHost(host) { return read("x://".utf8 + path) }
    // TRS writes the day into the name of its files.
    let name = file.startIndex
    guard file.count > 10, file[name] | 0x20 == 0x74, file[name + 9] == UInt8(ascii: "_"),
      file[name + 1..<name + 9].allSatisfy(PageDate.isDigit)
    else { return nil }
    return read(Array(file))
  }

  /// Whether a name is a host's: www.qinglan.gov.cn, but not 2024.01.15.
  private static func isHost(_ name: ArraySlice<UInt8>) -> Bool {
    let labels = name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return labels.count > 1 && labels.allSatisfy { !$0.isEmpty } && labels.last.map { $0.allSatisfy(isLetter) } ?? false
  }

  private static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }

  /// The day in the path of an address; nil where there is none.
  static func read(_ address: String) -> String? { read(Array(address.utf8)) }

  private static func read(_ address: [UInt8]) -> String? {
    let path = Array(address.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") })
    // A host may have numbers of its own.
    var at = pathStart(path).map { path[$0...].firstIndex(of: UInt8(ascii: "/")) ?? path.count } ?? 0
    var best: String?
    while at < path.count {
      guard PageDate.isDigit(path[at]) else {
        at += 1
        continue
      }
      let run = path[at...].prefix { PageDate.isDigit($0) }
      // The last is the most exact, as in /202403/t20240302_123.html.
      if let day = day(path, run) { best = day }
      at = run.endIndex
    }
    return best
  }

  /// What follows the scheme of an address; nil where there is none.
  private static func pathStart(_ address: [UInt8]) -> Int? {
    address.indices.first { address[$0] == UInt8(ascii: ":") && address[$0...].starts(with: "://".utf8) }.map { $0 + 3 }
  }

  /// The day that begins with a run of digits.
  private static func day(_ path: [UInt8], _ run: ArraySlice<UInt8>) -> String? {
    let digits = run.map { Int($0 - 0x30) }
    func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
    switch digits.count {
    case 8, 12, 14: return PageDate(year: number(0..<4), month: number(4..<6), day: number(6..<8), end: 0)?.iso
    case 6:
      guard let day = part(path, run.endIndex) else { return nil }
      return PageDate(year: number(0..<4), month: number(4..<6), day: day.value, end: 0)?.iso
    case 4:
      guard let next = part(path, run.endIndex, four: true) else { return nil }
      if next.digits == 4 {
        return PageDate(year: number(0..<4), month: next.value / 100, day: next.value % 100, end: 0)?.iso
      }
      guard let day = part(path, next.end) else { return nil }
      return PageDate(year: number(0..<4), month: next.value, day: day.value, end: 0)?.iso
    default: return nil
    }
  }

  /// The number of one or two digits behind a sign, or of four where they may be a month with a day.
  private static func part(_ path: [UInt8], _ at: Int, four: Bool = false) -> (value: Int, digits: Int, end: Int)? {
    guard at < path.count, path[at] == 0x2F || path[at] == 0x2D || path[at] == 0x5F else { return nil }
    let run = path[(at + 1)...].prefix { PageDate.isDigit($0) }
    guard run.count == 1 || run.count == 2 || four && run.count == 4 else { return nil }
    // 2024-03-02-x is a day; 2024/03/2x a name.
    if run.endIndex < path.count, path[run.endIndex] | 0x20 >= 0x61, path[run.endIndex] | 0x20 <= 0x7A { return nil }
    return (run.reduce(0) { $0 * 10 + Int($1 - 0x30) }, run.count, run.endIndex)
  }
}
