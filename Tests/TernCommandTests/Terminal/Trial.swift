import Foundation

/// A shown command as it is tried here: in small, where it would take long, with real names in place of `DIR` and the like.
enum Trial {
    /// The tool's arguments.
    case tern([String])
    /// Not tried here, because …
    case leftOut(String)
    /// Nobody has thought of it yet.
    case unknown

    init(_ command: String) {
        var words = DocumentedCommands.words(command)
        if words.starts(with: ["swift", "run", "-c", "release", "tern"]) { words.removeFirst(4) }
        if words.first == "tern" {
            self = .tern(Trial.small(Trial.named(Array(words.dropFirst()))))
        } else if let reason = Trial.reasons.first(where: { words.joined(separator: " ").hasPrefix($0.key) })?.value {
            self = .leftOut(reason)
        } else {
            self = .unknown
        }
    }

    /// Commands of other programs, by their first words.
    private static let reasons: KeyValuePairs = [
        "swift test --package-path Notebook": "Notebook/ci.sh runs it",
        "swift test": "it is what runs this test",
        "swift build -c release --package-path Notebook": "Notebook/ci.sh runs it",
        "swift build --package-path Notebook": "Notebook/ci.sh runs it",
        "swift build --package-path Examples": ".ci/run runs it",
        "swift build": "it has built what is tested here",
        "swift run -c release --package-path Examples": ".ci/run compiles the examples",
        "swift package benchmark": "it needs the package benchmark and minutes",
        "cd Benchmarks": "it needs the package benchmark and minutes",
        "python3 Benchmarks/compare.py": "it needs PyTorch and minutes; its other half, `tern bench --serve`, is tried",
        "python Tools/": "it needs PyTorch",
        "python3 Tools/": "it needs PyTorch",
        "python3 -m venv": "it needs the network",
        "findings/": "it needs Python packages and minutes",
        "venv/bin/": "it needs Jupyter; Notebook/ci.sh runs the kernel through it",
    ]

    private static let names = [
        "DIR": [DocumentedCommands.root.path + "/Tests/TernCommandTests/Fixtures/layers"],
        "DATA": ["digits"], "CHECKPOINT": ["runs/digits/last.safetensors"], "NETWORK": ["lenet"],
        "/usr/share/datasets/fashion-mnist": ["fashion-mnist"],
    ]

    /// What a command needs that stands alone in a sentence.
    private static let missing = [
        ["train"]: ["digits"], ["predict"]: ["runs/digits/last.safetensors"], ["summary"]: ["lenet"],
        ["conformance"]: names["DIR"] ?? [], ["train", "fashion-mnist"]: ["fashion-mnist"],
        ["train", "folder"]: ["photos"], ["help"]: ["train"],
    ]

    /// The words with real names; `[…]` stands for what can be left out.
    private static func named(_ words: [String]) -> [String] {
        let needed = words.filter { !$0.hasPrefix("[") && !$0.hasSuffix("]") && !["…", "|"].contains($0) }
            .map { $0.replacing("…", with: "") }
        let real = needed.flatMap { names[$0] ?? [$0] }
        return real + (missing[real] ?? [])
    }

    private static func small(_ words: [String]) -> [String] {
        if words.contains("--help") || words.contains("help") { return words }
        return switch words.first {
        case "train": words + ["--epochs", "1", "--image-size", "8"]
        case "bench" where !words.contains("--list") && !words.contains("--serve"):
            words + ["--seconds", "0.001", "softmax"]
        default: words
        }
    }
}
