// swift-tools-version: 6.0
import PackageDescription

// A package of its own, so that swift-syntax never weighs on the library's build.
let package = Package(
    name: "tern-notebook",
    platforms: [.macOS(.v13)],
    products: [
        // What cells see, as one shared library: every cell's module is linked against this single copy of Tern.
        .library(name: "TernRuntime", type: .dynamic, targets: ["TernRuntime"]),
        .executable(name: "tern-notebook", targets: ["tern-notebook"]),
        .executable(name: "tern-notebook-host", targets: ["tern-notebook-host"]),
    ],
    dependencies: [
        .package(name: "tern", path: ".."),
        .package(url: "https://github.com/swiftlang/swift-syntax", from: "603.0.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    ],
    targets: [
        // In the process that cells run in.
        .target(name: "CNotebookHost"),
        .target(name: "NotebookDisplay", dependencies: ["CNotebookHost", .product(name: "Tern", package: "tern")]),
        .target(name: "TernRuntime", dependencies: ["NotebookDisplay", .product(name: "Tern", package: "tern")]),
        .executableTarget(name: "tern-notebook-host"),

        // In the tool's process.
        .target(
            name: "NotebookSyntax",
            dependencies: [
                .product(name: "SwiftSyntax", package: "swift-syntax"),
                .product(name: "SwiftParser", package: "swift-syntax"),
                .product(name: "SwiftParserDiagnostics", package: "swift-syntax"),
                .product(name: "SwiftDiagnostics", package: "swift-syntax"),
                .product(name: "SwiftOperators", package: "swift-syntax"),
            ]),
        .target(name: "NotebookEngine", dependencies: ["NotebookSyntax"]),
        .target(name: "NotebookFiles", exclude: ["README.md"]),
        .executableTarget(
            name: "tern-notebook",
            dependencies: [
                "NotebookEngine", "NotebookFiles", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            resources: [.embedInCode("Jupyter/tern_kernel.py"), .embedInCode("Jupyter/logo-svg.svg")]),

        .testTarget(name: "NotebookSyntaxTests", dependencies: ["NotebookSyntax"]),
        .testTarget(name: "NotebookEngineTests", dependencies: ["NotebookEngine", "NotebookSyntax"]),
        .testTarget(name: "NotebookFilesTests", dependencies: ["NotebookFiles"]),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .gnu17
)
