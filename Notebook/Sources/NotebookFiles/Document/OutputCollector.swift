/// Gathers what a run's cells put out, as Jupyter stores it.
///
/// Text of one stream that follows text of the same stream is joined to it, and a display that is updated changes wherever it
/// stands, in earlier cells too.
package struct OutputCollector {
    private struct Place {
        var cell: Int
        var output: Int
    }

    /// The outputs of each cell that has run, by its position in the notebook.
    package private(set) var outputs: [Int: [CellOutput]] = [:]
    private var displays: [String: [Place]] = [:]

    package init() {}

    /// Forgets a cell's outputs: it is about to run.
    package mutating func begin(cell: Int) {
        outputs[cell] = []
        displays = displays.mapValues { $0.filter { $0.cell != cell } }
    }

    package mutating func stream(_ text: String, name: String, cell: Int) {
        guard !text.isEmpty else { return }
        if case .stream(name, let earlier)? = outputs[cell]?.last {
            outputs[cell]![outputs[cell]!.count - 1] = .stream(name: name, text: earlier + text)
        } else {
            append(.stream(name: name, text: text), cell: cell)
        }
    }

    /// - Parameters:
    ///   - id: what later updates name this display by.
    ///   - isUpdate: whether earlier displays of that name change, instead of a new one being shown.
    package mutating func display(
        _ data: MimeBundle, metadata: JSONObject = [:], id: String? = nil, isUpdate: Bool = false, cell: Int
    ) {
        if let id, isUpdate {
            for place in displays[id] ?? [] {
                outputs[place.cell]?[place.output] = .display(data, metadata: metadata)
            }
            return
        }
        append(.display(data, metadata: metadata), cell: cell)
        if let id { displays[id, default: []].append(Place(cell: cell, output: outputs[cell]!.count - 1)) }
    }

    package mutating func append(_ output: CellOutput, cell: Int) { outputs[cell, default: []].append(output) }
}
