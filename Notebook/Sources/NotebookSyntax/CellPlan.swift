/// A cell as the engine compiles it.
public struct CellPlan: Sendable, Equatable {
    /// The Swift file behind its prelude: the cell's statements with their places, step marks and checks.
    public var source: String
    /// What the cell declares at its top level.
    public var declarations: [Declaration]
    /// The modules that it imports for the first time in the notebook.
    public var imports: [String]
    /// Whether later cells can see anything of it: a declaration, or an import of a module or of one name.
    public var isVisible = false
    /// Where each statement begins; a step mark has the index.
    public var places: [Place]
    /// Names that functions, closures and types of the cell use: they may read such a variable after the cell has ended.
    public var captured: Set<String>
    /// All names in its text.
    public var mentioned: Set<String>
}

/// A place in a cell, both counted from 1; the column in bytes of UTF-8, as the compiler counts.
public struct Place: Sendable, Equatable, Hashable {
    /// The line.
    public var line: Int
    /// The column.
    public var column: Int

    /// A place.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

/// Something that a cell declares at its top level.
public struct Declaration: Sendable, Equatable, Hashable {
    /// The kinds that matter for redefinition.
    public enum Kind: String, Sendable {
        /// A `let` or `var`.
        case variable
        /// A variable that is computed: it has no storage.
        case computed
        /// A function, operators included.
        case function
        /// A struct, class, enum, actor, protocol or type alias.
        case type
        /// An extension.
        case `extension`
        /// A macro, operator or precedence group.
        case other
    }

    /// What it is.
    public var kind: Kind
    /// Its name without arguments; of an extension, the type's.
    public var name: String
    /// Of a function, the labels: `(_:by:)`. Of an extension, the protocols.
    public var details: String
    /// Of a function, its types: two functions with the same labels and this text shadow each other without help.
    public var signature: String
    /// The index of its statement.
    public var statement: Int
}

/// A cell that cannot be parsed.
public struct SyntaxProblems: Error, Sendable, Equatable {
    /// What is wrong, with places.
    public var problems: [Problem]

    /// One mistake.
    public struct Problem: Sendable, Equatable {
        /// Where it is.
        public var place: Place
        /// What it is, in the compiler's words.
        public var message: String
    }
}
