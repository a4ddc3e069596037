extension Tensor {
    /// ln of the running sum of e^x along a dimension, without overflow.
    ///
    /// - Parameter dim: dimension to run along.
    /// - Throws: `TensorError` when there is no such dimension, or for integers and bool.
    /// - Source: `torch.logcumsumexp`.
    public func logCumSumExp(dim: Int) throws -> Tensor {
        try validate()
        let dim = try wrapped(dim, "logcumsumexp")
        guard dtype.isFloatingPoint else { throw unsupported("logcumsumexp_out_cpu") }
        return try runningLogSum(dim, reversed: false)
    }

    private func runningLogSum(_ dim: Int, reversed: Bool) throws -> Tensor {
        let y = try detach().computedWidely { try $0.doubledLogSums(dim, reversed: reversed) }
        guard Tensor.needsGrad(self) else { return y }
        return y.recorded("LogcumsumexpBackward0", [self]) { dy, node in
            let result = y.attached(to: node)
            // The sum of dy_k * e^(x_i - y_k) over k, in logarithms, separately for positive and negative dy. The
            // logarithm of 0 is finite here, as differences of it are taken.
            func part(_ isPart: Tensor) throws -> Tensor {
                let logarithm = try Tensor.where(isPart, dy.abs().log(), -dy.dtype.greatestFinite)
                return try logarithm.sub(result).runningLogSum(dim, reversed: !reversed).add(self).exp()
            }
            return [try part(dy.detach() .> 0).sub(part(dy.detach() .< 0))]
        }
    }

    /// Each step adds the sums of twice as many elements, so that n elements take log2(n) steps.
    private func doubledLogSums(_ dim: Int, reversed: Bool) throws -> Tensor {
        var sums = self
        guard !shape.isEmpty, count > 0 else { return sums }
        let n = shape[dim]
        var distance = 1
        while distance < n {
            let near = try sums.narrow(dim, start: 0, length: n - distance)
            let far = try sums.narrow(dim, start: distance, length: n - distance)
            let joined = try near.logaddexp(far)
            let next = try sums.copiedContiguous("logcumsumexp")
            let target = try next.narrow(dim, start: reversed ? 0 : distance, length: n - distance)
            backend.copy(target.shape, target.operand, joined.operand)
            sums = next
            distance *= 2
        }
        return sums
    }
}
