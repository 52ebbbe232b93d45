import NearDuplicates
import PipelineKit

struct Dedupe: CorpusStage {
  static let name = "dedupe"
  static let version = 2
  static let documentation = """
    Folds copies of one report, and links reports that share a template.

    A copy keeps its row in `documents` with `duplicate_of` and a link in `duplicates`; its figures are not published a second
    time. Four relations are told apart:

    - `exact`: the text is the same but for white space, punctuation and width. A first line that only repeats the
      report's title does not count, as some sites print the title above the text.
    - `near`: the same report with sentences changed, left out or moved, with furniture around it, or revised: a few figures
      corrected.
    - `masked`: the same report with figures or names blanked out (`*`, `XX`, 某某).
    - `template`: the same wording with another body's figures. Such reports are linked, and never folded.

    What decides is the figures, not the text, for a copy on a site with heavy furniture is less alike than two counties'
    reports from one template. Two texts are copies where the figures that stand in the same words are the same; a mask
    contradicts none. A masked copy may agree with several reports. It goes to the one whose figures, names and sentences it
    has, and never joins two reports; where several fit it alike it stands for itself, with a `masked` link to each, and is
    counted as `ambiguous-copies` in the manifest.

    One document stands for its copies. It is chosen by `keep`, one reason after the other, and last by the order of ids:

    - `unmasked`: it shows what others blank out;
    - `official`: its host, in its address or as a folder of its path, is one of `official-hosts`; a shop for documents, told
      by `shop-hosts` or by paid or missing text, comes last;
    - `revised`: its figures are the ones that were published last; when a copy repeats them later does not matter;
    - `longest`: its text has most letters;
    - `earliest`, `latest`: its day of publication.

    Texts shorter than `min-letters` are compared for exact copies only. With `scope: same-area` reports are compared only
    where the page names the same area, or none.

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
  static let minOverlap = Option(
    "min-overlap", default: 0.6, range: 0.5...1,
    help: "share of the shorter text's wording that a copy, or a sibling of one template, has in common with the other")
  static let maxCorrected = Option(
    "max-corrected", default: 0.3, range: 0...0.4, help: "share of the figures in which a revision may differ")
  static let minLetters = Option(
    "min-letters", default: 60, range: 10...10_000, help: "letters that a text needs to be told from others by its wording")
  static let officialHosts = Option(
    "official-hosts", default: ["gov.cn"], help: "hosts of public bodies; a host within one counts too")
  static let shopHosts = Option(
    "shop-hosts",
    default: [
      "wenku.baidu.com", "doc88.com", "docin.com", "taodocs.com", "renrendoc.com", "jinchutou.com", "book118.com",
      "wenkub.com", "zhuangpeitu.com", "yuanchuangli.com",
    ], help: "hosts of shops for documents")
  static let options: [any OptionDeclaration] = [
    fold, keep, scope, minOverlap, maxCorrected, minLetters, officialHosts, shopHosts,
  ]

  enum FoldedRelation: String, OptionValue, CaseIterable {
    case exact, near, masked
  }

  enum Scope: String, OptionValue, CaseIterable {
    case all
    case sameArea = "same-area"
  }

  struct Signature: Sendable, Codable {
    var id: RecordID
    var sketch: TextSketch
    var published: Int32
    var trust: DuplicateIndex.HostTrust
    var scope: UInt32
  }

  private var rules = DuplicateRules()
  private let area: Scope
  private let hosts: HostLists

  init(_ options: inout OptionReader) throws {
    rules.folded = Set(try options.read(Self.fold).compactMap { DuplicateRelation(rawValue: $0.rawValue) })
    rules.keep = try options.read(Self.keep)
    let overlap = try options.read(Self.minOverlap)
    rules.thresholds = DuplicateThresholds(
      copy: overlap, template: overlap, corrected: try options.read(Self.maxCorrected),
      minLetters: try options.read(Self.minLetters))
    area = try options.read(Self.scope)
    hosts = HostLists(official: try options.read(Self.officialHosts), shops: try options.read(Self.shopHosts))
  }

  func signature(of document: Document) -> Signature {
    var body = document.text[...]
    if let title = document.metadata.title ?? document.page?.title, body.hasPrefix(title + "\n") {
      body = body.dropFirst(title.count + 1)
    }
    let sketch = body.utf8.withContiguousStorageIfAvailable { TextSketch(utf8: $0) } ?? TextSketch(String(body))
    let named = document.metadata.area.joined(separator: "/")
    return Signature(
      id: document.id, sketch: sketch,
      published: Self.day(document.metadata.published ?? document.page?.fields["published"]),
      trust: hosts.trust(in: document), scope: area == .all || named.isEmpty ? 0 : Self.code(of: named))
  }

  func emptyAggregate() -> DuplicateIndex { DuplicateIndex() }

  func add(_ signature: Signature, to aggregate: inout DuplicateIndex) {
    aggregate.add(
      DuplicateIndex.Entry(
        id: signature.id.bits, sketch: signature.sketch, published: signature.published, trust: signature.trust,
        scope: signature.scope))
  }

  func merge(_ other: DuplicateIndex, into aggregate: inout DuplicateIndex) { aggregate.merge(other) }

  func resolve(_ aggregate: DuplicateIndex) -> [RecordID: CorpusVerdict] {
    var verdicts: [RecordID: CorpusVerdict] = [:]
    for finding in aggregate.resolve(rules) {
      verdicts[RecordID(bits: finding.id)] = CorpusVerdict(
        duplicateOf: finding.copyOf.map { RecordID(bits: $0) },
        links: finding.links.map {
          DuplicateLink(of: RecordID(bits: $0.of), relation: $0.relation.rawValue, similarity: $0.similarity)
        },
        counts: finding.isAmbiguous ? ["ambiguous-copies": 1] : [:])
    }
    return verdicts
  }

  /// 2025-03-31 as 20250331; a month or year alone comes before its days.
  private static func day(_ date: String?) -> Int32 {
    let digits = (date ?? "").utf8.filter { (0x30...0x39).contains($0) }.prefix(8)
    guard digits.count >= 4 else { return 0 }
    let number = digits.reduce(0) { $0 * 10 + Int32($1 - 0x30) }
    return (digits.count..<8).reduce(number) { whole, _ in whole * 10 }
  }

  /// FNV-1a, which is the same everywhere; 0 means no area.
  private static func code(of area: String) -> UInt32 {
    let hash = area.utf8.reduce(UInt32(0x811C_9DC5)) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    return hash == 0 ? 1 : hash
  }
}

extension DuplicateRules.Preference: OptionValue {}
