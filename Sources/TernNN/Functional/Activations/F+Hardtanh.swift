import TernCore

extension F {
    /// x cut to minVal ... maxVal; NaN stays. Its slope is 0 on the bounds and outside.
    ///
    /// - Parameters:
    ///   - minVal: the smallest value. Default -1.
    ///   - maxVal: the largest value. Default 1.
    /// - Throws: `TensorError` when `minVal` is above `maxVal`, or for bool.
    /// - Source: `torch.nn.functional.hardtanh`.
    public static func hardtanh(
        _ x: Tensor, minVal: some ScalarConvertible = -1.0, maxVal: some ScalarConvertible = 1.0
    ) throws -> Tensor {
        let (low, high) = (minVal.scalar, maxVal.scalar)
        if low.doubleValue > high.doubleValue {
            throw TensorError(.value, "hardtanh", "min_val cannot be greater than max_val")
        }
        return try cut(x, low, high)
    }

    /// min(max(x, 0), 6); NaN stays. Its slope is 1 strictly between 0 and 6.
    ///
    /// - Source: `torch.nn.functional.relu6`.
    public static func relu6(_ x: Tensor) -> Tensor { Tensor.deferringErrors { try cut(x, .int(0), .int(6)) } }

    private static func cut(_ x: Tensor, _ low: Scalar, _ high: Scalar) throws -> Tensor {
        try x.validate()
        guard x.dtype != .bool else {
            throw TensorError(.notImplemented, "hardtanh", "Bool inputs not supported for hardtanh")
        }
        guard x.dtype.isFloatingPoint else {
            return x.clamp(min: low.int64Value, max: high.int64Value)
        }
        return try ActivationRule(
            kernel: "hardtanh_cpu", nodeName: "HardtanhBackward0", value: { $0.clamp(min: low, max: high) },
            gradient: { dy, x in try dy.zeroed(where: (x .<= low).logicalOr(x .>= high)) }
        )(x)
    }
}
