import Foundation

extension NotebookDocument {
    /// Reads a file.
    ///
    /// - Throws: `NotebookFileError` with the place of what is wrong.
    package init(path: String) throws {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw NotebookFileError(path: path, "cannot read the file: \(TextFile.reason(error, path))")
        }
        do {
            try self.init(bytes: data)
        } catch var error as NotebookFileError {
            error.path = path
            throw error
        }
    }

    /// Reads a file's bytes.
    package init(bytes: some Collection<UInt8>) throws {
        guard !bytes.isEmpty else { throw NotebookFileError("the file is empty") }
        let json: JSON
        do {
            json = try JSON.parse(bytes)
        } catch let error as JSONError {
            let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            let line = lines.indices.contains(error.line - 1) ? lines[error.line - 1] : ""
            let isConflict = ["<<<<<<<", "=======", ">>>>>>>"].contains { line.hasPrefix($0) }
            throw NotebookFileError(
                line: error.line, column: error.column, "damaged notebook: \(error.message)",
                hint: isConflict ? "the file holds both sides of a merge conflict" : nil)
        }
        try self.init(json: json)
    }

    /// The file's text.
    package var text: String { json.indentedText + "\n" }

    /// Writes a file, replacing an old one as a whole.
    package func write(to path: String) throws { try TextFile.write(text, to: path) }
}
