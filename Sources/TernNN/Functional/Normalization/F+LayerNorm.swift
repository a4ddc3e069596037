import TernCore

extension F {
    /// Layer normalisation: the last dimensions of every sample are shifted and scaled to mean 0 and variance 1.
    ///
    /// y = (x - mean) / sqrt(var + eps) * weight + bias, with mean and (biased) variance over the last dimensions.
    ///
    /// Shapes: x […, normalizedShape]; weight and bias normalizedShape -> as x.
    ///
    /// - Parameters:
    ///   - normalizedShape: the dimensions to normalise over.
    ///   - weight: the scale. Default 1.
    ///   - bias: the shift. Default 0.
    ///   - eps: added to the variance. Default 1e-5.
    /// - Throws: `TensorError` in torch's words for shapes or types that don't fit.
    /// - Source: `torch.nn.functional.layer_norm`; Ba, Kiros and Hinton 2016.
    public static func layerNorm(
        _ x: Tensor, normalizedShape: [Int], weight: Tensor? = nil, bias: Tensor? = nil, eps: Double = 1e-5
    ) throws -> Tensor {
        for tensor in [x, weight, bias] { try tensor?.validate() }
        try checkNormalizedShape(
            normalizedShape, x, [("weight", weight), ("bias", bias)], "layer_norm", separator: ", ")
        try RowNormalization.checkTypes(x, [weight, bias], "layer_norm")
        guard x.dtype.isFloatingPoint else { throw x.unsupported("LayerNormKernelImpl") }
        if x.count == 0 {
            var y = x.clone()
            if let weight { y = try y.mul(weight) }
            if let bias { y = try y.add(bias) }
            return y
        }
        return try RowNormalization(
            x: x, rows: x.count / Shape.count(normalizedShape), weight: weight, bias: bias, eps: eps,
            name: "layer_norm",
            nodeName: "NativeLayerNormBackward0")()
    }

    /// Root-mean-square normalisation: the last dimensions of every sample are scaled to mean square 1.
    ///
    /// y = x / sqrt(mean(x^2) + eps) * weight, with the mean over the last dimensions.
    ///
    /// Shapes: x […, normalizedShape]; weight normalizedShape -> as x.
    ///
    /// - Parameters:
    ///   - normalizedShape: the dimensions to normalise over.
    ///   - weight: the scale. Default 1.
    ///   - eps: added to the mean square. Default the distance from 1 to the next number of x's type.
    /// - Throws: `TensorError` in torch's words for shapes or types that don't fit.
    /// - Source: `torch.nn.functional.rms_norm`; Zhang and Sennrich 2019.
    public static func rmsNorm(
        _ x: Tensor, normalizedShape: [Int], weight: Tensor? = nil, eps: Double? = nil
    ) throws -> Tensor {
        for tensor in [x, weight] { try tensor?.validate() }
        try checkNormalizedShape(normalizedShape, x, [("weight", weight)], "rms_norm", separator: "")
        guard x.dtype.isFloatingPoint else { throw x.unsupported("rms_norm") }
        // 16-bit numbers are squared and averaged in float32, whose precision is then what counts.
        let wide: DType = x.dtype == .float64 ? .float64 : .float32
        let eps = eps ?? (wide == .float64 ? Double.ulpOfOne : Double(Float.ulpOfOne))
        let dims = normalizedShape.indices.map { -1 - $0 }
        let x32 = try x.to(wide)
        let scale = try x32.square().mean(dim: dims, keepDim: true).add(eps).rsqrt()
        let y = try x32.mul(scale)
        return try (weight.map { try y.mul($0.to(wide)) } ?? y).to(x.dtype)
    }

    private static func checkNormalizedShape(
        _ shape: [Int], _ x: Tensor, _ parameters: [(name: String, tensor: Tensor?)], _ name: String, separator: String
    ) throws {
        guard !shape.isEmpty else {
            throw TensorError(
                name,
                "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got normalized_shape = []"
            )
        }
        for case (let parameter, let tensor?) in parameters where tensor.shape != shape {
            throw TensorError(
                name,
                "Expected \(parameter) to be of same shape as normalized_shape, but got \(parameter) of shape \(tensor.shape) and normalized_shape = \(shape)"
            )
        }
        if name == "rms_norm", x.ndim < shape.count {
            throw TensorError(
                .value, name, "Input tensor must have at least \(shape.count) dimensions, but got \(x.ndim)")
        }
        guard Array(x.shape.suffix(shape.count)) == shape else {
            let wanted = shape.map(String.init).joined(separator: ", ")
            throw TensorError(
                name,
                "Given normalized_shape=\(shape), expected input with shape [*\(separator)\(wanted)], but got input of size\(x.shape)",
                shapes: ["input": x.shape])
        }
    }
}
