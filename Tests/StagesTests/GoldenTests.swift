import PipelineTesting
import Stages
import Testing

struct GoldenTests {
  static let folder = String(#filePath.dropLast("GoldenTests.swift".count)) + "Golden"

  @Test(arguments: try GoldenCase.all(below: folder))
  func `gives what is expected`(golden: GoldenCase) throws {
    let differences = try golden.differences(stages: builtInStages)
    #expect(differences.isEmpty, "\(golden):\n\(differences.joined(separator: "\n"))")
  }
}
