import Foundation
import NotebookFiles
import Testing

/// Pages of Markdown that means ill.
@Suite struct HostileMarkdownTests {
    /// `TERN_HOSTILE_INPUTS=50000` looks at more of them.
    private static let count = ProcessInfo.processInfo.environment["TERN_HOSTILE_INPUTS"].flatMap(Int.init) ?? 3000

    /// Ten times the text may take this many times the time.
    private static let limit = 12.0

    @Test func nothingRunsAndNothingIsFetched() {
        for seed in 0..<Self.count {
            var generator = HostileMarkdown(seed: UInt64(seed))
            let text = generator.text()
            let html = MarkdownHTML.html(text) { $0 == "a.png" ? "data:image/png;base64,AA" : nil }
            #expect(PageDanger.find(html) == nil, "seed \(seed): \(text.debugDescription)")
        }
    }

    /// The same texts as what a cell put out.
    @Test func outputsRunAndFetchNothing() throws {
        for seed in 0..<Self.count / 4 {
            var generator = HostileMarkdown(seed: UInt64(seed))
            let text = generator.text()
            for mime in ["text/html", "text/markdown", "text/latex", "image/svg+xml", "image/png", "text/plain"] {
                let svg = mime == "image/svg+xml" ? "<svg>" : ""
                let html = try page(output: [mime: svg + text])
                #expect(PageDanger.find(html) == nil, "seed \(seed), \(mime): \(text.debugDescription)")
            }
        }
    }

    private func page(output: [String: String]) throws -> String {
        var document = try NotebookDocument(bytes: #"{"cells": [], "metadata": {}, "nbformat": 4}"#.utf8)
        var cell = NotebookCell(fields: ["cell_type": "code", "metadata": [:]])
        cell.outputs = [.display(MimeBundle(output))]
        document.cells = [cell]
        let html = NotebookPage(document, path: "/nowhere/a.ipynb").html
        return String(html[html.range(of: "<main>")!.upperBound..<html.range(of: "</main>")!.lowerBound])
    }

    /// Ten times as much of anything takes about ten times as long.
    @Test(arguments: HostileMarkdown.marks + HostileMarkdownTests.pairs)
    func timeIsProportionalToLength(_ piece: String) {
        let growth = growth(piece, 4000)
        #expect(growth <= Self.limit, "\(piece.debugDescription)")
    }

    @Test func timeOfMixedPieces() {
        for seed in 0..<Self.count / 100 {
            var generator = HostileMarkdown(seed: UInt64(seed + 1_000_000))
            let unit = generator.unit()
            let growth = growth(unit, 4000)
            #expect(growth <= Self.limit, "seed \(seed): \(unit.debugDescription)")
        }
    }

    /// Texts that cannot be had by repeating one piece.
    @Test(arguments: 0..<8) func timeOfGrowingTexts(_ kind: Int) {
        func text(_ count: Int) -> String {
            switch kind {
            case 0: return (0..<count).map { String(repeating: "*", count: $0 % 7 + 1) + "a" }.joined()
            case 1: return String(repeating: "[", count: count) + "a" + String(repeating: "](b)", count: count)
            case 2:
                return (0..<count / 20).map { String(repeating: "`", count: $0 % 90 + 1) + "a" }.joined(separator: " ")
            case 3:
                return String(repeating: "|a", count: count) + "|\n" + String(repeating: "|-", count: count) + "|\n"
                    + String(repeating: "|\n", count: count)
            case 4:
                return "[a]: /" + String(repeating: "b", count: count) + "\n\n" + String(repeating: "[a]", count: count)
            case 5: return (0..<count / 4).map { "\\begin{a\($0)}\n# b\n" }.joined()
            case 6: return "```swift\n" + String(repeating: "\"\\(", count: count) + "\n```"
            default: return (0..<count / 40).map { String(repeating: " ", count: $0 % 40) + "- a\n" }.joined()
            }
        }
        let (small, large) = (text(2000), text(20000))
        let growth = ProcessorTime.growth(below: Self.limit) {
            _ = MarkdownHTML.html(small)
        } _: {
            _ = MarkdownHTML.html(large)
        }
        #expect(growth <= Self.limit)
    }

    private func growth(_ piece: String, _ length: Int) -> Double {
        let count = length / piece.utf8.count + 1
        let (small, large) = (String(repeating: piece, count: count), String(repeating: piece, count: count * 10))
        return ProcessorTime.growth(below: Self.limit) {
            _ = MarkdownHTML.html(small)
        } _: {
            _ = MarkdownHTML.html(large)
        }
    }

    private static let pairs = [
        "a\r\n", "a\r\n\r\n", "a  \n", "<a <b='<a ", "<a b='<a b=\"", "<a b='<a b=\"' c='\" ", "<a b=c ", "<!-- -",
        "<!a ", "<?",
        "<a b=\"c\">", "<b>", "<b></b>", "</b>", "<div>\n", "</div>\n\n", "<script>", "<style>", "[a](", "[a](b",
        "[a](<", "[a](b \"", "[a](b (",
        "[a](b \"\\", "[a][", "[a][b", "![a](b)", "![![", "[![a](b)](c)", "[a](b)", "[a](b) [", "*a", "*a*", "*a_b",
        "**a*b", "_a__b_", "a**b", "*a**b***",
        "`a", "`a``b", "$a", "$a$", "$a $", "$$a", "$$a$$", "$$\na\n\n", "$$\n", "\\begin{a}\n# b\n", "\\begin{a}b",
        "\\end{a}", "- a\n", "- a\n  b\n",
        "- - ", "1. 2. ", "> > ", "> a\n", "- a\n\n  - b\n\n", "# a\n", "a\n===\n", "|a|b|\n|-|-|\n", "|a\n",
        "[a]: b\n", "[a]: b\n[a]\n", "&a;", "&#1;", "http://a.b/", "http",
        "```\n", "```\na\n", "    a\n", "\ta\n", "~~a~~", "~~a", "<details>\n\na\n\n", "- [ ] a\n",
        "```swift\n\"\\(a)\"\n```\n", "# [a](b)\n",
        "$\\frac{a}{b}$", "${$", "$x^{$", "$\\left($", "$\\text{$", "$\\mathbf{a}$", "$\\not=$", "$a & b \\\\$",
    ]
}
