/// Whether a text is a whole cell, or the beginning of one.
public enum CellCompleteness: Sendable, Equatable {
    /// It can be run.
    case complete
    /// More lines are expected; the next begins with this indentation.
    case incomplete(indent: String)
    /// No further line could make it right.
    case invalid
}
