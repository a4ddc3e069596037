// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "tern-examples",
    platforms: [.macOS(.v13)],
    dependencies: [.package(name: "tern", path: "..")],
    targets: ["Trainer", "CustomModule", "CustomFunction", "WeightTransfer"].map { name in
        .executableTarget(name: name, dependencies: [.product(name: "Tern", package: "tern")], path: name)
    }
)
