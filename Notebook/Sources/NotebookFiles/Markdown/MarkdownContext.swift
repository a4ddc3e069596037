/// What the parts of a Markdown text have in common.
final class MarkdownContext {
    private let references: [String: String]
    /// How much the names of links may still grow to: a short name of a long address could make a page of any size.
    private var growth: Int

    private static let minimumGrowth = 100_000

    /// - Parameters:
    ///   - references: where links lead that are named by `[text][name]`.
    ///   - length: that of the whole text.
    init(references: [String: String], length: Int) {
        self.references = references
        growth = max(length, Self.minimumGrowth)
    }

    /// Where the link of a name leads; nil for names that nobody gave.
    func target(_ name: String) -> String? {
        guard !references.isEmpty, let target = references[name.lowercased()], target.utf8.count <= growth else {
            return nil
        }
        growth -= target.utf8.count
        return target
    }
}
