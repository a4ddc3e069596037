import TernCore

extension F {
    /// x where it is above `threshold` (or NaN), `value` elsewhere.
    ///
    /// Beside integers both numbers lose their fraction.
    ///
    /// - Parameters:
    ///   - threshold: the largest number that is replaced.
    ///   - value: what replaces it.
    /// - Source: `torch.nn.functional.threshold`.
    public static func threshold(
        _ x: Tensor, _ threshold: some ScalarConvertible, _ value: some ScalarConvertible
    ) -> Tensor {
        let (bound, filling) = (threshold.scalar, value.scalar)
        return Tensor.deferringErrors {
            try x.validate()
            guard x.dtype != .bool else { throw x.unsupported("threshold_cpu") }
            if x.dtype.isInteger { return try x.maskedFill(x .<= bound.int64Value, filling.int64Value) }
            return try ActivationRule(
                kernel: "threshold_cpu", nodeName: "ThresholdBackward0",
                value: { try Tensor.where($0 .<= bound, filling.doubleValue, $0) },
                gradient: { dy, x in try dy.zeroed(where: x .<= bound) }
            )(x)
        }
    }
}
