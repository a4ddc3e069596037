import Foundation

/// The page's last lines: what was compared with PyTorch's results, and how closely it agrees.
package struct NotebookVerdict {
    let comparison: NotebookComparison
    let seed: NotebookSeed
    let language: NotebookLanguage

    /// The verdict on a comparison, made by a run with the default seed, for a page that shows `seed`.
    package init(_ comparison: NotebookComparison, seed: NotebookSeed, language: NotebookLanguage) {
        self.comparison = comparison
        self.seed = seed
        self.language = language
    }

    /// What the comparison means, and as the last line its result.
    package var text: String {
        let words = VerdictWords.in(language)
        if comparison.agrees, comparison.tensors == 0 { return "\n\n\(words.nothing)\n" }
        let notes = [
            seed == .default ? nil : words.otherSeed(seed.description),
            comparison.agrees ? words.meaning : words.disagreement(comparison.disagreements),
        ]
        let paragraphs = notes.compactMap(\.self).map { note in
            note.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
        }
        return "\n\n" + (paragraphs + [words.result(comparison)]).joined(separator: "\n\n") + "\n"
    }
}
