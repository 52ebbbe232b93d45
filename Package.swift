// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")]

/// Each arrow of ARCHITECTURE.md is a dependency here; an import that is not listed does not compile.
let package = Package(
  name: "Tally",
  products: [
    .executable(name: "tally", targets: ["tally"]),
    .library(name: "Markup", targets: ["Markup"]),
    .library(name: "Quantities", targets: ["Quantities"]),
    .library(name: "Outline", targets: ["Outline"]),
    .library(name: "Readings", targets: ["Readings"]),
    .library(name: "NearDuplicates", targets: ["NearDuplicates"]),
    .library(name: "WebArchives", targets: ["WebArchives"]),
    .library(name: "WebFetch", targets: ["WebFetch"]),
    .library(name: "PipelineKit", targets: ["PipelineKit"]),
    .library(name: "Stages", targets: ["Stages"]),
    .library(name: "WebStages", targets: ["WebStages"]),
    .library(name: "StateStore", targets: ["StateStore"]),
    .library(name: "TallyKit", targets: ["TallyKit"]),
    .library(name: "PipelineTesting", targets: ["PipelineTesting"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibXML2", path: "Sources/CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CZlib", path: "Sources/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "Markup", dependencies: ["CLibXML2"], swiftSettings: strict),
    .target(name: "Quantities", swiftSettings: strict),
    .target(name: "Outline", swiftSettings: strict),
    .target(name: "Readings", dependencies: ["Quantities", "Outline"], swiftSettings: strict),
    .target(name: "NearDuplicates", swiftSettings: strict),
    .target(
      name: "PipelineKit",
      dependencies: [
        .product(name: "Crypto", package: "swift-crypto"), .product(name: "Logging", package: "swift-log"), "Yams",
      ],
      swiftSettings: strict),
    .target(name: "WebArchives", dependencies: ["CZlib"], swiftSettings: strict),
    .target(
      name: "WebFetch",
      dependencies: [
        "WebArchives", .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Crypto", package: "swift-crypto"), .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      swiftSettings: strict),
    .target(
      name: "Stages",
      dependencies: [
        "Markup", "Quantities", "Outline", "Readings", "NearDuplicates", "PipelineKit", "WebArchives", "CZlib",
      ],
      swiftSettings: strict),
    .target(
      name: "WebStages", dependencies: ["Markup", "PipelineKit", "Stages", "WebArchives", "WebFetch"],
      swiftSettings: strict),
    .target(
      name: "StateStore", dependencies: ["PipelineKit", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict),
    .target(
      name: "TallyKit",
      dependencies: [
        "Markup", "NearDuplicates", "Outline", "Quantities", "PipelineKit", "Stages", "StateStore",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .executableTarget(name: "tally", dependencies: ["TallyKit", "Stages", "WebStages"], swiftSettings: strict),
    .target(name: "PipelineTesting", dependencies: ["PipelineKit"], swiftSettings: strict),
    .testTarget(name: "MarkupTests", dependencies: ["Markup", "PipelineTesting"], swiftSettings: strict),
    .testTarget(
      name: "QuantitiesTests", dependencies: ["Quantities", "PipelineTesting"],
      swiftSettings: strict),
    .testTarget(name: "OutlineTests", dependencies: ["Outline", "PipelineTesting"], swiftSettings: strict),
    .testTarget(name: "ReadingsTests", dependencies: ["Readings", "PipelineTesting"], swiftSettings: strict),
    .testTarget(
      name: "NearDuplicatesTests", dependencies: ["NearDuplicates", "PipelineTesting"], swiftSettings: strict),
    .testTarget(name: "WebArchivesTests", dependencies: ["WebArchives", "PipelineTesting"], swiftSettings: strict),
    .testTarget(
      name: "WebFetchTests",
      dependencies: [
        "WebArchives", "WebFetch", "PipelineTesting", .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      swiftSettings: strict),
    .testTarget(name: "PipelineKitTests", dependencies: ["PipelineKit", "PipelineTesting"], swiftSettings: strict),
    .testTarget(
      name: "StagesTests", dependencies: ["Stages", "WebStages", "PipelineKit", "PipelineTesting"], exclude: ["Golden"],
      swiftSettings: strict),
    .testTarget(
      name: "WebStagesTests",
      dependencies: ["WebArchives", "WebFetch", "WebStages", "Stages", "PipelineKit", "PipelineTesting"],
      swiftSettings: strict),
    .testTarget(
      name: "StateStoreTests",
      dependencies: ["StateStore", "PipelineKit", "PipelineTesting", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict),
    .testTarget(
      name: "TallyKitTests",
      dependencies: ["TallyKit", "Stages", "WebStages", "PipelineKit", "PipelineTesting", "tally"],
      exclude: ["floors.json"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
