import SwiftSyntax

/// What `guard` binds at the top level would be known in its own cell only. So it binds other names, and variables take their values.
///
/// Where the value is made of an earlier variable of the same name (`guard let x`), the earlier one stays what later cells see.
enum GuardBindings {
    /// The statement, and the declarations that stand behind it.
    static func rewrite(_ statement: CodeBlockItemSyntax) -> (CodeBlockItemSyntax, String) {
        guard var guarding = statement.item.as(GuardStmtSyntax.self) else { return (statement, "") }
        var bound: Set<String> = []
        var declarations = ""
        guarding.conditions = ConditionElementListSyntax(
            guarding.conditions.map { element in
                let element = GuardedNames(bound).rewrite(element).cast(ConditionElementSyntax.self)
                guard var binding = element.condition.as(OptionalBindingConditionSyntax.self),
                    let pattern = binding.pattern.as(IdentifierPatternSyntax.self), let value = binding.initializer
                else { return element }
                let own = name(pattern.identifier)
                if value.tokens(viewMode: .sourceAccurate).contains(where: { name($0) == own }) { return element }
                bound.insert(own)
                declarations += "\(binding.bindingSpecifier.text) `\(own)` = \(GuardedNames.inner(own))\n"
                let inner = pattern.identifier.with(\.tokenKind, .identifier(GuardedNames.inner(own)))
                binding.pattern = PatternSyntax(pattern.with(\.identifier, inner))
                return element.with(\.condition, .optionalBinding(binding))
            })
        if bound.isEmpty { return (statement, "") }
        return (statement.with(\.item, .stmt(StmtSyntax(guarding))), declarations)
    }
}

/// Gives names that earlier conditions of the same `guard` have bound their other name.
private final class GuardedNames: SyntaxRewriter {
    private let bound: Set<String>

    init(_ bound: Set<String>) {
        self.bound = bound
        super.init()
    }

    static func inner(_ name: String) -> String { "_guarded_" + name }

    override func visit(_ node: DeclReferenceExprSyntax) -> ExprSyntax {
        guard bound.contains(name(node.baseName)) else { return ExprSyntax(node) }
        let inner = GuardedNames.inner(name(node.baseName))
        return ExprSyntax(node.with(\.baseName, node.baseName.with(\.tokenKind, .identifier(inner))))
    }

    override func visit(_ node: MemberAccessExprSyntax) -> ExprSyntax {
        guard let base = node.base else { return ExprSyntax(node) }
        return ExprSyntax(node.with(\.base, visit(base)))
    }
}
