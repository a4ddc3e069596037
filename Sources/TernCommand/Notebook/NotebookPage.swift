/// The notebook as text: notes, cells and what they printed.
///
/// Cells and headings start at the margin, notes are indented by two columns; output stands exactly as it was printed.
package struct NotebookPage {
    /// The cells that ran.
    let cells: [NotebookRun.Cell]
    let seed: NotebookSeed
    let selection: NotebookSelection
    let language: NotebookLanguage
    let style: NotebookStyle

    /// A page of the selected ones of these cells.
    package init(
        cells: [NotebookRun.Cell], seed: NotebookSeed, selection: NotebookSelection = .all,
        language: NotebookLanguage = .english, style: NotebookStyle = .plain
    ) {
        self.cells = cells.filter { selection.numbers.contains($0.number) }
        self.seed = seed
        self.selection = selection
        self.language = language
        self.style = style
    }

    /// What the main cells printed, and nothing else.
    package var outputs: String { cells.filter(\.isMain).map(\.output).joined() }

    /// The whole page.
    package var text: String {
        let notes = NotebookNotes.in(language)
        var blocks = [style.bold(notes.title), indented(notes.introduction(seed: seed.description))]
        for cell in cells {
            let part = notes.parts[cell.number]
            if cell.isMain, let part { blocks.append("\n" + style.bold(part.heading)) }
            if let note = part?.before[cell.name] { blocks.append(indented(note)) }
            blocks.append(code(of: cell))
            blocks.append(cell.output.trimmingTrailingNewline)
            if let note = part?.after[cell.name] { blocks.append(indented(note)) }
        }
        return blocks.joined(separator: "\n\n") + "\n"
    }

    /// The cell's code, as IPython shows it.
    private func code(of cell: NotebookRun.Cell) -> String {
        let prompt = "In [\(cell.name)]: "
        let next = String(repeating: " ", count: prompt.count - 5) + "...: "
        let lines = (NotebookRun.cellTexts[cell.name] ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().map { index, line in
            index == 0 ? style.bold(prompt) + line : next + line
        }.joined(separator: "\n")
    }

    private func indented(_ note: String) -> String {
        note.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : "  " + $0 }.joined(separator: "\n")
    }
}

extension String {
    fileprivate var trimmingTrailingNewline: String { hasSuffix("\n") ? String(dropLast()) : self }
}
