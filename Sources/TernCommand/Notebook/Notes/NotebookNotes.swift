/// The words between the cells, in one language.
package struct NotebookNotes: Sendable {
    /// What is said about one main cell and its experiments.
    package struct Part: Sendable {
        /// Stands above the main cell.
        package let heading: String
        /// What is said before a cell, by its name.
        package let before: [String: String]
        /// What is said after its output.
        package let after: [String: String]
    }

    /// Stands above everything.
    package let title: String
    /// How to read the page; `%seed` stands for the seed.
    let opening: String
    /// By the number of the main cell.
    package let parts: [Int: Part]

    /// The notes in a language.
    package static func `in`(_ language: NotebookLanguage) -> NotebookNotes {
        switch language {
        case .english: .english
        case .chinese: .chinese
        }
    }

    /// How to read the page.
    package func introduction(seed: String) -> String { opening.replacing("%seed", with: seed) }
}
