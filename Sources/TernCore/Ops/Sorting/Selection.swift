// What operations have in common that find elements along a dimension, and say where they were.

extension Tensor {
    /// `dim` counted from the front.
    package func wrapped(_ dim: Int, _ operation: String) throws -> Int { try Shape.wrap(dim, rank: ndim, operation) }

    /// How many positions dimension `dim` has; one for a 0-dim tensor.
    func extent(_ dim: Int) -> Int { shape.isEmpty ? 1 : shape[dim] }

    /// Values that an operation found at `indices` along `dim` of this tensor, with their history: gradients go back to
    /// where the values came from.
    ///
    /// - Parameter keepDim: whether the results still have the dimension.
    func selected(
        _ values: Tensor, at indices: Tensor, _ dim: Int, keepDim: Bool, _ nodeName: String
    ) throws -> (values: Tensor, indices: Tensor) {
        guard Tensor.needsGrad(self) else { return (values, indices) }
        let dim = try wrapped(dim, "select")
        let isReduced = !keepDim && !shape.isEmpty
        let (source, places) = (shape, isReduced ? try indices.unsqueeze(dim) : indices)
        let recorded = values.recorded(nodeName, self) { dy in
            let gradient = isReduced ? try dy.unsqueeze(dim) : dy
            return try Tensor.zeros(source, dtype: dy.dtype, device: dy.device).scatterAdd(dim, places, gradient)
        }
        return (recorded, indices)
    }

    /// One element of every sorted row along `dim`, and where it was in this tensor.
    ///
    /// - Parameter place: its position in the sorted row, of a shape that broadcasts to the rows' with `dim` of size 1.
    func picked(
        _ place: Tensor, of rows: (values: Tensor, indices: Tensor), _ dim: Int, keepDim: Bool, _ nodeName: String
    ) throws -> (values: Tensor, indices: Tensor) {
        let plan = try ReductionPlan(shape, [dim], keepDim, "select")
        let places = try place.expand(plan.shapeWithOnes)
        let values = try rows.values.gather(dim, places).reshape(plan.resultShape)
        let indices = try rows.indices.gather(dim, places).reshape(plan.resultShape)
        return try selected(values, at: indices, dim, keepDim: keepDim, nodeName)
    }
}
