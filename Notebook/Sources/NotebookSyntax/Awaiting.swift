import SwiftSyntax

/// Top-level `await`.
///
/// A script that awaits would become asynchronous as a whole, and its entry would never return to the host. So a statement that awaits
/// becomes a closure that a task runs while the cell waits.
struct Awaiting {
    let file: String
    let converter: SourceLocationConverter
    /// The statement as it stands in the cell: it knows where it is.
    let original: CodeBlockItemSyntax

    func rewrite(_ statement: CodeBlockItemSyntax) -> CodeBlockItemSyntax {
        switch statement.item {
        case .decl(let declaration):
            guard var variable = declaration.as(VariableDeclSyntax.self) else { return statement }
            variable.bindings = PatternBindingListSyntax(variable.bindings.map(rewrite))
            return statement.with(\.item, .decl(DeclSyntax(variable)))
        case .stmt(let syntax):
            if var guarding = syntax.as(GuardStmtSyntax.self) {
                guarding.conditions = ConditionElementListSyntax(guarding.conditions.map(rewrite))
                return statement.with(\.item, .stmt(StmtSyntax(guarding)))
            }
            return wrapped(statement, signature: "() async throws -> Void in ")
        case .expr(let expression):
            let isStatement = expression.is(IfExprSyntax.self) || expression.is(SwitchExprSyntax.self)
            return wrapped(statement, signature: isStatement ? "() async throws -> Void in " : "")
        }
    }

    private func wrapped(_ statement: CodeBlockItemSyntax, signature: String) -> CodeBlockItemSyntax {
        let found = AwaitFinder.find(in: statement.item)
        guard found.awaits else { return statement }
        // A closure whose signature says that it throws has to be tried, whether it does or not.
        let isTried = found.throws || !signature.isEmpty
        let call = closure(Syntax(statement.item), isTried, signature)
        return statement.with(\.item, .expr(call)).with(\.leadingTrivia, statement.leadingTrivia)
    }

    private func rewrite(_ binding: PatternBindingSyntax) -> PatternBindingSyntax {
        guard let initializer = binding.initializer, let value = rewritten(initializer.value) else { return binding }
        return binding.with(\.initializer, initializer.with(\.value, value))
    }

    private func rewrite(_ element: ConditionElementSyntax) -> ConditionElementSyntax {
        if var binding = element.condition.as(OptionalBindingConditionSyntax.self),
            let initializer = binding.initializer,
            let value = rewritten(initializer.value)
        {
            binding.initializer = initializer.with(\.value, value)
            return element.with(\.condition, .optionalBinding(binding))
        }
        if case .expression(let expression) = element.condition, let value = rewritten(expression) {
            return element.with(\.condition, .expression(value))
        }
        return element
    }

    private func rewritten(_ value: ExprSyntax) -> ExprSyntax? {
        let found = AwaitFinder.find(in: value)
        guard found.awaits else { return nil }
        return closure(Syntax(value), found.throws, "").with(\.trailingTrivia, value.trailingTrivia)
    }

    /// Within parentheses: the conditions of `guard` take no closure behind a call. The body says where it was.
    private func closure(_ body: Syntax, _ isTried: Bool, _ signature: String) -> ExprSyntax {
        let offset = body.positionAfterSkippingLeadingTrivia.utf8Offset - start(of: body)
        let location = converter.location(for: original.position.advanced(by: offset))
        let blank = String(repeating: " ", count: location.column - 1)
        let text =
            (isTried ? "try " : "") + "_cellAwait({ " + signature
            + "\n#sourceLocation(file: \"\(file)\", line: \(location.line))\n"
            + blank + body.trimmedDescription + "\n})"
        return ExprSyntax(DeclReferenceExprSyntax(baseName: .identifier(text)))
    }

    /// Where the tree begins that a part belongs to: a rewritten statement is a tree of its own.
    private func start(of part: Syntax) -> Int { part.root.position.utf8Offset }
}

/// Whether code awaits or throws outside of the functions, closures and types in it.
private final class AwaitFinder: SyntaxVisitor {
    private(set) var awaits = false
    private(set) var `throws` = false

    static func find(in syntax: some SyntaxProtocol) -> AwaitFinder {
        let finder = AwaitFinder(viewMode: .sourceAccurate)
        finder.walk(syntax)
        return finder
    }

    override func visit(_ node: AwaitExprSyntax) -> SyntaxVisitorContinueKind {
        awaits = true
        return .visitChildren
    }

    override func visit(_ node: TryExprSyntax) -> SyntaxVisitorContinueKind {
        if node.questionOrExclamationMark == nil { `throws` = true }
        return .visitChildren
    }

    override func visit(_ node: ForStmtSyntax) -> SyntaxVisitorContinueKind {
        if node.awaitKeyword != nil { awaits = true }
        if node.tryKeyword != nil { `throws` = true }
        return .visitChildren
    }

    override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
        if node.modifiers.contains(where: { $0.name.tokenKind == .keyword(.async) }) { awaits = true }
        return .visitChildren
    }

    override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: MemberBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
}
