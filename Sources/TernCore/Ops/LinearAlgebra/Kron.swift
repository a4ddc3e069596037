extension Tensor {
    /// The Kronecker product: every element of this tensor times all of the other, in blocks.
    ///
    /// - Source: `torch.kron`.
    public func kron(_ other: Tensor) throws -> Tensor {
        try requireValid(with: other, "kron")
        let rank = Swift.max(ndim, other.ndim)
        let left = Array(repeating: 1, count: rank - ndim) + shape
        let right = Array(repeating: 1, count: rank - other.ndim) + other.shape
        let a = try reshape(left.flatMap { [$0, 1] })
        let b = try other.reshape(right.flatMap { [1, $0] })
        // The product has checked that the elements can be counted, so the sizes can be multiplied, unless it has none.
        let sizes = zip(left, right).map { $0 &* $1 }
        return try a.mul(b).contiguous().unsafeView(sizes)
    }
}
