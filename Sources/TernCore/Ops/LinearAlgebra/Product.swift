import CTernKernels

// The matrix product as the kernels compute it, without history, and what the operations on it have in common.

extension Tensor {
    /// The products of the matrices in two batches: [b, n, k] times [b, k, m]. Shapes and types have been checked.
    func batchedProduct(_ other: Tensor, _ operation: String) throws -> Tensor {
        let (batch, rows, inner, columns) = (shape[0], shape[1], shape[2], other.shape[2])
        let result = try uninitializedLike(shape: [batch, rows, columns], operation)
        guard result.count > 0 else { return result }
        let size = MatmulSize(
            dtype: dtype.kernel, batch: Int64(batch), m: Int64(rows), n: Int64(columns), k: Int64(inner))
        backend.matmul(size, result.operand, operand, other.operand)
        return result
    }

    /// The product of two matrices, as `batchedProduct`.
    func matrixProduct(_ other: Tensor, _ operation: String) throws -> Tensor {
        let (rows, inner, columns) = (shape[0], shape[1], other.shape[1])
        let result = try uninitializedLike(shape: [rows, columns], operation)
        guard result.count > 0 else { return result }
        let size = MatmulSize(dtype: dtype.kernel, batch: 1, m: Int64(rows), n: Int64(columns), k: Int64(inner))
        backend.matmul(size, result.batchOfOne, batchOfOne, other.batchOfOne)
        return result
    }

    /// This matrix as a batch.
    private var batchOfOne: Operand { operand(strides: [0, strides[0], strides[1]]) }

    /// A vector as a matrix of one row or one column, without history.
    func asRow() -> Tensor { alias(shape: [1] + shape, strides: [0] + strides, offset: offset) }
    func asColumn() -> Tensor { alias(shape: shape + [1], strides: strides + [0], offset: offset) }

    /// A new, row-major tensor read with another shape, without history.
    func withShape(_ shape: [Int]) -> Tensor {
        alias(shape: shape, strides: Shape.contiguousStrides(shape), offset: offset)
    }

    /// This row-major tensor with another shape, under one of torch's names for views of fresh results.
    func unsafeView(_ shape: [Int], _ nodeName: String = "UnsafeViewBackward0") -> Tensor {
        let original = self.shape
        return withShape(shape).recorded(nodeName, self, saves: false) { try $0.reshape(original) }
    }

    /// Refuses operands on different devices.
    func requireSameDevice(as other: Tensor, _ operation: String) throws {
        guard device == other.device else {
            throw TensorError(
                operation,
                "Expected all tensors to be on the same device, but found at least two devices, \(device) and \(other.device)!"
            )
        }
    }

    /// Refuses bool, which has no products to add up.
    func requireNumbers(_ kernel: String) throws {
        if dtype == .bool { throw unsupported(kernel) }
    }
}
