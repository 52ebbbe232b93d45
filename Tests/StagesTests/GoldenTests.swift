import PipelineTesting
import Stages
import Testing
import WebStages

struct GoldenTests {
  static let folder = String(#filePath.dropLast("GoldenTests.swift".count)) + "Golden"

  @Test(arguments: try GoldenCase.all(below: folder))
  func `gives what is expected`(golden: GoldenCase) throws {
    let differences = try golden.differences(stages: builtInStages + webStages)
    #expect(differences.isEmpty, "\(golden):\n\(differences.joined(separator: "\n"))")
  }
}
