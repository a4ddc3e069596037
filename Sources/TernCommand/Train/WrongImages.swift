import Tern

/// The test images that a network took for something else: what they are, as text and as a picture.
struct WrongImages: CustomStringConvertible {
    private let classes: [String]
    private var entries: [(index: Int, truth: Int, answer: Int, guesses: String)] = []

    init(_ classes: [String]) { self.classes = classes }

    var isEmpty: Bool { entries.isEmpty }

    mutating func add(_ index: Int, truth: Int, answer: Int, guesses: String) {
        entries.append((index, truth, answer, guesses))
    }

    /// The first of them, a line each.
    var description: String {
        let lines = entries.prefix(20).map { "image \($0.index) is \(classes[$0.truth]): \($0.guesses)" }
        let rest = entries.count > 20 ? ["… and \(entries.count - 20) more"] : []
        return (["wrong:"] + lines + rest).joined(separator: "\n")
    }

    /// The first 64 of them, each with what it is and what it was taken for.
    func picture(of data: LabeledImages) throws -> ImageGrid {
        let shown = Array(entries.prefix(64))
        let images = try data.images.indexSelect(0, Tensor(shown.map(\.index)))
        return try ImageGrid(
            images, captions: shown.map { "\(classes[$0.truth]), not \(classes[$0.answer])" },
            title: "\(entries.count) of \(data.count) taken for something else")
    }
}
