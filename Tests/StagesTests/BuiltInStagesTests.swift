import Foundation
import PipelineTesting
import Testing

@testable import PipelineKit
@testable import Stages
@testable import WebStages

/// A built-in stage as an argument of a test: a failure names it.
struct BuiltIn: Sendable, CustomTestStringConvertible {
  let type: any Stage.Type
  var typeName: String { String(describing: type) }
  var testDescription: String { type.name }
  /// The folder of its target, which is also the beginning of its tests'.
  let target: String
  static let all =
    builtInStages.map { BuiltIn(type: $0, target: "Stages") } + webStages.map { BuiltIn(type: $0, target: "WebStages") }
  static let types = all.map(\.type)
}

/// What every built-in stage owes its users: a name that can be found, documentation that works, examples that are tested.
struct BuiltInStagesTests {
  private static let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  // MARK: - Names

  @Test func `names are unique`() {
    #expect(Set(BuiltIn.types.map { $0.name }).count == BuiltIn.types.count)
    #expect(BuiltIn.types.count >= 9)
  }

  @Test(arguments: BuiltIn.all)
  func `a stage is named as its type, in words with hyphens`(stage: BuiltIn) {
    #expect(stage.type.name == Self.hyphenated(stage.typeName))
    #expect(stage.type.version >= 1)
  }

  @Test(
    arguments: [
      ("StripPaywall", "strip-paywall"), ("EmitJSONL", "emit-jsonl"), ("FetchHTTPPages", "fetch-http-pages"),
      ("Dedupe", "dedupe"), ("HTTPFetch", "http-fetch"),
    ])
  func `acronyms are one word`(type: String, name: String) {
    #expect(Self.hyphenated(type) == name)
  }

  /// `EmitJSONL` as `emit-jsonl`: a word begins at a capital behind a small letter, or before one.
  private static func hyphenated(_ type: String) -> String {
    let letters = Array(type)
    return letters.indices.map { i in
      let begins =
        i > 0 && letters[i].isUppercase
        && (letters[i - 1].isLowercase || (i + 1 < letters.count && letters[i + 1].isLowercase))
      return (begins ? "-" : "") + letters[i].lowercased()
    }.joined()
  }

  // MARK: - Documentation

  @Test(arguments: BuiltIn.all)
  func `documentation begins with one summary line`(stage: BuiltIn) throws {
    let lines = stage.type.documentation.split(separator: "\n", omittingEmptySubsequences: false)
    let summary = try #require(lines.first)
    #expect(summary.hasSuffix(".") && summary.count > 20 && summary.count < 120)
    #expect(lines.count > 2 && lines[1].isEmpty, "a blank line behind the summary")
    #expect(lines.allSatisfy { $0.count <= 120 })
  }

  @Test(arguments: BuiltIn.all)
  func `the example in the documentation is a pipeline's line that can be run`(stage: BuiltIn) throws {
    #expect(Self.example(of: stage.type).hasPrefix("- use: \(stage.type.name)\n"))
    let pipeline = Self.pipeline(with: stage.type)
    let read = try PipelineReader(stages: BuiltIn.types, environment: [:]).read(pipeline, path: "/jobs/example.yaml")
    #expect(read.pipeline.steps.contains { $0.name == stage.type.name })
    #expect(read.warnings.mistakes.isEmpty)
  }

  /// The text between the marks of the documentation's YAML block.
  private static func example(of type: any Stage.Type) -> String {
    let behind = type.documentation.split(separator: "```yaml\n", maxSplits: 1).dropFirst().first ?? ""
    return String(behind.split(separator: "```", maxSplits: 1, omittingEmptySubsequences: false).first ?? "")
  }

  /// A pipeline file of the stage's example and those of the stages that it cannot be without.
  private static func pipeline(with type: any Stage.Type) -> String {
    var chosen: Set<String> = [type.name]
    var needs = type.needs
    func choose(where fits: (any Stage.Type) -> Bool) {
      guard !BuiltIn.types.contains(where: { chosen.contains($0.name) && fits($0) }),
        let found = BuiltIn.types.first(where: fits)
      else { return }
      chosen.insert(found.name)
      needs.formUnion(found.needs)
    }
    choose { $0 is any Source.Type }
    choose { $0 is any Sink.Type }
    var met: Set<Layer> = []
    while let layer = needs.subtracting(met).min() {
      choose { $0.adds.contains(layer) }
      met.insert(layer)
    }
    // Those of the web are sources, and a source stands first.
    let examples = (webStages + builtInStages).filter { chosen.contains($0.name) }.map(example)
    return "name: example\nstages:\n" + examples.joined()
  }

  @Test(arguments: BuiltIn.all)
  func `the README has its row`(stage: BuiltIn) throws {
    let text = try String(contentsOf: Self.repository.appending(path: "README.md"), encoding: .utf8)
    #expect(text.split(separator: "\n").contains { $0.contains("| `\(stage.type.name)` |") })
  }

  // MARK: - Options

  @Test(arguments: BuiltIn.all)
  func `each option has a name of words and a line of help`(stage: BuiltIn) {
    let options = stage.type.options
    #expect(Set(options.map(\.name)).count == options.count)
    for option in options {
      #expect(option.name.utf8.allSatisfy { ($0 >= 0x61 && $0 <= 0x7A) || $0 == 0x2D }, "\(option.name)")
      let help = option.help
      #expect(help.count > 5 && help.count < 100 && !help.contains("\n"), "\(option.name)")
      #expect(!help.hasSuffix(".") && !help.hasSuffix("。") && help.first?.isLowercase == true, "\(option.name)")
    }
  }

  @Test(arguments: BuiltIn.all)
  func `a default, written out, is a value of its option`(stage: BuiltIn) throws {
    for option in stage.type.options {
      guard let text = option.defaultYAML else { continue }
      let node = try #require(YAMLText.read(text).node, "\(option.name)")
      #expect(throws: Never.self, "\(option.name)") { try option.check(node, in: ConfigContext(folder: "/")) }
    }
  }

  @Test(arguments: BuiltIn.all)
  func `is built from what its example states, and reads every option that it lists`(stage: BuiltIn) throws {
    let given = try Self.givenOptions(of: stage.type)
    #expect(stage.type.options.filter(\.isRequired).allSatisfy { given[$0.name] != nil })
    var reader = OptionReader(given, declared: stage.type.options, context: ConfigContext(folder: "/"))
    _ = try stage.type.init(&reader)
    #expect(reader.read == Set(stage.type.options.map(\.name)))
  }

  /// What the documentation's example says under `with`.
  private static func givenOptions(of type: any Stage.Type) throws -> [String: ConfigNode] {
    guard case .sequence(let entries) = try #require(YAMLText.read(example(of: type)).node).content,
      case .mapping(let members)? = entries.first?.content
    else { return [:] }
    for (key, value) in members where key.scalar == "with" {
      guard case .mapping(let options) = value.content else { continue }
      return Dictionary(uniqueKeysWithValues: options.map { ($0.key.scalar ?? "", $0.value) })
    }
    return [:]
  }

  // MARK: - Files

  @Test(arguments: BuiltIn.all)
  func `has a short file of its own`(stage: BuiltIn) throws {
    let sources = Self.repository.appending(path: "Sources/\(stage.target)")
    let folders = try FileManager.default.contentsOfDirectory(atPath: sources.path).sorted()
    let paths = ([""] + folders.map { $0 + "/" }).map { sources.appending(path: "\($0)\(stage.typeName).swift").path }
    let path = try #require(paths.first { FileManager.default.fileExists(atPath: $0) })
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains("struct \(stage.typeName): "))
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 120, "a stage is glue")
  }

  @Test(arguments: BuiltIn.all)
  func `has tests of its own and a golden case`(stage: BuiltIn) throws {
    let tests = Self.repository.appending(path: "Tests/\(stage.target)Tests")
    #expect(FileManager.default.fileExists(atPath: tests.appending(path: "\(stage.typeName)Tests.swift").path))
    let cases = try GoldenCase.all(below: GoldenTests.folder)
    let own = cases.filter { $0.description.hasPrefix(stage.type.name + "/") }
    #expect(!own.isEmpty)
    for golden in own {
      let pipeline = try String(contentsOfFile: golden.path + "/pipeline.yaml", encoding: .utf8)
      #expect(pipeline.contains("use: \(stage.type.name)\n"), "\(golden)")
    }
  }

  @Test func `every golden folder is a built-in stage's`() throws {
    let groups = try FileManager.default.contentsOfDirectory(atPath: GoldenTests.folder)
    #expect(Set(groups).subtracting(BuiltIn.types.map { $0.name }) == [])
  }
}
