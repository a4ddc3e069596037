import NotebookSyntax

/// What a session knows about its cells.
struct NotebookState {
    /// A variable that can be used.
    struct Variable: Equatable {
        var cell: Int
        var type: String
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
    /// Libraries of the user's packages, in the order in which they were loaded.
    var packages: [String] = []

    var anchors: [Int] { Prelude.anchors(among: live, records) }
}
