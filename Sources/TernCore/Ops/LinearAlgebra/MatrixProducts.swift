// Products of fixed rank, each under its own name. `matmul` chooses among them.

extension Tensor {
    /// The sum of the products of two vectors' elements: [n], [n] -> [].
    ///
    /// - Throws: `TensorError` unless both are 1-dim, of one type and one length.
    /// - Source: `torch.dot`.
    public func dot(_ other: Tensor) throws -> Tensor {
        try requireValid(with: other, "dot")
        guard ndim == 1, other.ndim == 1 else {
            throw TensorError("dot", "1D tensors expected, but got \(ndim)D and \(other.ndim)D tensors")
        }
        guard dtype == other.dtype else {
            throw TensorError(
                "dot",
                "dot : expected both vectors to have same dtype, but found \(dtype.scalarTypeName) and \(other.dtype.scalarTypeName)"
            )
        }
        guard count == other.count else {
            throw TensorError(
                "dot",
                "inconsistent tensor size, expected tensor [\(count)] and src [\(other.count)] to have the same number of elements, but got \(count) and \(other.count) elements respectively"
            )
        }
        try requireNumbers("dot")
        let y = try asRow().matrixProduct(other.asColumn(), "dot").withShape([])
        return y.recorded(
            "DotBackward0", self, other, left: .ofRight { dy, b in try dy.mul(b) },
            right: .ofLeft { dy, a in try dy.mul(a) })
    }

    /// The product of a matrix and a vector: [n, k], [k] -> [n].
    ///
    /// - Throws: `TensorError` where the ranks, types or sizes don't fit.
    /// - Source: `torch.mv`.
    public func mv(_ vector: Tensor) throws -> Tensor {
        try requireValid(with: vector, "mv")
        guard ndim == 2, vector.ndim == 1 else {
            throw TensorError("mv", "vector + matrix @ vector expected, got 1, \(ndim), \(vector.ndim)")
        }
        guard shape[1] == vector.shape[0] else {
            throw TensorError(
                "mv", "size mismatch, got input (\(shape[0])), mat (\(shape[0])x\(shape[1])), vec (\(vector.shape[0]))",
                shapes: ["self": shape, "vector": vector.shape])
        }
        guard dtype == vector.dtype else {
            let (matrix, other) = (dtype.scalarTypeName, vector.dtype.scalarTypeName)
            throw TensorError(
                "mv", "addmv input tensors must have the same dtype, but got \(other), \(matrix), and \(other)")
        }
        try requireNumbers("addmv_impl_cpu")
        let y = try matrixProduct(vector.asColumn(), "mv").withShape([shape[0]])
        return y.recorded(
            "MvBackward0", self, vector, left: .ofRight { dy, b in try dy.outer(b) },
            right: .ofLeft { dy, a in try a.t().mv(dy) })
    }

    /// The product of two matrices: [n, k], [k, m] -> [n, m].
    ///
    /// - Throws: `TensorError` where the ranks, types or sizes don't fit.
    /// - Source: `torch.mm`.
    public func mm(_ other: Tensor) throws -> Tensor {
        try requireValid(with: other, "mm")
        try requireMatrices(other, "mm")
        guard dtype == other.dtype else {
            throw TensorError(
                "mm",
                "expected m1 and m2 to have the same dtype, but got: \(dtype.cTypeName) != \(other.dtype.cTypeName)")
        }
        try requireNumbers("addmm_impl_cpu_")
        let y = try matrixProduct(other, "mm")
        return y.recorded(
            "MmBackward0", self, other, left: .ofRight { dy, b in try dy.mm(b.t()) },
            right: .ofLeft { dy, a in try a.t().mm(dy) })
    }

    /// The products of the matrices in two batches of one size: [b, n, k], [b, k, m] -> [b, n, m].
    ///
    /// - Throws: `TensorError` where the ranks, types or sizes don't fit.
    /// - Source: `torch.bmm`.
    public func bmm(_ other: Tensor) throws -> Tensor {
        try requireValid(with: other, "bmm")
        try requireBatches(other, "bmm")
        try requireScalarType(of: other, "bmm")
        try requireNumbers("bmm")
        let y = try batchedProduct(other, "bmm")
        return y.recorded(
            "BmmBackward0", self, other, left: .ofRight { dy, b in try dy.bmm(b.transpose(1, 2)) },
            right: .ofLeft { dy, a in try a.transpose(1, 2).bmm(dy) })
    }

    /// Every product of an element of one vector and one of another: [n], [m] -> [n, m].
    ///
    /// - Throws: `TensorError` unless both are 1-dim.
    /// - Source: `torch.outer`.
    public func outer(_ other: Tensor) throws -> Tensor {
        try requireValid(with: other, "outer")
        for (name, vector) in [("self", self), ("vec2", other)] where vector.ndim != 1 {
            throw TensorError("outer", "outer: Expected 1-D argument \(name), but got \(vector.ndim)-D")
        }
        return try unsqueeze(1).mul(other)
    }
}

// MARK: - Checks

extension Tensor {
    func requireValid(with other: Tensor, _ operation: String) throws {
        try validate()
        try other.validate()
        try requireSameDevice(as: other, operation)
    }

    /// Refuses what is not a pair of matrices that can be multiplied.
    func requireMatrices(_ other: Tensor, _ operation: String) throws {
        for (name, matrix) in [("self", self), ("mat2", other)] where matrix.ndim != 2 {
            throw TensorError(operation, "\(operation): \(name) must be a matrix, got \(matrix.ndim)-D tensor")
        }
        guard shape[1] == other.shape[0] else {
            throw TensorError(
                operation,
                "\(operation): mat1 and mat2 shapes cannot be multiplied (\(shape[0])x\(shape[1]) and \(other.shape[0])x\(other.shape[1]))",
                shapes: ["mat1": shape, "mat2": other.shape],
                hint: "the columns of the first must be as many as the rows of the second")
        }
    }

    /// Refuses what is not a pair of batches that can be multiplied.
    func requireBatches(_ other: Tensor, _ operation: String) throws {
        for (name, batch) in [("batch1", self), ("batch2", other)] where batch.ndim != 3 {
            throw TensorError(operation, "\(name) must be a 3D tensor", shapes: [name: batch.shape])
        }
        guard shape[0] == other.shape[0], shape[2] == other.shape[1] else {
            throw TensorError(
                operation,
                "Expected size for first two dimensions of batch2 tensor to be: [\(shape[0]), \(shape[2])] but got: [\(other.shape[0]), \(other.shape[1])].",
                shapes: ["batch1": shape, "batch2": other.shape])
        }
    }

    func requireScalarType(of other: Tensor, _ operation: String) throws {
        guard dtype == other.dtype else {
            throw TensorError(
                operation, "expected scalar type \(dtype.scalarTypeName) but found \(other.dtype.scalarTypeName)")
        }
    }
}
