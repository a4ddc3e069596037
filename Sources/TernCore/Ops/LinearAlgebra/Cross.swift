extension Tensor {
    /// The vector product of vectors of three elements, which lie along one dimension.
    ///
    /// - Parameters:
    ///   - other: vectors that broadcast with these.
    ///   - dim: where the vectors lie; nil takes the first dimension of size 3. Default nil.
    /// - Throws: `TensorError` where there is no such dimension, or its size is not 3.
    /// - Source: `torch.cross`.
    public func cross(_ other: Tensor, dim: Int? = nil) throws -> Tensor {
        try requireValid(with: other, "cross")
        guard ndim == other.ndim else {
            throw TensorError("cross", "linalg.cross: inputs must have the same number of dimensions.")
        }
        guard let dim = dim ?? shape.firstIndex(of: 3) else {
            throw TensorError("cross", "no dimension of size 3 in input")
        }
        guard ndim > 0 else {
            throw TensorError(.index, "cross", "Dimension specified as \(dim) but tensor has no dimensions")
        }
        let axis = try wrapped(dim, "cross")
        let (sizeA, sizeB) = (shape[axis], other.shape[axis])
        guard sizeA == 3, sizeB == 3 else {
            throw TensorError(
                "cross", "linalg.cross: inputs dimension \(dim) must have length 3. Got \(sizeA) and \(sizeB)")
        }
        try requireScalarType(of: other, "cross")
        try requireNumbers("cross")
        return try crossed(other, axis)
    }

    private func crossed(_ other: Tensor, _ dim: Int) throws -> Tensor {
        let (a, b) = (detach(), other.detach())
        func component(_ index: Int) throws -> Tensor {
            let (next, last) = ((index + 1) % 3, (index + 2) % 3)
            func product(_ i: Int, _ j: Int) throws -> Tensor {
                try a.narrow(dim, start: i, length: 1).mul(b.narrow(dim, start: j, length: 1))
            }
            return try product(next, last).sub(product(last, next))
        }
        let y = try Tensor.cat([component(0), component(1), component(2)], dim: dim)
        guard Tensor.needsGrad(self, other) else { return y }
        return y.recorded("LinalgCrossBackward0", [self, other]) { dy, _ in
            [
                self.requiresGrad ? try other.crossed(dy, dim).summed(to: self.shape) : nil,
                other.requiresGrad ? try dy.crossed(self, dim).summed(to: other.shape) : nil,
            ]
        }
    }
}
