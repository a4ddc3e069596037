import TernCore

extension Parameter {
    /// Zeros in the parameter's shape, type and order in memory.
    func zeroState() throws -> Tensor {
        try tensor.uninitializedLike(
            strides: Shape.denseStrides(shape, like: tensor.strides), zeroed: true, "step")
    }

    /// Several of them.
    func zeroStates(_ count: Int) throws -> [Tensor?] { try (0..<count).map { _ in try zeroState() } }

    /// Memory for such a tensor, not yet written.
    func emptyState() throws -> Tensor {
        try tensor.uninitializedLike(strides: Shape.denseStrides(shape, like: tensor.strides), "step")
    }
}
