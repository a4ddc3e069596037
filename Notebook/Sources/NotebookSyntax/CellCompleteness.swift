import SwiftParser
import SwiftParserDiagnostics
import SwiftSyntax

/// Whether a text is a whole cell, or the beginning of one.
public enum CellCompleteness: Sendable, Equatable {
    /// It can be run.
    case complete
    /// More lines are expected; the next begins with this indentation.
    case incomplete(indent: String)
    /// No further line could make it right.
    case invalid

    /// Judges a text.
    public init(of text: String) {
        if Magic.isMagic(text) {
            self = .complete
            return
        }
        let tree = Parser.parse(source: text)
        let errors = ParseDiagnosticsGenerator.diagnostics(for: tree).filter { $0.diagMessage.severity == .error }
        guard !errors.isEmpty else {
            self = .complete
            return
        }
        // A mistake at the very end is what the next line may mend; one before it is not.
        let end = text.utf8.count - text.reversed().prefix { $0.isWhitespace }.reduce(0) { $0 + $1.utf8.count }
        let isAtEnd = errors.allSatisfy { $0.position.utf8Offset >= end } || CellCompleteness.openDepth(text) > 0
        guard isAtEnd else {
            self = .invalid
            return
        }
        self = .incomplete(indent: String(repeating: " ", count: 4 * max(CellCompleteness.openDepth(text), 0)))
    }

    /// How many brackets are open at the end; comments and strings don't count.
    private static func openDepth(_ text: String) -> Int {
        Parser.parse(source: text).tokens(viewMode: .sourceAccurate).reduce(into: 0) { depth, token in
            switch token.tokenKind {
            case .leftBrace, .leftParen, .leftSquare,
                .multilineStringQuote where depth < 0:
                depth += 1
            case .rightBrace, .rightParen, .rightSquare: depth -= 1
            default: break
            }
        }
    }
}
