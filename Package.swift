// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "tern",
    platforms: [.macOS(.v13)],
    products: [
        .library(name: "Tern", targets: ["Tern"]),
        .library(name: "TernBenchmarks", targets: ["TernBenchmarks"]),
        .executable(name: "tern", targets: ["TernCommand"]),
    ],
    dependencies: [
        // For the `tern` tool only: the library targets depend on the toolchain and nothing else.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
    ],
    targets: [
        .target(name: "CTernKernels", exclude: ["README.md"]),
        .target(name: "TernCore", dependencies: ["CTernKernels"], exclude: ["README.md"]),
        .target(name: "TernNN", dependencies: ["TernCore"], exclude: ["README.md"]),
        .target(name: "TernFormats", dependencies: ["TernCore"], exclude: ["README.md"]),
        .target(
            name: "TernData", dependencies: ["CTernKernels", "TernCore", "TernNN", "TernFormats"],
            exclude: ["README.md", "Digits/NOTICE.md"]),
        .target(name: "TernVision", dependencies: ["TernCore", "TernNN"], exclude: ["README.md"]),
        .target(name: "TernDraw", dependencies: ["TernCore", "TernNN", "TernFormats"], exclude: ["README.md"]),
        .target(
            name: "TernTrain", dependencies: ["TernCore", "TernNN", "TernData", "TernDraw", "TernFormats"],
            exclude: ["README.md"]),
        .target(
            name: "Tern",
            dependencies: ["TernCore", "TernNN", "TernData", "TernDraw", "TernFormats", "TernTrain", "TernVision"],
            exclude: ["README.md"]),
        .target(name: "TernBenchmarks", dependencies: ["Tern", "CTernKernels"], exclude: ["README.md"]),
        .target(name: "TernConformance", dependencies: ["Tern"], exclude: ["README.md"]),
        .executableTarget(
            name: "TernCommand",
            dependencies: [
                "Tern", "TernBenchmarks", "TernConformance",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            exclude: ["README.md"]),
        .testTarget(name: "TernCoreTests", dependencies: ["Tern", "TernConformance"], exclude: ["Fixtures"]),
        .testTarget(name: "TernNNTests", dependencies: ["Tern", "TernConformance"], exclude: ["Fixtures"]),
        .testTarget(name: "TernDataTests", dependencies: ["Tern"], exclude: ["Fixtures"]),
        .testTarget(name: "TernVisionTests", dependencies: ["Tern"], exclude: ["Fixtures"]),
        .testTarget(name: "TernFormatsTests", dependencies: ["Tern"], exclude: ["Fixtures"]),
        .testTarget(name: "TernDrawTests", dependencies: ["Tern"]),
        .testTarget(name: "TernTrainTests", dependencies: ["Tern"], exclude: ["Fixtures"]),
        .testTarget(
            name: "TernCommandTests", dependencies: ["TernCommand", "TernConformance", "Tern"], exclude: ["Fixtures"]),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .gnu17
)
