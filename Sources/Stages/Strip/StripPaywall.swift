import PipelineKit

struct StripPaywall: Transform {
  static let name = "strip-paywall"
  static let version = 1
  static let documentation = """
    Removes the markers and notices that document sites put into a text.

    A marker may stand in the middle of a word: the text on both sides is joined. An opening marker that is never
    closed runs to the end of the document; a closing one that nothing opened is removed. What the markers enclosed
    stays in the text, and its span is kept in `paid_spans`. Notices are removed with their brackets.

    ```yaml
    - use: strip-paywall
      with: { markers: [{ open: "##paidbegin##", close: "##paidend##" }] }
    ```
    """
  static let needs: Set<Layer> = [.text]
  static let adds: Set<Layer> = [.paidSpans]
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
  static let options: [any OptionDeclaration] = [markers, notices, dropBracketedNotices]

  private let scanner: MarkerScanner

  init(_ options: inout OptionReader) throws {
    let markers = try options.read(Self.markers)
    if let pair = markers.first(where: { $0.open == $0.close }) {
      throw options.mistake("'\(pair.open)' both opens and closes; the two markers must differ", in: Self.markers)
    }
    scanner = MarkerScanner(
      markers: markers, notices: try options.read(Self.notices),
      dropsBracketedNotices: try options.read(Self.dropBracketedNotices))
  }

  func process(_ document: inout Document) -> Outcome {
    let found = scanner.scan(document.text)
    guard !found.text.isEmpty else { return .reject(Failure(code: "no-text", "nothing is left beside markers")) }
    document.text = found.text
    document.paidSpans = found.spans
    return .keep
  }
}
