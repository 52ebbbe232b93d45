import ArgumentParser
import Foundation
import PipelineKit

struct TextCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "text", abstract: "Print the clean text of pages and text files.",
    discussion: """
      One file, or standard input: its text. Several files, or '--paths-from': one JSON object a line, \
      {"path","title","text"}. A few malformed bytes (two in a thousand) are replaced by U+FFFD. A file that cannot be read is named on standard error, and the exit code is 74.
      """)

  @Argument(help: "The files; none reads standard input.") var files: [String] = []
  @Option(help: "Read the files' paths from here, one a line; '-' is standard input.") var pathsFrom: String?

  func run() throws {
    let reader = try PageText()
    if let pathsFrom {
      return try printObjects(files + (try paths(from: pathsFrom)), reader)
    }
    if files.count > 1 { return try printObjects(files, reader) }
    do {
      let document = try reader.read(files.first ?? "/dev/stdin")
      try Console.print(document.text)
    } catch {
      throw Console.failure(named(error, files.first ?? "standard input"))
    }
  }

  private func printObjects(_ paths: [String], _ reader: PageText) throws {
    var failed = 0
    var writer = JSONWriter()
    for path in paths {
      do {
        let document = try reader.read(path)
        writer.removeAll()
        writer.beginObject()
        writer.key("path")
        writer.string(path)
        writer.key("title")
        writer.string(document.page?.title)
        writer.key("text")
        writer.string(document.text)
        writer.endObject()
        writer.newline()
        try Console.write(writer.bytes)
      } catch let failure as Failure {
        Console.note("tally: error: \(path): \(failure.message) (\(failure.code))")
        failed += 1
      }
    }
    guard failed > 0 else { return }
    throw Console.failure("\(failed) of \(paths.count) files could not be read", code: 74)
  }

  private func paths(from list: String) throws -> [String] {
    let data: Data?
    if list == "-" {
      data = try FileHandle.standardInput.readToEnd()
    } else {
      data = FileManager.default.contents(atPath: list)
    }
    guard let data else {
      if list == "-" { return [] }
      throw Console.failure("'\(list)' cannot be read; is the path right?", code: 66)
    }
    return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
  }

  private func named(_ error: any Error, _ path: String) -> any Error {
    guard let failure = error as? Failure else { return error }
    return Failure(code: failure.code, "\(path): \(failure.message)", class: failure.class)
  }
}

/// The stages from a file to its clean text, with their defaults, used one file at a time.
struct PageText {
  private let source: any Source
  private let transforms: [any Transform]

  init() throws {
    let file =
      "name: text\nstages: [{ use: fetch-files, with: { root: /, bad-bytes-per-thousand: 2 } }, { use: strip-markup }, "
      + "{ use: strip-paywall }, { use: emit-jsonl }]"
    let pipeline = try PipelineReader(stages: Tally.stages, environment: [:]).read(file, path: "text").pipeline
    transforms = pipeline.steps.compactMap { $0.stage as? any Transform }
    guard let source = pipeline.steps.first?.stage as? any Source else { preconditionFailure("no source") }
    self.source = source
  }

  /// The document of a file; throws a ``Failure`` where it has no text.
  func read(_ path: String) throws -> Document {
    var document = try source.fetch(Input(source: path, locator: path))
    for transform in transforms {
      switch try transform.process(&document) {
      case .keep: continue
      case .drop(let reason): throw Failure(code: reason, "the file was left out")
      case .reject(let failure) where failure.code == "no-text": document.text = ""; return document
      case .reject(let failure): throw failure
      }
    }
    return document
  }
}
