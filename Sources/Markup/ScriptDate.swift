/// Finds the day of publication among the variables and data of scripts: `"publishTime": "2025-03-31…"`, `var pubdate = '2025-3-31'`.
enum ScriptDate {
  /// The day that all such keys agree on; nil where they name several, as those of a list of pages do.
  static func published(in tree: MarkupTree) -> String? {
    var found: String?
    for range in tree.scriptRanges {
      let script = tree.scripts[range]
      // Linked data says itself what each of its days is.
      if StructuredData.isData(script) { continue }
      var at = script.startIndex + 2
      while at < script.endIndex {
        defer { at += 1 }
        // Each of the keys has "pub" in it, which little else has.
        guard script[at] == UInt8(ascii: "b"), script[at - 1] == UInt8(ascii: "u"), script[at - 2] | 0x20 == 0x70,
          let day = day(in: script, around: at)
        else { continue }
        if let found, found != day { return nil }
        found = day
      }
    }
    return found
  }

  /// The day behind a key that `at` is within.
  private static func day(in script: ArraySlice<UInt8>, around at: Int) -> String? {
    var start = at
    while start > script.startIndex, isName(script[start - 1]), at - start < 16 { start -= 1 }
    guard let end = keys.end(in: script, at: start), end < script.endIndex, !isName(script[end]) else { return nil }
    var value = end
    var signs = 0
    while value < script.endIndex, value - end < 12 {
      switch script[value] {
      case UInt8(ascii: ":"), UInt8(ascii: "="): signs += 1
      case 0x20, 0x22, 0x27, 0x5C: break
      default:
        guard signs == 1 else { return nil }
        if let date = PageDate.read(script, at: value) { return date.iso }
        let digits = script[value...].prefix(14).prefix { PageDate.isDigit($0) }
        guard digits.count == 10 || digits.count == 13 else { return nil }
        return EpochDay.iso(digits.reduce(0) { $0 * 10 + Int($1 - 0x30) })
      }
      value += 1
    }
    return nil
  }

  private static func isName(_ byte: UInt8) -> Bool {
    byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte == 0x5F || PageDate.isDigit(byte)
  }

  private static let keys = WordList(
    """
    datepublished publishtime publishdate publish_time publish_date pubtime pubdate pub_time pub_date publishedat published_at \
    publishedtime published_time publisheddate published_date firstpublished firstpublishedat articlepubtime newspubtime
    """)
}
