// swift-tools-version: 6.2
import PackageDescription

/// Feeds the readers what libFuzzer thinks of; `Scripts/fuzz` builds and runs it.
///
/// A package of its own, so that Tally and whatever it is built on are compiled once more, with the instruments in.
let package = Package(
  name: "Fuzz",
  dependencies: [.package(name: "Tally", path: "../..")],
  targets: [
    .executableTarget(
      name: "fuzz",
      dependencies: [
        .product(name: "Markup", package: "Tally"), .product(name: "PipelineKit", package: "Tally"),
        .product(name: "PipelineTesting", package: "Tally"), .product(name: "Stages", package: "Tally"),
      ],
      // The entry is libFuzzer's; a single file would be taken for a script.
      swiftSettings: [.treatAllWarnings(as: .error), .unsafeFlags(["-parse-as-library"])])
  ],
  swiftLanguageModes: [.v6]
)
