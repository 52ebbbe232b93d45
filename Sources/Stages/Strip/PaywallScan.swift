/// A text without what a document site has put into it.
struct PaywallScan {
  /// The text.
  var text: String
  /// What stood between markers, in UTF-8 bytes of `text`.
  var spans: [Range<Int>]
  /// Whether the text is only the beginning of the report.
  var isTruncated: Bool

  init(_ text: String, markers: MarkerScanner, notices: NoticeScanner) {
    var bytes = Array(text.utf8)
    let marked = markers.scan(bytes)
    spans = marked.spans
    if !marked.cuts.isEmpty {
      let cuts = TextCuts(marked.cuts, in: bytes)
      spans = cuts.places(spans)
      bytes = cuts.text
    }
    // Markers go first, so that one inside a notice neither hides it nor is lost with it.
    let found = notices.scan(bytes)
    var isTruncated = false
    if !found.isEmpty {
      let cuts = TextCuts(found.map(\.range), in: bytes)
      spans = cuts.places(spans)
      bytes = cuts.text
      isTruncated = found.contains {
        Truncation.isMarked(by: $0.notice, at: cuts.place($0.range.lowerBound), in: bytes)
      }
    }
    let isUnchanged = marked.cuts.isEmpty && found.isEmpty
    self.text = isUnchanged ? text : String(decoding: bytes, as: UTF8.self)
    self.isTruncated = isTruncated || Truncation.endsWithEllipsis(bytes)
  }
}
