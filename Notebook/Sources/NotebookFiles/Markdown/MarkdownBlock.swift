/// A block of a Markdown text. Lines of text keep their inline marks.
indirect enum MarkdownBlock: Equatable {
    case heading(level: Int, text: String)
    case paragraph(String)
    case code(language: String, text: String)
    case quote([MarkdownBlock])
    case list(MarkdownList)
    case table(MarkdownTable)
    case rule
    /// HTML as it stands; Markdown goes on after it, so that `<details>` can hold any block.
    case html(String)
    /// A formula that stands on its own.
    case math(String)
}

/// A list.
struct MarkdownList: Equatable {
    struct Item: Equatable {
        var blocks: [MarkdownBlock]
        /// Whether a task is done; nil for an item that is no task.
        var isChecked: Bool?
    }

    /// The first number; nil for a list of bullets.
    var start: Int?
    /// Whether no blank lines separate the items: then their texts are no paragraphs.
    var isTight = true
    var items: [Item] = []
}

/// A table.
struct MarkdownTable: Equatable {
    /// Where each column's cells stand: `left`, `center`, `right`, or nothing said.
    var alignments: [String?]
    var header: [String]
    var rows: [[String]]
}
