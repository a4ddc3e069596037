/// Why a file is not a notebook that can be read or written.
package struct NotebookFileError: Error, Equatable, CustomStringConvertible {
    package var path: String?
    /// Where in the file, counted from 1.
    package var line: Int?
    package var column: Int?
    package var message: String
    package var hint: String?

    package init(
        path: String? = nil, line: Int? = nil, column: Int? = nil, _ message: String, hint: String? = nil
    ) {
        self.path = path
        self.line = line
        self.column = column
        self.message = message
        self.hint = hint
    }

    package var description: String {
        let place = [path, line.map(String.init), column.map(String.init)].compactMap(\.self).joined(separator: ":")
        return (place.isEmpty ? "" : place + ": ") + message + (hint.map { "\n  hint: \($0)" } ?? "")
    }
}
