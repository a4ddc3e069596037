import SwiftSyntax

/// What a top-level statement declares.
func declarations(of statement: CodeBlockItemSyntax, _ index: Int) -> [Declaration] {
    func declaration(_ kind: Declaration.Kind, _ name: String, _ details: String = "", _ signature: String = "")
        -> [Declaration]
    {
        [Declaration(kind: kind, name: name, details: details, signature: signature, statement: index)]
    }
    if let guarding = statement.item.as(GuardStmtSyntax.self) {
        return guarding.conditions.flatMap { condition -> [Declaration] in
            guard let binding = condition.condition.as(OptionalBindingConditionSyntax.self), binding.initializer != nil
            else { return [] }
            let pattern = binding.pattern
            return names(pattern).flatMap { declaration(.variable, $0) }
        }
    }
    guard let item = statement.item.as(DeclSyntax.self) else { return [] }
    if let variable = item.as(VariableDeclSyntax.self) {
        return variable.bindings.flatMap { binding in
            names(binding.pattern).flatMap { declaration(binding.isComputed ? .computed : .variable, $0) }
        }
    }
    if let function = item.as(FunctionDeclSyntax.self) {
        let signature: [String?] = [
            function.genericParameterClause?.trimmedDescription, function.signature.trimmedDescription,
            function.genericWhereClause?.trimmedDescription,
        ]
        return declaration(
            .function, name(function.name), labels(function.signature.parameterClause),
            signature.compactMap { $0 }.joined(separator: " ").filter { !$0.isWhitespace })
    }
    if let named = item.asProtocol((any NamedDeclSyntax).self) {
        let isType =
            item.is(StructDeclSyntax.self) || item.is(ClassDeclSyntax.self) || item.is(EnumDeclSyntax.self)
            || item.is(ActorDeclSyntax.self) || item.is(ProtocolDeclSyntax.self) || item.is(TypeAliasDeclSyntax.self)
        return declaration(isType ? .type : .other, name(named.name))
    }
    if let addition = item.as(ExtensionDeclSyntax.self) {
        let protocols = addition.inheritanceClause?.inheritedTypes.map(\.type.trimmedDescription) ?? []
        return declaration(.extension, addition.extendedType.trimmedDescription, protocols.joined(separator: ", "))
    }
    if let symbol = item.as(OperatorDeclSyntax.self) { return declaration(.other, symbol.name.text) }
    return declaration(.other, "")
}

/// The names that a pattern binds.
private func names(_ pattern: PatternSyntax) -> [String] {
    if let one = pattern.as(IdentifierPatternSyntax.self) { return [name(one.identifier)] }
    if let tuple = pattern.as(TuplePatternSyntax.self) { return tuple.elements.flatMap { names($0.pattern) } }
    return []
}

/// A name without backticks.
func name(_ token: TokenSyntax) -> String { token.text.filter { $0 != "`" } }

/// A function's labels: `(_:by:)`.
func labels(_ clause: FunctionParameterClauseSyntax) -> String {
    "(" + clause.parameters.map { $0.firstName.text + ":" }.joined() + ")"
}

extension CodeBlockItemSyntax {
    /// Whether the variables that it declares have values when it has run.
    var setsItsVariables: Bool {
        guard let variable = item.as(VariableDeclSyntax.self) else { return true }
        return variable.bindings.allSatisfy {
            $0.initializer != nil || $0.accessorBlock != nil
                || $0.typeAnnotation?.type.is(OptionalTypeSyntax.self) == true
        }
    }
}

extension PatternBindingSyntax {
    /// Whether it has a getter instead of storage; observers are no getter.
    var isComputed: Bool {
        guard let block = accessorBlock else { return false }
        guard case .accessors(let list) = block.accessors else { return true }
        return !list.allSatisfy { ["willSet", "didSet"].contains($0.accessorSpecifier.text) }
    }
}
