import Markup
import PipelineKit

/// Reads the clean text of one report after another without a pipeline file.
///
/// What `fetch-files`, `strip-markup` and `strip-paywall` do, with their defaults. The documents have no revision.
public struct ReportText: Sendable {
  /// The most that is read of a report, in bytes, before and after decompression.
  public static let maxBytes = 1 << 30

  private let decoder = FileDecoder(maxBytes: Self.maxBytes, badBytes: nil)
  private let markup: StripMarkup
  private let paywall: StripPaywall

  /// Makes a reader; `favor` is what it does with text that may be the site's, `parts` what it reads beside title and text.
  public init(favor: PageReader.Favor = .recall, parts: PageReader.Parts = .all) {
    markup = StripMarkup(favor: favor, parts: parts)
    var defaults = OptionReader([:], declared: StripPaywall.options, context: ConfigContext(folder: "/"))
    do { paywall = try StripPaywall(&defaults) } catch { preconditionFailure("the defaults of a stage are valid") }
  }

  /// Reads the file at `path`, which is also the document's source.
  ///
  /// `mediaType` is what the file is, where that is known; otherwise its name and its bytes tell. Throws ``Failure`` where
  /// the file cannot be read or decoded; a report without text is none.
  public func read(path: String, as mediaType: MediaType? = nil) throws -> CleanReport {
    try report(try bounded { try FileBytes.read(path, limit: Self.maxBytes) }, path, mediaType)
  }

  /// Reads an open file or stream to its end.
  public func read(descriptor: Int32, source: String, as mediaType: MediaType? = nil) throws -> CleanReport {
    try report(try bounded { try FileBytes.read(descriptor: descriptor, limit: Self.maxBytes) }, source, mediaType)
  }

  /// Hands on the reports below a folder as `fetch-files` lists them by default; their sources begin with `folder` as given.
  ///
  /// A file or folder that cannot be read is handed on with its verdict. Throws ``RunFailure`` where `folder` itself
  /// cannot be read.
  public static func list(_ folder: String, _ yield: (Input) throws -> Void) throws {
    guard let include = FetchFiles.include.defaultValue else { preconditionFailure("'include' has a default") }
    let tree = FileTree(
      root: FilePath(folder), include: include.map(PathPattern.init), exclude: [], followsLinks: true)
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    try tree.walk { input in
      var input = input
      input.source = prefix + input.source
      try yield(input)
    }
  }

  private func report(_ bytes: [UInt8], _ source: String, _ mediaType: MediaType?) throws -> CleanReport {
    var document = try bounded {
      try decoder.document(of: bytes, source: source, revision: "", mediaType: mediaType)
    }
    let page = markup.page(of: document)
    markup.put(page, into: &document)
    guard !document.text.isEmpty else { return CleanReport(document: document, page: page) }
    if case .reject = paywall.process(&document) { document.text = "" }
    return CleanReport(document: document, page: page)
  }

  /// Here the limit is no option that could be raised.
  private func bounded<Value>(_ read: () throws -> Value) throws -> Value {
    do { return try read() } catch let failure as Failure where failure.code == "too-large" {
      throw Failure(code: failure.code, "there are more than \(Self.maxBytes >> 20) MB to read")
    }
  }
}
