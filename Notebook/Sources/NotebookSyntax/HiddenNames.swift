import SwiftSyntax

/// A declaration that a later cell has replaced.
///
/// Where the two differ in kind or type, both would be found and the use be ambiguous. So the interface of the earlier cell, whose
/// code is loaded already, is written again with another name for it.
public struct HiddenName: Sendable, Hashable {
    /// What it is.
    public var kind: Declaration.Kind
    /// Its name; of an extension, the type's.
    public var name: String
    /// Of a function, its labels; of an extension, its protocols.
    public var details: String

    /// A declaration to hide.
    public init(_ declaration: Declaration) {
        kind = declaration.kind
        name = declaration.name
        details = declaration.details
    }
}

extension CellPlanner {
    func hides(_ declaration: Declaration) -> Bool { hidden.contains(HiddenName(declaration)) }
}

/// Gives hidden functions and variables another name, and takes hidden extensions away.
final class HiddenNamesRewriter: SyntaxRewriter {
    private let functions: [String: Set<String>]
    private let variables: Set<String>

    init(_ hidden: Set<HiddenName>) {
        functions = Dictionary(
            grouping: hidden.filter { $0.kind == .function }, by: \.name
        ).mapValues { Set($0.map(\.details)) }
        variables = Set(hidden.filter { $0.kind == .variable || $0.kind == .computed }.map(\.name))
        super.init()
    }

    override func visit(_ node: DeclReferenceExprSyntax) -> ExprSyntax {
        let text = name(node.baseName)
        guard functions[text] != nil || variables.contains(text) else { return ExprSyntax(node) }
        return ExprSyntax(node.with(\.baseName, renamed(node.baseName)))
    }

    override func visit(_ node: MemberAccessExprSyntax) -> ExprSyntax {
        guard let base = node.base else { return ExprSyntax(node) }
        return ExprSyntax(node.with(\.base, visit(base)))
    }

    override func visit(_ node: MemberBlockSyntax) -> MemberBlockSyntax { node }

    override func visit(_ node: FunctionDeclSyntax) -> DeclSyntax {
        let node = super.visit(node).cast(FunctionDeclSyntax.self)
        guard functions[name(node.name)]?.contains(labels(node.signature.parameterClause)) == true else {
            return DeclSyntax(node)
        }
        return DeclSyntax(node.with(\.name, renamed(node.name)))
    }

    override func visit(_ node: IdentifierPatternSyntax) -> PatternSyntax {
        guard variables.contains(name(node.identifier)) else { return PatternSyntax(node) }
        return PatternSyntax(node.with(\.identifier, renamed(node.identifier)))
    }

    private func renamed(_ token: TokenSyntax) -> TokenSyntax {
        token.with(\.tokenKind, .identifier("__replaced_" + name(token)))
    }
}
