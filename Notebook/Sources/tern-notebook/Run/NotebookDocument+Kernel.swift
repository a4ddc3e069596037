import NotebookFiles

extension NotebookDocument {
    /// The names under which notebooks and Jupyter know the kernel.
    static let kernelName = "tern"
    static let kernelDisplayName = "Swift (Tern)"

    /// Refuses a notebook of another language.
    func requireSwift(path: String) throws {
        let language =
            metadata["kernelspec"]?.object?["language"]?.string ?? metadata["language_info"]?.object?["name"]?.string
        guard let language, language.lowercased() != "swift" else { return }
        throw NotebookFileError(path: path, "the notebook's cells are written in \(language), not in Swift")
    }

    /// Puts a run's outputs into the cells.
    mutating func store(_ result: NotebookRunner.Result, swiftVersion: String) {
        for (index, cell) in result.cells {
            cells[index].outputs = cell.outputs
            cells[index].executionCount = cell.executionCount
        }
        metadata["kernelspec"] = [
            "display_name": .string(Self.kernelDisplayName), "language": "swift", "name": .string(Self.kernelName),
        ]
        metadata["language_info"] = [
            "codemirror_mode": "swift", "file_extension": ".swift", "mimetype": "text/x-swift", "name": "swift",
            "pygments_lexer": "swift", "version": .string(Self.number(in: swiftVersion)),
        ]
    }

    /// The version's number in the compiler's words on itself.
    private static func number(in version: String) -> String {
        String(version.split(separator: " ").first { $0.first?.isNumber == true } ?? "")
    }
}
