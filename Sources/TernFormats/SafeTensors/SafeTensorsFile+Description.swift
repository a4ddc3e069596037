import TernCore

extension SafeTensorsFile: CustomStringConvertible {
    /// A table of the tensors: names, types, shapes, what they are together, and the file's texts.
    public var description: String {
        let rows = entries.map { TensorTable.Row(name: $0.name, type: $0.typeName, shape: $0.shape) }
        let table = TensorTable.text("SafeTensorsFile", rows, bytes: entries.reduce(0) { $0 + $1.range.count })
        // A text may be a whole training state.
        let texts = metadata.sorted { $0.key < $1.key }.map { key, text in
            "  \(key): \(text.count > 60 ? text.prefix(60) + "…" : text[...])".replacing("\n", with: " ")
        }
        return ([table] + (texts.isEmpty ? [] : ["metadata"]) + texts).joined(separator: "\n")
    }
}
