/// What a highlighter has to know of a language.
package struct SyntaxLanguage {
    var keywords: Set<String>
    var lineComment: String
    var blockComment: (start: String, end: String)?
    /// Longest first.
    var quotes: [String]
    /// The mark before attributes (Swift) or decorators (Python).
    var attributeMark: Character = "@"
    /// What a value is embedded in a string with.
    var interpolation: String?
    /// Whether `#"…"#` is a string.
    var hasRawStrings = false
    /// Whether block comments nest.
    var commentsNest = false

    /// The language of a fenced block's info string; nil if there are no rules for it.
    static func named(_ name: String) -> SyntaxLanguage? {
        switch name.lowercased() {
        case "swift": swift
        case "python", "py", "python3", "ipython3": python
        case "sh", "bash", "shell", "console": shell
        default: nil
        }
    }

    package static let swift = SyntaxLanguage(
        keywords: words(
            """
            actor any as associatedtype async await borrowing break case catch class consuming continue default defer \
            deinit didSet do each else enum extension fallthrough false fileprivate final for func get guard if import in \
            indirect infix init inout internal is isolated lazy let mutating nil nonisolated nonmutating open operator \
            optional override package postfix precedencegroup prefix private protocol public repeat required rethrows \
            return self Self sending set some static struct subscript super switch throw throws true try typealias \
            unowned var weak where while willSet
            """),
        lineComment: "//", blockComment: ("/*", "*/"), quotes: ["\"\"\"", "\""], interpolation: "\\(",
        hasRawStrings: true, commentsNest: true)

    package static let python = SyntaxLanguage(
        keywords: words(
            """
            False None True and as assert async await break class continue def del elif else except finally for from \
            global if import in is lambda nonlocal not or pass raise return try while with yield self
            """),
        lineComment: "#", quotes: ["\"\"\"", "'''", "\"", "'"])

    static let shell = SyntaxLanguage(
        keywords: words("case do done elif else esac export fi for function if in then while"),
        lineComment: "#", quotes: ["\"", "'"], attributeMark: "\u{0}")

    private static func words(_ text: String) -> Set<String> { Set(text.split(separator: " ").map(String.init)) }
}
