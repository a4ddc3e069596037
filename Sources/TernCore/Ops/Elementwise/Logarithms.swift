// Sums and products in logarithms, which need care at zeros and infinities.

extension Tensor {
    /// ln(e^self + e^other), without overflow.
    ///
    /// - Throws: `TensorError` when the shapes don't broadcast, or for integers and bool.
    /// - Source: `torch.logaddexp`.
    public func logaddexp(_ other: Tensor) throws -> Tensor {
        try requireReal(with: other, "logaddexp_cpu")
        return try logSum(other, "LogaddexpBackward0", power: { $0.exp() }, logarithm: { $0.log1p() })
    }

    /// log2(2^self + 2^other), without overflow.
    ///
    /// - Throws: `TensorError` when the shapes don't broadcast, or for integers and bool.
    /// - Source: `torch.logaddexp2`.
    public func logaddexp2(_ other: Tensor) throws -> Tensor {
        try requireReal(with: other, "logaddexp2_cpu")
        let perBit = 1.442_695_040_888_963_407_4
        return try logSum(other, "Logaddexp2Backward0", power: { $0.exp2() }, logarithm: { $0.log1p() * perBit })
    }

    /// - Parameters:
    ///   - power: b^x.
    ///   - logarithm: log_b(1 + x).
    private func logSum(
        _ other: Tensor, _ nodeName: String, power: @escaping (Tensor) -> Tensor, logarithm: (Tensor) -> Tensor
    ) throws -> Tensor {
        let (a, b) = try Tensor.unified(self, other, "logaddexp")
        let y = try noGrad {
            let (x, z) = (try a.to(a.wideType), try b.to(b.wideType))
            let larger = try x.maximum(z)
            let sum = try larger.add(logarithm(power(x.sub(z).abs().neg())))
            // Equal infinities have no difference.
            return try Tensor.where(x.eq(z).logicalAnd(x.isInf()), x, sum).to(a.dtype)
        }
        return y.recorded(nodeName, [a, b]) { dy, _ in
            [
                a.requiresGrad ? try dy.div(power(b.sub(a)) + 1).summed(to: a.shape) : nil,
                b.requiresGrad ? try dy.div(power(a.sub(b)) + 1).summed(to: b.shape) : nil,
            ]
        }
    }

    /// self * ln(other), with 0 where self is 0 unless other is NaN. Integers and bool become float32 first.
    ///
    /// - Throws: `TensorError` when the shapes don't broadcast.
    /// - Source: `torch.xlogy`.
    public func xlogy(_ other: Tensor) throws -> Tensor {
        try validate()
        try other.validate()
        let common = Promotion.of(self, other)
        return try logarithmTimes(other, common.isFloatingPoint ? common : .float32, "XlogyBackward0")
    }

    /// self * ln(number), with 0 where self is 0.
    public func xlogy(_ number: some ScalarConvertible) -> Tensor {
        Tensor.deferringErrors {
            try validate()
            let common = Promotion.of(self, number.scalar)
            let type = common.isFloatingPoint ? common : .float32
            let (a, b) = try paired(with: number.scalar, in: type, "xlogy")
            return try a.logarithmTimes(b, type, "XlogyBackward2")
        }
    }

    private func logarithmTimes(_ other: Tensor, _ type: DType, _ nodeName: String) throws -> Tensor {
        let (a, b) = try Tensor.unified(self, other, in: type, "xlogy")
        let y = try noGrad { try a.timesLogarithm(of: b) }
        return y.recorded(nodeName, [a, b]) { dy, _ in
            let isFlat = try (a.detach() .== 0).logicalAnd(b.detach() .<= 0)
            return [
                a.requiresGrad ? try dy.xlogy(b).maskedFill(isFlat, 0).summed(to: a.shape) : nil,
                b.requiresGrad ? try dy.mul(a).div(b).summed(to: b.shape) : nil,
            ]
        }
    }

    private func timesLogarithm(of other: Tensor) throws -> Tensor {
        let isNothing = try (self .== 0).logicalAnd(other.isNaN().logicalNot())
        let product = try mul(other.log())
        return try product.maskedFill(isNothing, 0)
    }
}
