import Foundation
import NearDuplicates
import Outline
import PipelineKit

/// What `tally inspect A B` says of two reports: how they are related and why, and what tells them apart.
struct PairView {
  private let comparison: PairComparison
  private let differences: SentenceDifferences

  init(_ first: Document, _ second: Document) {
    comparison = PairComparison(TextSketch(first.text), TextSketch(second.text))
    differences = SentenceDifferences(Self.sentences(first.text), Self.sentences(second.text))
  }

  private static func sentences(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return SentenceReader().sentences(in: bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  /// The view, a line each; sentences are not cut.
  var lines: [String] {
    var lines = [verdict, "  " + wording, "  " + evidence]
    let changed = differences.changed.count
    lines.append(
      "sentences: \(differences.shared) in both, \(changed) changed, \(differences.onlyFirst.count) only in the first, "
        + "\(differences.onlySecond.count) only in the second")
    for pair in differences.changed {
      lines.append("  - " + pair.first)
      lines.append("  + " + pair.second)
      for figure in pair.figures ?? [] {
        lines.append("      \(figure.first) → \(figure.second)" + (figure.isMasked ? ", blanked out" : ""))
      }
    }
    lines += differences.onlyFirst.map { "  - " + $0 } + differences.onlySecond.map { "  + " + $0 }
    return lines
  }

  private var verdict: String {
    switch comparison.relation {
    case .exact: "exact: the same text but for blanks, punctuation and width; folded"
    case .near where comparison.differentFigures > 0:
      "near: a copy in which a few figures were corrected; folded, and the later one stands"
    case .near: "near: a copy with other sentences around the same figures; folded"
    case .masked: "masked: a copy in which names or figures are blanked out; folded"
    case .template: "template: the same wording with another body's figures; linked, never folded"
    case nil: "unrelated: too little wording in common, or too few figures that agree"
    }
  }

  private var wording: String {
    "wording: similarity \(Self.share(comparison.similarity)), the shorter one is contained to "
      + Self.share(comparison.containment)
  }

  private var evidence: String {
    "in the same surroundings: figures \(comparison.equalFigures) equal, \(comparison.differentFigures) different; "
      + "names \(comparison.equalNames) equal, \(comparison.differentNames) different"
  }

  private static func share(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    return hundredths >= 100 ? "1.00" : "0.\(hundredths < 10 ? "0" : "")\(hundredths)"
  }
}
