import Foundation
import NotebookEngine
import Testing

/// A package of the user's in a folder of its own: Swift over C.
private struct SmallPackage {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/tern-package-\(UInt32.random(in: 0 ... .max))"
        try write(
            "Package.swift",
            """
            // swift-tools-version:6.0
            import PackageDescription
            let package = Package(
                name: "Greeter", products: [.library(name: "Greeter", targets: ["Greeter"])],
                targets: [
                    .target(name: "CDoubling"), .target(name: "Greeter", dependencies: ["CDoubling"]),
                    .executableTarget(name: "greet", dependencies: ["Greeter"]),
                ])
            """)
        try write("Sources/CDoubling/include/doubling.h", "int doubled(int x);\n")
        try write("Sources/CDoubling/doubling.c", "int doubled(int x) { return 2 * x; }\n")
        try write("Sources/greet/main.swift", "import Greeter\nprint(Greeter().greet(1))\n")
        try greet("hello")
    }

    func greet(_ word: String) throws {
        try write(
            "Sources/Greeter/Greeter.swift",
            """
            import CDoubling
            public struct Greeter {
                public init() {}
                public func greet(_ x: Int) -> String { "\(word) \\(doubled(Int32(x)))" }
            }
            """)
    }

    private func write(_ name: String, _ text: String) throws {
        let file = URL(fileURLWithPath: "\(path)/\(name)")
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }
}

extension Cells {
    @Test static func packages() throws {
        let session = try fresh()
        let package = try SmallPackage()
        defer { try? FileManager.default.removeItem(atPath: package.path) }
        let first = session.report("%package \(package.path)\nimport Greeter\nGreeter().greet(21)")
        #expect(first.result?["text/plain"] == "\"hello 42\"", "\(first)")
        #expect(first.errors.contains("building") && first.errors.contains("Compiling"))
        // Again changes nothing, but code that is loaded cannot be replaced.
        #expect(session.report("%package \(package.path)\nGreeter().greet(1)").result?["text/plain"] == "\"hello 2\"")
        try package.greet("hi")
        #expect(session.report("%package \(package.path)").error?.value.contains("%reset") == true)
        #expect(session.report("Greeter().greet(2)").result?["text/plain"] == "\"hello 4\"")
        _ = session.report("%reset")
        let last = session.report("%package \(package.path)\nimport Greeter\nGreeter().greet(3)")
        #expect(last.result?["text/plain"] == "\"hi 6\"", "\(last)")
        _ = session.report("%reset")
        #expect(session.report("import Greeter").error?.value.contains("no such module") == true)
    }
}
