// beta * self + alpha * (a product): the forms that linear layers are made of. With beta = 0 self is not read, so that
// NaN in it doesn't count.

extension Tensor {
    /// beta * self + alpha * (mat1 @ mat2).
    ///
    /// - Parameters:
    ///   - mat1: [n, k].
    ///   - mat2: [k, m].
    ///   - beta: factor of self, which broadcasts to [n, m]. Default 1.
    ///   - alpha: factor of the product. Default 1.
    /// - Throws: `TensorError` where ranks, types or sizes don't fit.
    /// - Source: `torch.addmm`.
    public func addmm(
        _ mat1: Tensor, _ mat2: Tensor, beta: some ScalarConvertible = 1, alpha: some ScalarConvertible = 1
    ) throws -> Tensor {
        try requireValid(with: mat1, "addmm")
        try mat1.requireValid(with: mat2, "addmm")
        try mat1.requireMatrices(mat2, "addmm")
        let shape = [mat1.shape[0], mat2.shape[1]]
        let addend = try detach().expand(shape)
        for (name, other) in [("self", self), ("mat1", mat1)] where other.dtype != mat2.dtype {
            let names = (other.dtype.scalarTypeName, mat2.dtype.scalarTypeName)
            throw TensorError(
                "addmm", "\(name) and mat2 must have the same dtype, but got \(names.0) and \(names.1)")
        }
        try requireNumbers("addmm_impl_cpu_")
        let factors = Factors(beta.scalar, alpha.scalar, dtype)
        let y = try factors.combined(addend, mat1.matrixProduct(mat2, "addmm"))
        guard Tensor.needsGrad(self, mat1, mat2) else { return y }
        let addendShape = requiresGrad ? self.shape : nil
        let (left, right) = (mat2.requiresGrad ? mat1 : nil, mat1.requiresGrad ? mat2 : nil)
        return y.recorded("AddmmBackward0", [self, mat1, mat2], saves: left != nil || right != nil) { dy, _ in
            let scaled = factors.ofProduct(dy)
            return [
                try addendShape.map { try factors.ofAddend(dy).summed(to: $0) },
                try right.map { try scaled.mm($0.t()) },
                try left.map { try $0.t().mm(scaled) },
            ]
        }
    }

    /// beta * self + alpha * (matrix @ vector).
    ///
    /// - Parameters:
    ///   - matrix: [n, k].
    ///   - vector: [k].
    ///   - beta: factor of self, which broadcasts to [n]. Default 1.
    ///   - alpha: factor of the product. Default 1.
    /// - Throws: `TensorError` where ranks, types or sizes don't fit.
    /// - Source: `torch.addmv`.
    public func addmv(
        _ matrix: Tensor, _ vector: Tensor, beta: some ScalarConvertible = 1, alpha: some ScalarConvertible = 1
    ) throws -> Tensor {
        try requireValid(with: matrix, "addmv")
        try matrix.requireValid(with: vector, "addmv")
        guard matrix.ndim == 2, vector.ndim == 1, ndim <= 1 else {
            throw TensorError(
                "addmv", "vector + matrix @ vector expected, got \(ndim), \(matrix.ndim), \(vector.ndim)")
        }
        let (n, k) = (matrix.shape[0], matrix.shape[1])
        guard vector.count == k, count == n || count == 1 else {
            throw TensorError(
                "addmv", "size mismatch, got input (\(count)), mat (\(n)x\(k)), vec (\(vector.count))")
        }
        guard dtype == matrix.dtype, dtype == vector.dtype else {
            let names = [self, matrix, vector].map(\.dtype.scalarTypeName)
            throw TensorError(
                "addmv",
                "addmv input tensors must have the same dtype, but got \(names[0]), \(names[1]), and \(names[2])")
        }
        try requireNumbers("addmv_impl_cpu")
        let factors = Factors(beta.scalar, alpha.scalar, dtype)
        let product = try matrix.matrixProduct(vector.asColumn(), "addmv").withShape([n])
        let y = try factors.combined(detach().expand([n]), product)
        guard Tensor.needsGrad(self, matrix, vector) else { return y }
        let addendShape = requiresGrad ? self.shape : nil
        let (left, right) = (vector.requiresGrad ? matrix : nil, matrix.requiresGrad ? vector : nil)
        return y.recorded("AddmvBackward0", [self, matrix, vector], saves: left != nil || right != nil) { dy, _ in
            let scaled = factors.ofProduct(dy)
            return [
                try addendShape.map { try factors.ofAddend(dy).summed(to: $0) },
                try right.map { try scaled.outer($0) },
                try left.map { try $0.t().mv(scaled) },
            ]
        }
    }

    /// beta * self + alpha * (batch1 @ batch2), batch by batch.
    ///
    /// - Parameters:
    ///   - batch1: [b, n, k].
    ///   - batch2: [b, k, m].
    ///   - beta: factor of self, which broadcasts to [b, n, m]. Default 1.
    ///   - alpha: factor of the product. Default 1.
    /// - Throws: `TensorError` where ranks, types or sizes don't fit.
    /// - Source: `torch.baddbmm`.
    public func baddbmm(
        _ batch1: Tensor, _ batch2: Tensor, beta: some ScalarConvertible = 1, alpha: some ScalarConvertible = 1
    ) throws -> Tensor {
        try requireValid(with: batch1, "baddbmm")
        try batch1.requireValid(with: batch2, "baddbmm")
        guard batch1.ndim == 3 else { throw TensorError("baddbmm", "batch1 must be a 3D tensor") }
        _ = try Shape.wrap(2, rank: batch2.ndim, "baddbmm")
        let addend = try detach().expand([batch1.shape[0], batch1.shape[1], batch2.shape[2]])
        guard dtype == batch1.dtype else {
            throw TensorError(
                "baddbmm",
                "Input dtypes must be the same, got: input \(dtype.cTypeName), batch1: \(batch1.dtype.cTypeName), batch2: \(batch2.dtype.cTypeName)"
            )
        }
        try batch1.requireBatches(batch2, "baddbmm")
        try batch1.requireScalarType(of: batch2, "baddbmm")
        try requireNumbers("baddbmm")
        let factors = Factors(beta.scalar, alpha.scalar, dtype)
        let y = try factors.combined(addend, batch1.batchedProduct(batch2, "baddbmm"))
        guard Tensor.needsGrad(self, batch1, batch2) else { return y }
        let addendShape = requiresGrad ? self.shape : nil
        let (left, right) = (batch2.requiresGrad ? batch1 : nil, batch1.requiresGrad ? batch2 : nil)
        return y.recorded("BaddbmmBackward0", [self, batch1, batch2], saves: left != nil || right != nil) { dy, _ in
            let scaled = factors.ofProduct(dy)
            return [
                try addendShape.map { try factors.ofAddend(dy).summed(to: $0) },
                try right.map { try scaled.bmm($0.transpose(1, 2)) },
                try left.map { try $0.transpose(1, 2).bmm(scaled) },
            ]
        }
    }
}

/// beta and alpha.
private struct Factors {
    let beta: Scalar
    let alpha: Scalar

    /// In integers the factors are cut to integers, as torch does.
    init(_ beta: Scalar, _ alpha: Scalar, _ dtype: DType) {
        self.beta = dtype.isFloatingPoint ? beta : .int(beta.int64Value)
        self.alpha = dtype.isFloatingPoint ? alpha : .int(alpha.int64Value)
    }

    func combined(_ addend: Tensor, _ product: Tensor) throws -> Tensor {
        let scaled = ofProduct(product)
        return beta.doubleValue == 0 ? scaled : try scaled.add(ofAddend(addend))
    }

    func ofProduct(_ x: Tensor) -> Tensor { alpha.doubleValue == 1 ? x : x * alpha }
    func ofAddend(_ x: Tensor) -> Tensor { beta.doubleValue == 1 ? x : x * beta }
}
