import TernCore

extension StateDict: CustomStringConvertible {
    /// A table of the tensors: names, types, shapes, and what they are together. `state["name"]` prints a tensor's numbers.
    public var description: String {
        let rows = map { TensorTable.Row(name: $0.name, type: "\($0.tensor.dtype)", shape: $0.tensor.shape) }
        return TensorTable.text("StateDict", rows, bytes: reduce(0) { $0 + $1.tensor.count * $1.tensor.dtype.itemSize })
    }
}
