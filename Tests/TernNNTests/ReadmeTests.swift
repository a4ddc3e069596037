import Foundation
import Testing
import Tern

/// The README's program is this one, and its output is what it prints.
@Suite struct ReadmeTests {
    @Test func theFirstExampleRunsAndPrintsWhatTheReadmeSays() throws {
        // Other tests draw from the default generator at the same time.
        try Generator.withDefault(Generator()) { try runExample() }
    }

    private func runExample() throws {
        var printed: [String] = []
        func print(_ value: Any) { printed.append("\(value)") }
        // README begins
        manualSeed(10)
        let net = Sequential {
            Conv2d(3, 6, kernelSize: 3, padding: 1)
            BatchNorm2d(6)
            ReLU()
            MaxPool2d(kernelSize: 2)
        }
        let y = try net(Tensor.randn([1, 3, 8, 8]))
        print(y[0, 0])
        try y.mean().backward()
        print(net.parameters[0].grad![0, 0])
        // README ends
        let blocks = try readmeBlocks()
        #expect(printed.joined(separator: "\n") == blocks[1])
        #expect("import Tern\n\n" + (try sourceBetweenMarkers()) == blocks[0])
    }

    /// The README's fenced blocks.
    private func readmeBlocks() throws -> [String] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        let parts = text.components(separatedBy: "```")
        return stride(from: 1, to: parts.count, by: 2).map { index in
            parts[index].split(separator: "\n", omittingEmptySubsequences: false).dropFirst().dropLast().joined(
                separator: "\n")
        }
    }

    private func sourceBetweenMarkers() throws -> String {
        let lines = try String(contentsOfFile: #filePath, encoding: .utf8).components(separatedBy: "\n")
        let indent = String(repeating: " ", count: 8)
        let first = try #require(lines.firstIndex(of: indent + "// README begins"))
        let last = try #require(lines.firstIndex(of: indent + "// README ends"))
        return lines[(first + 1)..<last].map { String($0.dropFirst(8)) }.joined(separator: "\n")
    }
}
