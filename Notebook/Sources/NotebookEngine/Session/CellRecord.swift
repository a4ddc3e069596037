import NotebookSyntax

/// A cell that has run, as far as later cells depend on it.
struct CellRecord {
    let number: Int
    let code: String
    /// The front end's name for it, the same when it is run again.
    let name: String?
    let plan: CellPlan
    /// What it was compiled against: the cells that were live then, and the modules that were imported.
    let liveThen: [Int]
    let anchorsThen: [Int]
    let importsThen: Set<String>
    /// Declarations that later cells have replaced by others of another kind or type.
    var hidden: Set<HiddenName> = []
    /// The first statement that never ran, in a cell that ended early, or 0 when its variables are lost.
    var reached: Int?
    /// Names of which the visible interface is not up to date. It is written again once a cell mentions one.
    var pending: Set<String> = []

    /// What a lookup tells apart: functions with other labels are other functions.
    var keys: Set<String> {
        Set(
            visible.filter { $0.kind != .extension && !$0.name.isEmpty }.map {
                $0.kind == .function ? $0.name + $0.details : $0.name
            })
    }

    var typeNames: Set<String> { Set(visible.filter { $0.kind == .type }.map(\.name)) }

    /// The declarations that later cells see.
    var visible: [Declaration] {
        plan.declarations.filter { declaration in
            let wasReached = declaration.kind != .variable || reached.map { declaration.statement < $0 } ?? true
            return wasReached && !hidden.contains(HiddenName(declaration))
        }
    }

    /// Whether a cell that mentions these names may need its internal names: a value's type is used without being mentioned, and an
    /// operator is no name.
    func isUsed(by names: Set<String>) -> Bool {
        visible.contains { $0.kind == .type || !$0.isIdentifier || names.contains($0.name) }
    }

    /// Whether it declares something that has no name to look up: extensions, operators, macros.
    var hasNameless: Bool { visible.contains { $0.kind == .extension || $0.kind == .other } }
}
