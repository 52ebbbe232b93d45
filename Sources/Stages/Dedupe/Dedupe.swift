import NearDuplicates
import PipelineKit

struct Dedupe: CorpusStage {
  static let name = "dedupe"
  static let version = 1
  static let documentation = """
    Folds exact copies: reports whose text is the same but for white space and width.

    One document stands for its copies: the one that was published first, then the one whose source comes first in the
    order of bytes; one without a date comes last. A copy keeps its row in `documents` with `duplicate_of`, and a link in
    `duplicates`; its figures are not published a second time. A first line that only repeats the report's title does
    not count, as some sites print the title above the text.

    ```yaml
    - use: dedupe
    ```
    """
  static let needs: Set<Layer> = [.source, .text]
  static let adds: Set<Layer> = [.duplicates]

  struct Signature: Sendable, Codable {
    var id: RecordID
    var source: String
    var published: String?
    var digest: String

    /// Whether this document stands for the other, where the two are copies.
    func precedes(_ other: Signature) -> Bool {
      // Behind every date of the calendar.
      let (mine, theirs) = (published ?? "~", other.published ?? "~")
      return mine == theirs ? source.utf8.lexicographicallyPrecedes(other.source.utf8) : mine < theirs
    }
  }

  typealias Aggregate = [String: [Signature]]

  init(_ options: inout OptionReader) throws {}

  func signature(of document: Document) -> Signature {
    var body = document.text[...]
    if let title = document.metadata.title ?? document.page?.title, body.hasPrefix(title + "\n") {
      body = body.dropFirst(title.count + 1)
    }
    let published = document.metadata.published ?? document.page?.fields["published"]
    return Signature(
      id: document.id, source: document.source, published: published, digest: NormalizedText.digest(of: String(body)))
  }

  func emptyAggregate() -> Aggregate { [:] }

  func add(_ signature: Signature, to aggregate: inout Aggregate) {
    aggregate[signature.digest, default: []].append(signature)
  }

  func merge(_ other: Aggregate, into aggregate: inout Aggregate) {
    aggregate.merge(other) { $0 + $1 }
  }

  func resolve(_ aggregate: Aggregate) -> [RecordID: CorpusVerdict] {
    var verdicts: [RecordID: CorpusVerdict] = [:]
    for copies in aggregate.values where copies.count > 1 {
      let sorted = copies.sorted { $0.precedes($1) }
      for copy in sorted.dropFirst() {
        let link = DuplicateLink(of: sorted[0].id, relation: "exact", similarity: 1)
        verdicts[copy.id] = CorpusVerdict(duplicateOf: sorted[0].id, links: [link])
      }
    }
    return verdicts
  }
}
