import NearDuplicates
import PipelineKit

struct Dedupe: CorpusStage {
  static let name = "dedupe"
  static let version = 3
  static let documentation = """
    Folds copies of one report, and links reports that share a template.

    A copy keeps its row in `documents` with `duplicate_of`, and a link in `duplicates`; its figures don't count twice.
    Relations: `exact`, the same text but for white space, punctuation, width and a first line that repeats the title;
    `near`, sentences changed, missing or moved, furniture around it, or a few figures corrected; `masked`, figures or names
    blanked out (`*`, `XX`, 某某); `template`, the same wording with another body's figures, which is linked and never folded.

    Figures decide, not the text: a copy in heavy furniture is less alike than two counties' reports from one template.
    Texts are copies where the figures in the same words are the same; a mask contradicts none. So a masked copy may fit
    several reports. It goes to the one whose figures, names and sentences it has, and never joins two; where several fit
    alike it stands, with a `masked` link to each, and counts as `ambiguous-copies` in the manifest.

    One document stands for its copies, by the reasons in `keep`, one after the other, and then by id: `unmasked` shows what
    others blank out; `official` is of `official-hosts` (by its address, or a folder of its path), and a shop, told by
    `shop-hosts` or by paid or missing text, comes last; `revised` has the figures published last, whenever a copy repeats
    them; `longest` has most letters; `earliest` and `latest` go by the day of publication.

    With `earlier`, the documents of runs published before (a run's folder, or its `documents.jsonl`) are compared too:
    another pipeline's, or those of a month whose pages are no longer listed. A report that was seen then is folded into
    that one, by its id; one that is better, as a revision is, stands, with a link to it. In the folder `sketches` what they
    are compared by is kept from night to night, a file for each run; it is made again where it is missing or does not fit.

    Texts shorter than `min-letters` are compared for exact copies only; with `scope: same-area`, reports only with those
    whose page names the same area, or none.

    ```yaml
    - use: dedupe
      with: { fold: [exact, near, masked], keep: [unmasked, official, revised, longest] }
    ```
    """
  static let needs: Set<Layer> = [.source, .text]
  static let adds: Set<Layer> = [.duplicates]

  static let fold = Option(
    "fold", default: [FoldedRelation.exact, .near, .masked], help: "the copies that are folded; others are only linked")
  static let keep = Option(
    "keep", default: [DuplicateRules.Preference.unmasked, .official, .revised, .longest],
    help: "what decides which document stands for its copies, the most important first")
  static let scope = Option("scope", default: Scope.all, help: "which documents are compared with each other")
  static let earlierRuns = Option(
    "earlier", default: [FilePath](), help: "runs published before, whose documents are compared too")
  static let sketches = Option(
    "sketches", default: FilePath?.none, help: "folder that keeps what the documents of 'earlier' are compared by")
  static let minOverlap = Option(
    "min-overlap", default: 0.6, range: 0.5...1,
    help: "share of its wording that the shorter of two copies, or siblings, has in common")
  static let maxCorrected = Option(
    "max-corrected", default: 0.3, range: 0...0.4, help: "share of the figures in which a revision may differ")
  static let minLetters = Option(
    "min-letters", default: 60, range: 10...10_000,
    help: "letters that a text needs to be told by its wording")
  static let officialHosts = Option(
    "official-hosts", default: ["gov.cn"], help: "hosts of public bodies; a host within one counts too")
  static let shopHosts = Option(
    "shop-hosts",
    default: [
      "wenku.baidu.com", "doc88.com", "docin.com", "taodocs.com", "renrendoc.com", "jinchutou.com", "book118.com",
      "wenkub.com", "zhuangpeitu.com", "yuanchuangli.com",
    ], help: "hosts of shops for documents")
  static let options: [any OptionDeclaration] = [
    fold, keep, scope, earlierRuns, sketches, minOverlap, maxCorrected, minLetters, officialHosts, shopHosts,
  ]

  struct Signature: Sendable, Codable {
    var id: RecordID
    var sketch: TextSketch
    var published: Int32
    var trust: DuplicateIndex.HostTrust
    var scope: UInt32
    /// Whether an earlier run published it.
    var isEarlier = false
  }

  private(set) var rules = DuplicateRules()
  private let area: Scope
  private let hosts: HostLists
  let published: [PublishedDocuments]
  let sketches: FilePath?
  /// What a sketch file depends on besides the documents.
  let sketchedBy: String

  init(_ options: inout OptionReader) throws {
    rules.folded = Set(try options.read(Self.fold).compactMap { DuplicateRelation(rawValue: $0.rawValue) })
    rules.keep = try options.read(Self.keep)
    let overlap = try options.read(Self.minOverlap)
    rules.thresholds = DuplicateThresholds(
      copy: overlap, template: overlap, corrected: try options.read(Self.maxCorrected),
      minLetters: try options.read(Self.minLetters))
    published = try options.read(Self.earlierRuns).map(PublishedDocuments.init)
    sketches = try options.read(Self.sketches)
    area = try options.read(Self.scope)
    let (official, shops) = (try options.read(Self.officialHosts), try options.read(Self.shopHosts))
    hosts = HostLists(official: official, shops: shops)
    sketchedBy =
      "\(Self.version)\n\(area.rawValue)\n\(official.joined(separator: "\n"))\n\n\(shops.joined(separator: "\n"))"
  }

  func signature(of document: Document) -> Signature {
    let sketch = Self.sketch(of: document)
    let named = document.metadata.area.joined(separator: "/")
    return Signature(
      id: document.id, sketch: sketch,
      published: Self.day(document.published),
      trust: hosts.trust(in: document), scope: area == .all || named.isEmpty ? 0 : Self.code(of: named))
  }
}
