import ArgumentParser
import Foundation
import PipelineKit

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Show where a metric comes from: source, section, sentence, and what read it.",
    discussion: "A run is its folder: 'out/NAME/runs/000007' or 'out/NAME/current'.")

  @Argument(help: .init("The run's folder.", valueName: "run")) var folder: String
  @Argument(help: "The metric's id, or the beginning of it.") var metric: String

  private struct MetricRow: Decodable {
    var id, document_id, label, text, qualifier, kind, rule: String
    var segment_id, metric, action, unit, period, part_of: String?
    var value, value_high: Double?
    var masked, change: Bool
    var ratio_of: [String]?
    var start, end: Int
    var sentence: [Int]
  }

  private struct SegmentRow: Decodable {
    var id, role: String
    var parent_id, marker, title: String?
  }

  private struct DocumentRow: Decodable {
    var id, source, revision, text: String
    var title, issuer: String?
  }

  func run() throws {
    do { for line in try lines() { try Console.printVisibly(line) } } catch { throw Console.failure(error) }
  }

  private func lines() throws -> [String] {
    let manifest = try RunManifest(folder: folder)
    guard let row = try first(MetricRow.self, in: .metrics, where: "\"id\":\"\(metric)") else {
      throw RunFailure(.noInput, "explain: run '\(manifest.runID)' has no metric '\(metric)'")
    }
    guard let document = try first(DocumentRow.self, in: .documents, where: "\"id\":\"\(row.document_id)\"") else {
      throw RunFailure(.inputOutput, "explain: the document of metric '\(row.id)' is not there; is the run whole?")
    }
    var lines = ["metric    \(row.id)" + (row.metric.map { "  \($0)" } ?? "  not in the catalogue")]
    lines.append("value     \(value(row))")
    let means = [row.qualifier, row.kind, row.change ? "a change" : nil, row.period ?? "no period"]
    lines.append("means     \(means.compactMap { $0 }.joined(separator: ", "))")
    lines.append("counts    \(row.label)" + (row.action.map { " (\($0))" } ?? ""))
    lines.append("source    \(document.source), characters \(row.start)…\(row.end)")
    lines.append("report    " + [document.title, document.issuer].compactMap { $0 }.joined(separator: ", "))
    lines.append("section   \(try section(row.segment_id))")
    lines.append("sentence  \(sentence(row, in: document.text))")
    for (name, ids) in [("part of", [row.part_of].compactMap { $0 }), ("ratio of", row.ratio_of ?? [])] {
      for id in ids {
        guard let other = try first(MetricRow.self, in: .metrics, where: "\"id\":\"\(id)\"") else { continue }
        lines.append(
          "\(name.padding(toLength: 8, withPad: " ", startingAt: 0))  \(other.text) \(other.label)  \(other.id)")
      }
    }
    lines.append("read by   \(row.rule)")
    let stages = manifest.stages.map {
      [$0.stage, $0.version.map(String.init)].compactMap { $0 }.joined(separator: " ")
    }
    lines.append("run       \(manifest.runID): \(stages.joined(separator: ", "))")
    lines.append("revision  \(document.revision)")
    return lines
  }

  private func value(_ row: MetricRow) -> String {
    func number(_ value: Double) -> String {
      value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    }
    if row.masked { return "blanked out: \(row.text)" }
    let ends = [row.value, row.value_high].compactMap { $0.map(number) }.joined(separator: " to ")
    return [ends, row.unit].compactMap { $0 }.joined(separator: " ") + ", written \(row.text)"
  }

  private func section(_ id: String?) throws -> String {
    var path: [String] = []
    var role: String?
    var next = id
    while let id = next, let row = try first(SegmentRow.self, in: .segments, where: "\"id\":\"\(id)\"") {
      path.insert([row.marker, row.title].compactMap { $0 }.joined(), at: 0)
      role = role ?? row.role
      next = row.parent_id
    }
    return path.isEmpty ? "outside of all" : path.joined(separator: " › ") + " (\(role ?? "other"))"
  }

  /// The sentence with the figure between brackets.
  private func sentence(_ row: MetricRow, in text: String) -> String {
    let points = Array(text.unicodeScalars)
    guard row.sentence.count == 2, let from = row.sentence.first, let upTo = row.sentence.last,
      0 <= from, from <= row.start, row.start <= row.end, row.end <= upTo, upTo <= points.count
    else { return row.text }
    func part(_ range: Range<Int>) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: points[range])
      return String(view)
    }
    return "\(part(from..<row.start))【\(part(row.start..<row.end))】\(part(row.end..<upTo))"
  }

  /// The first row of a table that begins with `words`, which is quicker than decoding them all.
  private func first<Row: Decodable>(_ type: Row.Type, in table: Table, where words: String) throws -> Row? {
    let path = folder + "/" + table.file
    // Behind the schema, so that no other column is meant.
    let head = Array("{\"schema\":\"\(table.schema)\",\(words)".utf8)
    var found: Data?
    let isRead = LineReader.forEachLine(in: path) { line in
      guard line.starts(with: head) else { return true }
      found = Data(line)
      return false
    }
    guard isRead else { throw RunFailure(.inputOutput, "explain: cannot read '\(path)'; is it a published run?") }
    guard let found else { return nil }
    do { return try JSONDecoder().decode(Row.self, from: found) } catch {
      throw RunFailure(.inputOutput, "explain: a line of '\(path)' cannot be read; is the run whole?")
    }
  }
}
