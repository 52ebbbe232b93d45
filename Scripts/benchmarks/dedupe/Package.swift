// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "dedupe-bench",
  dependencies: [.package(name: "Tally", path: "../../..")],
  targets: [
    .executableTarget(
      name: "dedupe-bench", dependencies: [.product(name: "NearDuplicates", package: "Tally")], path: "Sources")
  ],
  swiftLanguageModes: [.v6]
)
