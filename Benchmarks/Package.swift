// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "tern-benchmarks",
    platforms: [.macOS(.v13)],
    dependencies: [
        .package(name: "tern", path: ".."),
        // Without traits: counting allocations would need jemalloc from the system.
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
    ],
    targets: [
        .executableTarget(
            name: "Micro",
            dependencies: [
                .product(name: "TernBenchmarks", package: "tern"),
                .product(name: "Benchmark", package: "benchmark"),
            ],
            path: "Benchmarks/Micro",
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
    ]
)
