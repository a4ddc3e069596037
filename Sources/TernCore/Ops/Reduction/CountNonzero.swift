extension Tensor {
    /// How many elements are not zero, over dimensions; NaN is not.
    ///
    /// - Parameter dims: dimensions to count along; none means all.
    /// - Throws: `TensorError` when there is no such dimension.
    /// - Source: `torch.count_nonzero`.
    public func countNonzero(dim dims: [Int]) throws -> Tensor {
        try validate()
        return try (detach() .!= 0).sum(dim: dims)
    }

    /// How many elements along one dimension are not zero.
    public func countNonzero(dim: Int) throws -> Tensor { try countNonzero(dim: [dim]) }

    /// How many elements are not zero.
    public func countNonzero() -> Tensor { Tensor.deferringErrors { try countNonzero(dim: []) } }
}
