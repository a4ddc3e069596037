/// One cell. Everything in the file that nobody has set stays as it was, unknown members included.
package struct NotebookCell: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        case code
        case markdown
        /// `raw`, and what newer files may have.
        case other
    }

    /// The members as nbformat stores them.
    package var fields: JSONObject

    package init(fields: JSONObject) { self.fields = fields }

    package var kind: Kind {
        switch fields["cell_type"]?.string {
        case "code": .code
        case "markdown": .markdown
        default: .other
        }
    }

    package var id: String? { fields["id"]?.string }

    package var source: String {
        get { fields["source"].flatMap(MultilineText.joined) ?? "" }
        set { fields["source"] = MultilineText.split(newValue) }
    }

    package var outputs: [CellOutput] {
        get { (fields["outputs"]?.array ?? []).map(CellOutput.init(json:)) }
        set { fields["outputs"] = .array(newValue.map(\.json)) }
    }

    package var executionCount: Int? {
        get { fields["execution_count"]?.int }
        set { fields["execution_count"] = newValue.map { .number("\($0)") } ?? .null }
    }

    package var metadata: JSONObject { fields["metadata"]?.object ?? [:] }

    /// The words that a cell is marked with, such as `raises-exception`.
    package var tags: Set<String> { Set((metadata["tags"]?.array ?? []).compactMap(\.string)) }

    /// Whether the cell holds nothing but white space.
    package var isEmpty: Bool { source.allSatisfy(\.isWhitespace) }

    /// Whether JupyterLab shows the code, or what it put out, only when it is asked for.
    package var isSourceHidden: Bool { metadata["jupyter"]?.object?["source_hidden"]?.bool ?? false }
    package var areOutputsHidden: Bool {
        metadata["jupyter"]?.object?["outputs_hidden"]?.bool ?? metadata["collapsed"]?.bool ?? false
    }
}
