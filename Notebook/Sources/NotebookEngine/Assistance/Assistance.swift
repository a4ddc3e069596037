/// What may stand at a place in a cell.
public struct Completions: Sendable, Equatable {
    /// Candidates, best first.
    public var matches: [String]
    /// The part of the cell that a candidate replaces, in Unicode scalars.
    public var range: Range<Int>
}

/// What is known about the name at a place in a cell.
public struct Inspection: Sendable, Equatable {
    /// Its declaration and documentation; empty when nothing is known.
    public var data: MIMEData
    /// Whether anything is known.
    public var isFound: Bool { !data.isEmpty }
}
