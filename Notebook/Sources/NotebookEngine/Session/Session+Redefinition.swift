import Foundation
import NotebookSyntax

extension Session {
    /// Hides what a new cell replaces where the names alone wouldn't.
    ///
    /// Variables and types shadow those of earlier cells, and so do functions of the same type. A function of another type would be a second
    /// overload, and a declaration of another kind would make the name ambiguous.
    ///
    /// - Returns: the cells whose interface was written again.
    func replace(by plan: CellPlan) -> [Int] {
        let redeclared = redeclaredTypes(and: plan)
        var rewritten: [Int] = []
        for number in state.live {
            let replaced = state.records[number]!.visible.filter { old in
                plan.declarations.contains { $0.replaces(old, redeclared: redeclared) }
            }
            guard !replaced.isEmpty else { continue }
            state.records[number]!.hidden.formUnion(replaced.map(HiddenName.init))
            state.records[number]!.pending.formUnion(replaced.map(\.name))
            // A conformance is used without being mentioned.
            if replaced.contains(where: { $0.kind == .extension }) {
                try? refreshInterface(number)
                rewritten.append(number)
            }
        }
        return rewritten
    }

    private func redeclaredTypes(and plan: CellPlan) -> Set<String> {
        var seen = Set(plan.declarations.filter { $0.kind == .type }.map(\.name))
        var twice: Set<String> = []
        for number in state.live {
            let types = state.records[number]!.typeNames
            twice.formUnion(types.intersection(seen))
            seen.formUnion(types)
        }
        return twice
    }

    /// Brings the interfaces up to date that a cell with these names will look into.
    ///
    /// - Returns: the cells whose interface was written again.
    func refreshInterfaces(mentioning names: Set<String>) throws -> [Int] {
        let stale = state.live.filter { !state.records[$0]!.pending.isDisjoint(with: names) }
        for number in stale { try refreshInterface(number) }
        return stale
    }

    /// Writes a cell's interface as later cells shall see it.
    func refreshInterface(_ number: Int) throws {
        guard let record = state.records[number] else { return }
        state.records[number]!.pending = []
        if record.hidden.isEmpty && record.reached == nil {
            compiler.publish(number)
            return
        }
        var planner = CellPlanner(number: number)
        planner.knownImports = record.importsThen
        planner.reached = record.reached
        planner.hidden = record.hidden
        planner.showsResult = false
        let plan = try planner.plan(record.code)
        // Against the modules as they were first: what they hide now, this cell was compiled with.
        let anchors = record.anchorsThen
        let prelude = Prelude.source(for: number, live: record.liveThen, anchors: anchors)
        try write(prelude + plan.source, to: workspace.interfaceSource(number))
        _ = try compiler.writeInterface(number)
    }
}

extension Declaration {
    /// Whether an earlier declaration has to be hidden beside this one.
    func replaces(_ old: Declaration, redeclared: Set<String>) -> Bool {
        guard name == old.name, !name.isEmpty else { return false }
        switch (kind, old.kind) {
        case (.extension, .extension):
            let mine = Set(details.split(separator: ",").map { $0.filter { !$0.isWhitespace } })
            return !mine.isDisjoint(with: old.details.split(separator: ",").map { $0.filter { !$0.isWhitespace } })
        case (.function, .function):
            guard details == old.details, isIdentifier else { return false }
            return signature != old.signature || redeclared.contains { signature.contains($0) }
        case (.variable, .variable), (.variable, .computed), (.computed, .variable), (.computed, .computed):
            return false
        case (.variable, .function), (.computed, .function), (.function, .variable), (.function, .computed),
            (.type, .function), (.type, .variable), (.type, .computed):
            return true
        default:
            return false
        }
    }

    /// Operators with the same labels are overloads of each other, not replacements.
    var isIdentifier: Bool { name.unicodeScalars.first.map { $0 == "_" || $0.properties.isXIDStart } ?? false }
}
