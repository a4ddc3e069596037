import SwiftSyntax

/// `private` at a cell's top level would hide a name from the next cell, so it is blanked out: the notebook is the file.
final class VisibleRewriter: SyntaxRewriter {
    override func visit(_ node: DeclModifierSyntax) -> DeclModifierSyntax {
        guard [.keyword(.private), .keyword(.fileprivate)].contains(node.name.tokenKind), node.detail == nil else {
            return node
        }
        let blank = String(repeating: " ", count: node.name.text.utf8.count)
        return node.with(\.name, node.name.with(\.tokenKind, .identifier(blank)))
    }

    override func visit(_ node: MemberBlockSyntax) -> MemberBlockSyntax { node }
    override func visit(_ node: CodeBlockSyntax) -> CodeBlockSyntax { node }
    override func visit(_ node: ClosureExprSyntax) -> ExprSyntax { ExprSyntax(node) }
    override func visit(_ node: AccessorBlockSyntax) -> AccessorBlockSyntax { node }
}
