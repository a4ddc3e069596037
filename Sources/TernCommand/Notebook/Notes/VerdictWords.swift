import Foundation

/// The words of the verdict, in one language.
struct VerdictWords: Sendable {
    /// What agreement means.
    let meaning: String
    /// What to say to a list of what is beyond the tolerance.
    let disagreement: @Sendable ([String]) -> String
    /// What was compared in a run with another seed.
    let otherSeed: @Sendable (String) -> String
    /// The last line of a page without numbers to compare.
    let nothing: String
    /// The last line.
    let result: @Sendable (NotebookComparison) -> String

    /// The words in a language.
    static func `in`(_ language: NotebookLanguage) -> VerdictWords {
        switch language {
        case .english: .english
        case .chinese: .chinese
        }
    }

    /// `9,840`
    static func grouped(_ count: Int) -> String {
        let digits = Array(String(count))
        return digits.indices.map { index in
            let isGroupEnd = index > 0 && (digits.count - index).isMultiple(of: 3)
            return (isGroupEnd ? "," : "") + String(digits[index])
        }.joined()
    }

    /// `4.8e-07`
    static func scientific(_ value: Float) -> String { value == 0 ? "0" : String(format: "%.1e", Double(value)) }
}
