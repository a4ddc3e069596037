import SwiftSyntax

/// Gives an extension's members the access that a conformance asks of them.
///
/// To the compiler an earlier cell is another module, whose types and protocols the testable import makes public. So a conformance
/// that an extension adds to one of them, or to a type of a library, wants public members; in a script nobody would write that.
/// The word goes behind what stands before the member, so that no column moves unless both are on one line.
struct PublicMembers {
    /// Types of the same cell are internal, and so may be their members.
    let declaredTypes: Set<String>

    func rewrite(_ statement: CodeBlockItemSyntax) -> CodeBlockItemSyntax {
        guard case .decl(let declaration) = statement.item else { return statement }
        guard var addition = declaration.as(ExtensionDeclSyntax.self), addition.inheritanceClause != nil,
            !declaredTypes.contains(addition.extendedType.trimmedDescription)
        else { return statement }
        var members = Array(addition.memberBlock.members)
        for index in members.indices where wantsAccess(members[index].decl) {
            if index == 0 {
                addition.memberBlock.leftBrace = publishing(addition.memberBlock.leftBrace, " public ")
            } else if let last = members[index - 1].lastToken(viewMode: .sourceAccurate) {
                members[index - 1] = TokenReplacer(last, publishing(last, last.text == ";" ? " public " : "; public "))
                    .rewrite(members[index - 1])
                    .cast(MemberBlockItemSyntax.self)
            }
        }
        addition.memberBlock.members = MemberBlockItemListSyntax(members)
        return statement.with(\.item, .decl(DeclSyntax(addition)))
    }

    private func wantsAccess(_ member: DeclSyntax) -> Bool {
        guard let modified = member.asProtocol((any WithModifiersSyntax).self) else { return false }
        let isMember =
            member.is(VariableDeclSyntax.self) || member.is(FunctionDeclSyntax.self)
            || member.is(SubscriptDeclSyntax.self)
            || member.is(InitializerDeclSyntax.self) || member.is(TypeAliasDeclSyntax.self)
        let access: Set = ["public", "private", "fileprivate", "internal", "package", "open"]
        return isMember && !modified.modifiers.contains { access.contains($0.name.text) && $0.detail == nil }
    }

    private func publishing(_ token: TokenSyntax, _ text: String) -> TokenSyntax {
        token.with(\.trailingTrivia, [.unexpectedText(text)] + token.trailingTrivia)
    }
}

private final class TokenReplacer: SyntaxRewriter {
    private let old: TokenSyntax
    private let new: TokenSyntax

    init(_ old: TokenSyntax, _ new: TokenSyntax) {
        self.old = old
        self.new = new
        super.init()
    }

    override func visit(_ token: TokenSyntax) -> TokenSyntax { token.id == old.id ? new : token }
}
