import SwiftSyntax

/// Adds to each loop a look at whether the cell is interrupted.
///
/// It stands behind the opening brace where the line ends there, else before the closing one, so that no column moves.
final class LoopChecks: SyntaxRewriter {
    private let converter: SourceLocationConverter

    init(converter: SourceLocationConverter) {
        self.converter = converter
        super.init()
    }

    override func visit(_ node: ForStmtSyntax) -> StmtSyntax {
        StmtSyntax(super.visit(node).cast(ForStmtSyntax.self).with(\.body, checked(node.body, rewrite(node.body))))
    }

    override func visit(_ node: WhileStmtSyntax) -> StmtSyntax {
        StmtSyntax(super.visit(node).cast(WhileStmtSyntax.self).with(\.body, checked(node.body, rewrite(node.body))))
    }

    override func visit(_ node: RepeatStmtSyntax) -> StmtSyntax {
        StmtSyntax(super.visit(node).cast(RepeatStmtSyntax.self).with(\.body, checked(node.body, rewrite(node.body))))
    }

    private func checked(_ original: CodeBlockSyntax, _ rewritten: Syntax) -> CodeBlockSyntax {
        var block = rewritten.cast(CodeBlockSyntax.self)
        if endsItsLine(original) {
            let check = CodeBlockItemSyntax(
                item: .expr(ExprSyntax(DeclReferenceExprSyntax(baseName: .identifier("_cellCheck()")))),
                semicolon: .semicolonToken())
            block.leftBrace.trailingTrivia = []
            block.statements = CodeBlockItemListSyntax([check] + Array(block.statements))
            return block
        }
        guard let last = original.statements.last else {
            block.rightBrace = .identifier("_cellCheck() }", trailingTrivia: block.rightBrace.trailingTrivia)
            return block
        }
        switch last.item {
        case .stmt(let last)
        where last.is(ReturnStmtSyntax.self) || last.is(BreakStmtSyntax.self) || last.is(ContinueStmtSyntax.self)
            || last.is(ThrowStmtSyntax.self):
            return block
        default:
            block.rightBrace = .identifier(";_cellCheck() }", trailingTrivia: block.rightBrace.trailingTrivia)
            return block
        }
    }

    private func endsItsLine(_ block: CodeBlockSyntax) -> Bool {
        let next = block.statements.first?.firstToken(viewMode: .sourceAccurate) ?? block.rightBrace
        return next.leadingTrivia.contains { $0.isNewline }
    }
}
