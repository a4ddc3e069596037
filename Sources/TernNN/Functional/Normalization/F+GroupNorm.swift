import TernCore

extension F {
    /// Group normalisation: the channels of every sample fall into groups, each shifted and scaled to mean 0 and variance 1.
    ///
    /// y = (x - mean) / sqrt(var + eps) * weight + bias, with mean and (biased) variance over a group's channels and positions, one
    /// weight and bias for each channel.
    ///
    /// Shapes: x [N, C, …]; weight and bias [C] -> as x.
    ///
    /// - Parameters:
    ///   - groups: how many groups; divides C.
    ///   - weight: the scale. Default 1.
    ///   - bias: the shift. Default 0.
    ///   - eps: added to the variance. Default 1e-5.
    /// - Throws: `TensorError` in torch's words for shapes or types that don't fit.
    /// - Source: `torch.nn.functional.group_norm`; Wu and He 2018.
    public static func groupNorm(
        _ x: Tensor, groups: Int, weight: Tensor? = nil, bias: Tensor? = nil, eps: Double = 1e-5
    ) throws -> Tensor {
        for tensor in [x, weight, bias] { try tensor?.validate() }
        try checkGroups(x, groups, [("weight", weight), ("bias", bias)])
        try RowNormalization.checkTypes(x, [weight, bias], "group_norm")
        guard x.dtype.isFloatingPoint else { throw x.unsupported("GroupNormKernelImpl") }
        let shape = [x.shape[1]] + Array(repeating: 1, count: x.ndim - 2)
        let (weight, bias) = (try weight?.reshape(shape), try bias?.reshape(shape))
        if x.count == 0 {
            var y = x.clone()
            if let weight { y = try y.mul(weight) }
            if let bias { y = try y.add(bias) }
            return y
        }
        return try RowNormalization(
            x: x, rows: x.shape[0] * groups, weight: weight, bias: bias, eps: eps, name: "group_norm",
            nodeName: "NativeGroupNormBackward0")()
    }

    private static func checkGroups(
        _ x: Tensor, _ groups: Int, _ parameters: [(name: String, tensor: Tensor?)]
    ) throws {
        func error(_ message: String, _ kind: TensorError.Kind = .runtime) -> TensorError {
            TensorError(kind, "group_norm", message, shapes: ["input": x.shape])
        }
        guard x.ndim >= 2 else { throw error("Expected at least 2 dimensions for input tensor but received \(x.ndim)") }
        guard groups > 0 else { throw error("Expected num groups to be greater than 0, got \(groups)") }
        let channels = x.shape[1]
        if x.count > 0, x.count == groups {
            let size = ([x.shape[0] * channels / groups, groups] + x.shape.dropFirst(2))
            throw error("Expected more than 1 value per channel when training, got input size \(size)", .value)
        }
        guard channels % groups == 0 else {
            throw error(
                "Expected number of channels in input to be divisible by num_groups, but got input of shape \(x.shape) and num_groups=\(groups)"
            )
        }
        guard channels > 0 else { throw error("Expected number of channels to be greater than 0, got 0") }
        for case (let name, let tensor?) in parameters where tensor.shape != [channels] {
            throw error(
                "Expected \(name) to be a vector of size equal to the number of channels in input, but got \(name) of shape \(tensor.shape) and input of shape \(x.shape)"
            )
        }
        guard !x.shape.dropFirst(2).contains(0) else { throw error("Expected HxW to be greater than 0, got 0") }
    }
}
