import NotebookSyntax

/// A notebook that is being worked with: its variables, functions and types live in a process of their own.
///
/// One call at a time; `interrupt` may come from any thread while another call runs.
public final class Session: @unchecked Sendable {
    /// Starts the process that cells run in.
    ///
    /// - Parameter configuration: where the compiler and the libraries are.
    /// - Throws: `SessionError` without a usable compiler, or without the libraries.
    public init(configuration: SessionConfiguration = .standard) throws {}

    /// Runs a cell and waits for its end.
    ///
    /// - Parameters:
    ///   - code: the cell's text.
    ///   - cell: a name that stays the same when the cell is run again. Default: none.
    ///   - silent: whether to run without counting and without a result. Default: false.
    ///   - onEvent: is told what happens while it happens, on the calling thread.
    /// - Returns: how it ended.
    public func execute(
        _ code: String, cell: String? = nil, silent: Bool = false, onEvent: (CellEvent) -> Void
    ) -> Outcome {
        Outcome(status: .aborted, executionCount: 0, seconds: 0)
    }

    /// What may stand at a place.
    public func complete(_ code: String, cursor: Int) -> Completions { Completions(matches: [], range: cursor..<cursor) }

    /// What is known about the name at a place.
    public func inspect(_ code: String, cursor: Int) -> Inspection { Inspection(data: [:]) }

    /// Whether a text is a whole cell.
    public func isComplete(_ code: String) -> CellCompleteness { .complete }

    /// Ends the running cell, from any thread.
    public func interrupt() {}

    /// Begins anew: nothing is left of earlier cells.
    public func restart() throws {}

    /// Ends the process that cells run in.
    public func shutdown() {}
}
