import PipelineKit

struct StripPaywall: Transform {
  static let name = "strip-paywall"
  static let version = 2
  static let documentation = """
    Removes the markers and notices that document sites put into a text.

    A marker may stand in the middle of a word: the text on both sides is joined. An opening marker that is never
    closed runs to the end of the document; a closing one that nothing opened is removed. What the markers enclosed
    stays in the text, and its span is kept in `paid_spans`.

    Notices are removed with their brackets, and without brackets where they are a line or end the text: what has a word
    of paying, membership or logging in beside one of reading or of the rest, and hardly another word. The report's own
    sentences about paying and members stay.

    A document is `truncated` when a notice at its end says that the rest is missing, when its text breaks off within a
    sentence before a notice, or when it ends with an ellipsis. A notice behind which the text goes on says nothing.

    Dropped: `truncated`, where the option says so. Rejected: `no-text` (nothing is left beside markers).

    ```yaml
    - use: strip-paywall
      with: { markers: [{ open: "##paidbegin##", close: "##paidend##" }] }
    ```
    """
  static let needs: Set<Layer> = [.text]
  static let adds: Set<Layer> = [.paidSpans, .truncated]
  static let editsText = true
  static let markers = Option("markers", default: [MarkerPair.paid], help: "pairs that open and close a paid span")
  static let notices = Option(
    "notices",
    default: [
      "本资料由用户上传", "本文档由用户上传", "禁止复制转载", "未经许可禁止转载", "文库独家首发", "资料来自文库", "docshare",
    ],
    help: "texts that a site puts in, removed wherever they stand")
  static let dropBracketedNotices = Option(
    "drop-bracketed-notices", default: true,
    help: "whether short brackets that speak of paying, membership or the rest are removed")
  static let dropNoticeLines = Option(
    "drop-notice-lines", default: true,
    help: "whether notices without brackets are removed, on lines of their own and at the end")
  static let truncated = Option(
    "truncated", default: "keep", choices: ["keep", "drop"], help: "what becomes of a document whose rest is missing")
  static let options: [any OptionDeclaration] = [markers, notices, dropBracketedNotices, dropNoticeLines, truncated]

  private let markerScanner: MarkerScanner
  private let noticeScanner: NoticeScanner
  private let dropsTruncated: Bool

  init(_ options: inout OptionReader) throws {
    let markers = try options.read(Self.markers)
    if let pair = markers.first(where: { $0.open == $0.close }) {
      throw options.mistake("'\(pair.open)' both opens and closes; the two markers must differ", in: Self.markers)
    }
    markerScanner = MarkerScanner(markers: markers, notices: try options.read(Self.notices))
    noticeScanner = NoticeScanner(
      dropsBracketed: try options.read(Self.dropBracketedNotices), dropsLines: try options.read(Self.dropNoticeLines))
    dropsTruncated = try options.read(Self.truncated) == "drop"
  }

  func process(_ document: inout Document) -> Outcome {
    let found = PaywallScan(document.text, markers: markerScanner, notices: noticeScanner)
    guard !found.text.isEmpty else { return .reject(Failure(code: "no-text", "nothing is left beside markers")) }
    document.text = found.text
    document.paidSpans = found.spans
    document.isTruncated = found.isTruncated
    return found.isTruncated && dropsTruncated ? .drop(reason: "truncated") : .keep
  }
}
