/// The nested brackets of a tensor's text: rows broken at the line width, blocks separated by empty lines.
struct BracketedText {
    private(set) var text = ""
    private let shape: [Int]
    private let summary: Summary
    private let elements: ElementTexts
    private let lineWidth: Int
    /// The element to write next: brackets nest in the elements' own order.
    private var next = 0

    /// - Parameter indent: the column at which the text will start.
    init(shape: [Int], _ summary: Summary, _ elements: ElementTexts, lineWidth: Int, indent: Int) {
        self.shape = shape
        self.summary = summary
        self.elements = elements
        self.lineWidth = lineWidth
        if shape.isEmpty { writeElement() } else { writeBlock(0, indent: indent) }
    }

    private mutating func writeBlock(_ dim: Int, indent: Int) {
        let isRow = dim == shape.count - 1
        let size = shape[dim]
        // In a shortened dimension the ellipsis is an item of its own, after the first half.
        let shownCount = summary.shownCount(size)
        let ellipsis = summary.shortens(size) ? shownCount / 2 : nil
        let separator = newLine(count: isRow ? 1 : shape.count - 1 - dim, indent: indent + 1)
        let itemsInLine = isRow ? max(1, (lineWidth - indent) / (elements.width + 2)) : 1
        text += "["
        for item in 0..<(ellipsis == nil ? shownCount : shownCount + 1) {
            if item > 0 { text += item % itemsInLine == 0 ? separator : ", " }
            if item == ellipsis {
                text += isRow ? " ..." : "..."
            } else if isRow {
                writeElement()
            } else {
                writeBlock(dim + 1, indent: indent + 1)
            }
        }
        text += "]"
    }

    private mutating func writeElement() {
        let element = elements.texts[next]
        next += 1
        text += String(repeating: " ", count: max(0, elements.width - element.utf8.count))
        text += element
    }

    private func newLine(count: Int, indent: Int) -> String {
        "," + String(repeating: "\n", count: count) + String(repeating: " ", count: indent)
    }
}
