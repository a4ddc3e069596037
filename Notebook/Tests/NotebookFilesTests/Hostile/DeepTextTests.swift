import NotebookFiles
import Testing

/// Code and formulas that go deep, and those that go on.
@Suite struct DeepTextTests {
    private static let limit = 12.0

    /// A value in a string in a value in a string …: the colours end, not the stack.
    @Test func deepInterpolation() {
        for piece in ["\"\\(", "#\"\\#(", "\"\"\"\n\\("] {
            let code = String(repeating: piece, count: 100_000)
            #expect(SyntaxHighlighter.tokens(code, .swift).map(\.text).joined() == code)
        }
    }

    @Test(arguments: [
        "#", "##\"", "#\"a", "\"", "\"\"\"", "/*", "*/", "\"\\(", "(", ")", "a.", "@", "%a\n", "'", "\\", "1.", "//a\n",
        "a\r\n",
    ])
    func timeOfCode(_ piece: String) {
        let (small, large) = (String(repeating: piece, count: 2000), String(repeating: piece, count: 20000))
        for language in [SyntaxLanguage.swift, .python] {
            let growth = ProcessorTime.growth(below: Self.limit) {
                _ = SyntaxHighlighter.tokens(small, language)
            } _: {
                _ = SyntaxHighlighter.tokens(large, language)
            }
            #expect(growth <= Self.limit)
        }
    }

    @Test(
        arguments: [
            "{", "}", "\\left(", "\\right)", "\\frac", "\\frac{a}", "x^", "x_{", "\\sqrt[", "\\begin{matrix}", "&",
            "\\\\", "\\\\[", "\\not",
            "\\mathbf{", "\\mathbf{a}", "\\hat", "\\text{", "\\text{a}", "'", "a", "1", " ", "%", "\\color{a}",
            "\\begin{matrix}a\\end{matrix}",
            "\\underbrace{", "\\operatorname*{a}", "\\limits", "\\end{a}", "\\begin{a}",
        ])
    func timeOfFormulas(_ piece: String) {
        let (small, large) = (String(repeating: piece, count: 1000), String(repeating: piece, count: 10000))
        let growth = ProcessorTime.growth(below: Self.limit) {
            _ = MathParser.mathML(small, isDisplay: true)
        } _: {
            _ = MathParser.mathML(large, isDisplay: true)
        }
        #expect(growth <= Self.limit)
    }
}
