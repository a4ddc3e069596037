/// A notebook in Jupyter's format, nbformat 4.
package struct NotebookDocument: Sendable, Equatable {
    /// Everything but the cells, which stand as an empty list.
    private var fields: JSONObject
    package var cells: [NotebookCell]

    /// - Throws: `NotebookFileError` for what is no notebook of format 4.
    package init(json: JSON) throws {
        guard var fields = json.object else { throw NotebookFileError("this is JSON, but no notebook: no object") }
        guard let format = fields["nbformat"]?.int else {
            throw NotebookFileError("this is JSON, but no notebook: \"nbformat\" is missing")
        }
        guard format == 4 else {
            throw NotebookFileError(
                "a notebook of format \(format); this tool knows format 4",
                hint: "jupyter nbconvert --to notebook --inplace FILE converts it")
        }
        guard let cells = fields["cells"]?.array else { throw NotebookFileError("the notebook has no list of cells") }
        self.cells = try cells.enumerated().map { index, cell in
            guard let cell = cell.object, cell["cell_type"]?.string != nil else {
                throw NotebookFileError("cell \(index + 1) has no \"cell_type\"")
            }
            guard let source = cell["source"], MultilineText.joined(source) != nil else {
                throw NotebookFileError("cell \(index + 1) has no \"source\" of text")
            }
            return NotebookCell(fields: cell)
        }
        fields["cells"] = []
        self.fields = fields
    }

    /// The document as nbformat stores it.
    package var json: JSON {
        var fields = fields
        fields["cells"] = .array(cells.map { .object($0.fields) })
        return .object(fields)
    }

    package var metadata: JSONObject {
        get { fields["metadata"]?.object ?? [:] }
        set { fields["metadata"] = .object(newValue) }
    }

    /// The places of the cells that hold code.
    package var codeCells: [Int] { cells.indices.filter { cells[$0].kind == .code } }
}
