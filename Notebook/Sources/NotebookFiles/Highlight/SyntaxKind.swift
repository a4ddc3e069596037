/// What a piece of source code is, as far as its colour goes.
package enum SyntaxKind: String, Sendable {
    case plain = ""
    case keyword
    case type
    case number
    case string
    case comment
    case attribute
    case call
}

/// A piece of source code with its kind.
package struct SyntaxToken: Equatable, Sendable {
    package var text: String
    package var kind: SyntaxKind

    package init(_ text: String, _ kind: SyntaxKind) {
        self.text = text
        self.kind = kind
    }
}
