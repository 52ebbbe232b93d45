import Markup
import PipelineKit
import PipelineTesting
import Stages

/// Takes bytes for a report, decodes them and hands them to every stage that reads texts, as a pipeline does.
struct ReportChain {
  static let pages = ReportChain("text/html", stages: ["strip-markup", "strip-paywall"])
  static let texts = ReportChain(
    "text/plain",
    stages: [
      "strip-markup", "strip-paywall", "segment-outline", "extract-metadata", "extract-metrics", "audit-arithmetic",
    ])

  private let mediaType: String
  private let stages: [any Transform]

  private init(_ mediaType: String, stages names: [String]) {
    self.mediaType = mediaType
    stages = names.map { name in
      guard let type = builtInStages.first(where: { $0.name == name }) as? any Transform.Type,
        let stage = try? type.init([:])
      else { fail("'\(name)' is no transform that can be built without options") }
      return stage
    }
  }

  func read(_ bytes: [UInt8]) {
    let isPage = mediaType == "text/html"
    // What a page may have malformed here is more than by default: otherwise most inputs would end in the decoder.
    guard let decoded = try? CharsetDecoder.decode(bytes, looksLikeMarkup: isPage, tolerance: 500) else { return }
    if isPage { readOtherSetting(decoded.text) }
    var document = Document(
      source: "fuzzed", revision: "", mediaType: mediaType, charset: decoded.charset, text: decoded.text)
    for stage in stages {
      do {
        let outcome = try stage.process(&document)
        requireSound(document, after: type(of: stage).name)
        guard outcome == .keep else { return }
      } catch {
        fail("'\(type(of: stage).name)' throws on a document: \(error)")
      }
    }
  }

  /// Reads a page with one setting more than the pipeline's: all of them at once would leave time for half as many inputs.
  private func readOtherSetting(_ text: String) {
    switch text.utf8.count % 3 {
    case 0: requireSound(PageReader(favor: .balance).read(markup: text))
    case 1: requireSound(PageReader(favor: .precision).read(markup: text))
    default:
      let page = PageReader().read(markup: text)
      requireSound(page)
      // Parts that nobody asks for are missing, and all else is the same.
      let bare = PageReader(parts: []).read(markup: text)
      require(bare.text == page.text && bare.lines == page.lines && bare.title == page.title, "parts change the text")
    }
  }
}
