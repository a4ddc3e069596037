import TernCore

extension F {
    /// x where it is positive; elsewhere slope * x, with a slope drawn for each element in training, else the mean of the bounds.
    ///
    /// - Parameters:
    ///   - lower: the smallest slope. Default 1/8.
    ///   - upper: the largest slope. Default 1/3.
    ///   - training: whether slopes are drawn. Default false.
    ///   - generator: the stream to draw from. Default the process's own.
    /// - Throws: `TensorError` when `lower` is above `upper`, or for a type that the kernel doesn't take.
    /// - Source: `torch.nn.functional.rrelu`; B. Xu et al. (2015).
    public static func rrelu(
        _ x: Tensor, lower: Double = 1.0 / 8, upper: Double = 1.0 / 3, training: Bool = false,
        generator: Generator = .default
    ) throws -> Tensor {
        try x.validate()
        guard lower <= upper else {
            throw TensorError("rrelu", "Lower bound should be less than or equal to the upper bound")
        }
        let name = "RreluWithNoiseBackward0"
        guard training else { return try LeakyRule(slope: (lower + upper) / 2, nodeName: name).activation(x) }
        guard x.dtype.isFloatingPoint, x.dtype != .float16 else { throw x.unsupported("rrelu_with_noise_out_cpu") }
        let slopes = try drawnSlopes(for: x.detach(), lower, upper, generator)
        return try x.detach().mul(slopes).recorded(name, x) { dy in try dy.mul(slopes) }
    }

    /// 1 for positive elements; for each of the others, in order, a float64 uniform in lower ..< upper.
    private static func drawnSlopes(
        for x: Tensor, _ lower: Double, _ upper: Double, _ generator: Generator
    ) throws -> Tensor {
        let isNegative = (x .<= 0).contiguous()
        let count = try isNegative.sum().item(as: Int.self)
        let drawn = Tensor.uniform([count], low: lower, high: upper, dtype: .float64, generator: generator)
        return try Tensor.ones(x.shape, dtype: x.dtype, device: x.device)
            .maskedScatter(isNegative, drawn.to(x.dtype, device: x.device))
    }
}
