import Tern

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
    /// What pictures are drawn for; nil for none.
    let terminal: Terminal?

    /// A page of the selected ones of these cells.
    package init(
        cells: [NotebookRun.Cell], seed: NotebookSeed, selection: NotebookSelection = .all,
        language: NotebookLanguage = .english, style: NotebookStyle = .plain, terminal: Terminal? = nil
    ) {
        self.cells = cells.filter { selection.numbers.contains($0.number) }
        self.seed = seed
        self.selection = selection
        self.language = language
        self.style = style
        self.terminal = terminal
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
            if let picture = picture(of: cell) { blocks.append(picture) }
            if let note = part?.after[cell.name] { blocks.append(indented(note)) }
        }
        return blocks.joined(separator: "\n\n") + "\n"
    }

    /// The first channels of the image that a main cell printed last, side by side on the terminal.
    private func picture(of cell: NotebookRun.Cell) -> String? {
        guard let terminal, cell.isMain, let image = cell.tensors.last, image.ndim == 4, image.shape[0] == 1 else {
            return nil
        }
        let wide = image.shape[3] * (terminal.hasColors && terminal.isUnicode ? 1 : 2)
        let count = min(max((terminal.columns + 1) / (wide + 1), 1), image.shape[1])
        guard wide <= terminal.columns,
            let grid = try? ImageGrid(
                image.detach()[0, 0..<count], captions: (0..<count).map { "channel \($0)" })
        else { return nil }
        return grid.text(for: terminal)
    }

    /// The cell's code, as IPython shows it.
    private func code(of cell: NotebookRun.Cell) -> String {
        let prompt = "In [\(cell.name)]: "
        let next = String(repeating: " ", count: prompt.count - 5) + "...: "
        let lines = (NotebookRun.cellTexts[cell.name] ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().map { index, line in
            (index == 0 ? style.bold(prompt) : next) + style.code(line)
        }.joined(separator: "\n")
    }

    private func indented(_ note: String) -> String {
        (terminal.map { NoteText.fitted(note, to: $0.columns - 2) } ?? note)
            .split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : "  " + $0 }.joined(separator: "\n")
    }
}

extension String {
    fileprivate var trimmingTrailingNewline: String { hasSuffix("\n") ? String(dropLast()) : self }
}
