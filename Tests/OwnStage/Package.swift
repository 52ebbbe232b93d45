// swift-tools-version: 6.2
import PackageDescription

/// Somebody else's package: it depends on Tally, adds stages of its own, and builds a `tally` that has them.
let package = Package(
  name: "OwnStage",
  dependencies: [.package(name: "Tally", path: "../..")],
  targets: [
    .executableTarget(
      name: "own-tally",
      dependencies: [
        .product(name: "PipelineKit", package: "Tally"), .product(name: "Stages", package: "Tally"),
        .product(name: "TallyKit", package: "Tally"),
      ],
      swiftSettings: [.treatAllWarnings(as: .error)]),
    .testTarget(
      name: "OwnStageTests",
      dependencies: ["own-tally", .product(name: "PipelineTesting", package: "Tally")],
      swiftSettings: [.treatAllWarnings(as: .error)]),
  ],
  swiftLanguageModes: [.v6]
)
