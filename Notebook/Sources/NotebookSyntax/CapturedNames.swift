import SwiftSyntax

/// The names that may be used after the cell has ended: those in functions, closures, accessors and types.
final class CapturedNames: SyntaxVisitor {
    private(set) var names: Set<String> = []
    private var depth = 0

    override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
        if depth > 0 { names.insert(name(node.baseName)) }
        return .visitChildren
    }

    override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind {
        isKept(node) ? enter() : .visitChildren
    }
    override func visitPost(_ node: ClosureExprSyntax) { if isKept(node) { depth -= 1 } }
    override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { enter() }
    override func visitPost(_ node: FunctionDeclSyntax) { depth -= 1 }
    override func visit(_ node: MemberBlockSyntax) -> SyntaxVisitorContinueKind { enter() }
    override func visitPost(_ node: MemberBlockSyntax) { depth -= 1 }
    override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind { enter() }
    override func visitPost(_ node: AccessorBlockSyntax) { depth -= 1 }
    /// Whether a closure may outlive the call that it is an argument of. These call theirs and let go of it.
    private func isKept(_ node: ClosureExprSyntax) -> Bool {
        let argument = node.parent?.as(LabeledExprSyntax.self)?.parent?.parent ?? node.parent
        guard let call = argument?.as(FunctionCallExprSyntax.self) else { return true }
        let called: String
        if let member = call.calledExpression.as(MemberAccessExprSyntax.self) {
            if member.base?.tokens(viewMode: .sourceAccurate).contains(where: { $0.text == "lazy" }) == true {
                return true
            }
            called = member.declName.baseName.text
        } else {
            called = call.calledExpression.trimmedDescription
        }
        let letGo: Set = [
            "noGrad", "enableGrad", "inferenceMode", "map", "flatMap", "compactMap", "filter", "forEach", "reduce",
            "sorted", "sort", "min", "max", "contains", "first", "firstIndex", "allSatisfy", "removeAll", "mapValues",
        ]
        return !letGo.contains(called)
    }

    private func enter() -> SyntaxVisitorContinueKind {
        depth += 1
        return .visitChildren
    }
}
