import CTernKernels

extension Tensor {
    /// The running sum along a dimension. Integers and bool add up in int64.
    ///
    /// - Parameters:
    ///   - dim: dimension to run along.
    ///   - dtype: type to convert to before adding. Default none.
    /// - Throws: `TensorError` when there is no such dimension.
    /// - Source: `torch.cumsum`.
    public func cumsum(dim: Int, dtype: DType? = nil) throws -> Tensor {
        try validate()
        let x = try to(dtype ?? self.dtype.accumulated)
        return try x.runningSum(x.wrapped(dim, "cumsum"), reversed: false)
    }

    /// The running sum from either end. Each is the other's gradient.
    func runningSum(_ dim: Int, reversed: Bool) throws -> Tensor {
        let y = try scanned(TERN_CUMSUM, dim, reversed: reversed, "cumsum")
        return y.recorded("CumsumBackward0", self, saves: false) { try $0.runningSum(dim, reversed: !reversed) }
    }

    /// The running product along a dimension. Integers and bool multiply in int64.
    ///
    /// - Parameters:
    ///   - dim: dimension to run along.
    ///   - dtype: type to convert to before multiplying. Default none.
    /// - Throws: `TensorError` when there is no such dimension.
    /// - Source: `torch.cumprod`.
    public func cumprod(dim: Int, dtype: DType? = nil) throws -> Tensor {
        try validate()
        let x = try to(dtype ?? self.dtype.accumulated)
        let dim = try x.wrapped(dim, "cumprod")
        let y = try x.scanned(TERN_CUMPROD, dim, "cumprod")
        guard Tensor.needsGrad(x) else { return y }
        return y.recorded("CumprodBackward0", [x]) { dy, node in
            [try x.runningProductGradient(dy, y.attached(to: node), dim)]
        }
    }

    /// dx_i = the sum over k >= i of dy_k times the product of all x_j, j <= k, but x_i.
    ///
    /// Without zeros that is a running sum of dy * y from the end, over x. The first zero of a row needs the products
    /// without it; what follows it gets nothing. That shortcut has a wrong slope, so a recorded computation with zeros
    /// multiplies out.
    private func runningProductGradient(_ dy: Tensor, _ y: Tensor, _ dim: Int) throws -> Tensor {
        if shape.isEmpty || count == 0 { return dy }
        let isZero = detach() .== 0
        guard try isZero.any().item(as: Bool.self) else {
            return try dy.mul(y).runningSum(dim, reversed: true).div(self)
        }
        if Tensor.needsGrad(self, dy) { return try multipliedOutGradient(dy, dim) }
        let zerosSoFar = try isZero.cumsum(dim: dim)
        let isFirst = try isZero.logicalAnd(zerosSoFar .== 1)
        let without = try maskedFill(isFirst, 1).cumprod(dim: dim)
        let atZero = try dy.mul(without).runningSum(dim, reversed: true)
        let before = try dy.mul(y).runningSum(dim, reversed: true).div(self)
        let zeros = Tensor.zeros([], dtype: dtype, device: device)
        return try Tensor.where(zerosSoFar .== 0, before, Tensor.where(isFirst, atZero, zeros))
    }

    private func multipliedOutGradient(_ dy: Tensor, _ dim: Int) throws -> Tensor {
        let n = shape[dim]
        // Row i holds the elements with a 1 in place of x_i; only the products from i on depend on x_i.
        let rows = try moveDim(dim, to: -1).unsqueeze(-2)
        let isOwn = Tensor.eye(n, dtype: .bool, device: device)
        let others = try Tensor.where(isOwn, Tensor.ones([], dtype: dtype, device: device), rows).cumprod(dim: -1)
        let depends = Tensor.ones([n, n], dtype: .bool, device: device)
        let weights = try dy.moveDim(dim, to: -1).unsqueeze(-2)
        return try others.mul(weights).mul(depends.triu()).sum(dim: -1).moveDim(-1, to: dim)
    }
}

extension Tensor {
    /// A running reduction along `dim`, from the front or from the end, without history.
    func scanned(
        _ op: ScanOp, _ dim: Int, reversed: Bool = false, dtype: DType? = nil, _ operation: String
    ) throws -> Tensor {
        let result = try uninitializedLike(dtype: dtype, operation)
        guard count > 0 else { return result }
        let order = shape.indices.filter { $0 != dim } + (shape.isEmpty ? [] : [dim])
        func along(_ tensor: Tensor) -> Operand {
            var (start, strides) = (0, order.map { tensor.strides[$0] })
            if reversed, let step = strides.last {
                start = (shape[dim] - 1) * step
                strides[strides.count - 1] = -step
            }
            return tensor.operand(strides: strides, from: start)
        }
        backend.scan(op, order.map { shape[$0] }, along(result), along(self))
        return result
    }
}
