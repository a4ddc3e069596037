import NotebookSyntax

/// What a session knows about its cells.
struct NotebookState {
    /// A variable that can be used.
    struct Variable: Equatable {
        var cell: Int
        var type: String
    }

    /// A Swift package, and the library that its objects became.
    struct LoadedPackage {
        var path: String
        var library: String
    }

    /// Cells whose names can be used, oldest first.
    var live: [Int] = []
    var records: [Int: CellRecord] = [:]
    /// The text of each cell that was compiled, for excerpts.
    var codes: [Int: String] = [:]
    var imports: Set<String> = []
    var variables: [String: Variable] = [:]
    /// Variables that went with a process that ended, until they are declared again.
    var lost: Set<String> = []
    /// The user's packages, in the order in which they were loaded.
    var packages: [LoadedPackage] = []

    /// The cells whose internal names are shown to a cell that mentions these names; nil for one that may mention any.
    func anchors(mentioning names: Set<String>?) -> [Int] {
        Prelude.anchors(among: live, records, mentioning: names)
    }
}
