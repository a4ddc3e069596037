extension Tensor {
    /// The elements whose positions in two dimensions are equal, or differ by `offset`, as a new last dimension; a
    /// view.
    ///
    /// - Parameters:
    ///   - offset: how far to the right of the main diagonal (left if negative). Default 0.
    ///   - dim1: the dimension of rows. Default 0.
    ///   - dim2: the dimension of columns. Default 1.
    /// - Throws: `TensorError` unless there are two different dimensions.
    /// - Source: `torch.diagonal`.
    public func diagonal(offset: Int = 0, dim1: Int = 0, dim2: Int = 1) throws -> Tensor {
        try validate()
        let rows = try Shape.wrap(dim1, rank: ndim, "diagonal")
        let columns = try Shape.wrap(dim2, rank: ndim, "diagonal")
        guard rows != columns else {
            throw TensorError("diagonal", "diagonal dimensions cannot be identical \(dim1), \(dim2)")
        }
        // A diagonal that lies outside has no elements, however far outside.
        let shift = Swift.min(Swift.max(offset, -shape[rows]), shape[columns])
        let length = Swift.min(shape[rows] - Swift.max(-shift, 0), shape[columns] - Swift.max(shift, 0))
        let rest = shape.indices.filter { $0 != rows && $0 != columns }
        func region(_ steps: [Int]) -> StridedRegion {
            let start = shift < 0 ? -shift * steps[rows] : shift * steps[columns]
            return StridedRegion(
                shape: rest.map { shape[$0] } + [Swift.max(length, 0)],
                steps: rest.map { steps[$0] } + [steps[rows] + steps[columns]], start: length > 0 ? start : 0)
        }
        let own = region(strides)
        return self.region(
            own.shape, strides: own.steps, offset: self.offset + own.start, "DiagonalBackward0",
            region: region(Shape.contiguousStrides(shape)))
    }
}
