import Foundation
import PipelineTesting
import Testing

/// What the README shows on a terminal is what the program prints.
///
/// Every ```` ```console ```` block is run as it stands, one after another, in a copy of `Pipelines` and `Data` with
/// `tally` on the path: what one command writes, the next can read. Commands that build or install belong into a
/// ```` ```sh ```` block, which is not run.
struct ReadmeTests {
  private static let path = Binary.repository + "/README.md"
  private static let hasReadme = FileManager.default.fileExists(atPath: path)

  @Test(.enabled(if: hasReadme, "there is no README.md"))
  func `the README shows what the program prints`() throws {
    let blocks = ConsoleBlock.all(in: try String(contentsOfFile: Self.path, encoding: .utf8))
    #expect(!blocks.isEmpty)
    let folder = try TemporaryFolder()
    for name in ["Pipelines", "Data"] {
      try FileManager.default.copyItem(
        atPath: Binary.repository + "/" + name, toPath: folder.path + "/" + name)
    }
    for block in blocks {
      #expect(!block.steps.isEmpty, "README.md:\(block.line): a console block without a command")
      for step in block.steps {
        let result = try Binary.shell("{ \(step.command)\n} 2>&1", in: folder.path)
        #expect(result.code != 127, "README.md:\(block.line): \(step.command): \(result.output)")
        #expect(step.matches(result.output), "README.md:\(block.line): \(step.command) prints:\n\(result.output)")
      }
    }
  }

  @Test func `commands and what is under them are read from console blocks alone`() throws {
    let blocks = ConsoleBlock.all(
      in: "a\n```sh\n$ rm -r /\n```\n```console\n$ a \\\n  b\nout\n\nput\n$ c\n```\n")
    #expect(blocks.count == 1)
    #expect(blocks[0].line == 5)
    #expect(blocks[0].steps.map(\.command) == ["a   b", "c"])
    #expect(blocks[0].steps.map(\.output) == [["out", "", "put"], []])
  }

  @Test(arguments: [
    (["a", "b"], "a\nb\n", true), (["a"], "a\nb\n", false), (["a", "b"], "a\n", false),
    (["…", "c"], "a\nb\nc\n", true),
    (["a", "…"], "a\n", true), (["a", "…", "c", "…"], "a\nb\nc\nd\ne\n", true), (["…", "x"], "a\nb\n", false),
    (["in … s, … left"], "in 0.9 s, 3 left\n", true), (["in … s"], "in 0.9 m\n", false), (["aa…aa"], "aaa\n", false),
    ([], "whatever\n", true),
  ])
  func `an ellipsis stands for any lines and any text, and nothing else does`(
    _ shown: [String], _ printed: String, _ isMatch: Bool
  ) {
    #expect(ConsoleBlock.Step(command: "", output: shown).matches(printed) == isMatch)
  }
}
