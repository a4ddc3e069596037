import TernCore

extension F {
    /// y = x1 * weight[k] * x2^T + bias[k] for each output k.
    ///
    /// Shapes: x1 […, in1]; x2 […, in2]; weight [out, in1, in2]; bias [out] -> […, out].
    ///
    /// - Throws: `TensorError` in torch's words for shapes that don't fit.
    /// - Source: `torch.nn.functional.bilinear`.
    public static func bilinear(
        _ x1: Tensor, _ x2: Tensor, _ weight: Tensor, _ bias: Tensor? = nil
    ) throws -> Tensor {
        for tensor in [x1, x2, weight] { try tensor.validate() }
        try bias?.validate()
        try checkBilinear(x1, x2, weight, bias)
        let (batch, outputs) = (Array(x1.shape.dropLast()), weight.shape[0])
        let (first, second) = (weight.shape[1], weight.shape[2])
        let rows = batch.reduce(1, *)
        // [rows, in1] * [in1, out * in2], then each row's own [out, in2] * [in2, 1].
        let flatWeight = try weight.permute([1, 0, 2]).reshape([first, outputs * second])
        let partial = try x1.reshape([rows, first]).matmul(flatWeight).reshape([rows, outputs, second])
        let y = try partial.matmul(x2.reshape([rows, second, 1])).reshape(batch + [outputs])
        return try bias.map { try y.add($0) } ?? y
    }

    private static func checkBilinear(_ x1: Tensor, _ x2: Tensor, _ weight: Tensor, _ bias: Tensor?) throws {
        func refuse(_ text: String) -> TensorError {
            TensorError(
                "bilinear", "bilinear(): \(text)",
                shapes: ["input1": x1.shape, "input2": x2.shape, "weight": weight.shape])
        }
        let operands = [("input1", x1), ("input2", x2), ("weight", weight)] + (bias.map { [("bias", $0)] } ?? [])
        guard operands.allSatisfy({ $0.1.dtype == x1.dtype }) else {
            let types = operands.map { "\($0.0): \($0.1.dtype.cTypeName)" }.joined(separator: ", ")
            throw TensorError("bilinear", "All tensors must have the same dtype, got \(types)")
        }
        guard x1.ndim == x2.ndim else {
            throw refuse("input dimensions do not match: got \(x1.ndim) and \(x2.ndim)")
        }
        for (dim, (a, b)) in zip(x1.shape, x2.shape).dropLast().enumerated() where a != b {
            throw refuse("input batch dimensions do not match at dim \(dim): got \(a) and \(b)")
        }
        guard weight.ndim == 3, x1.ndim > 0 else { throw refuse("weight must have 3 dimensions, inputs at least 1") }
        for (name, size, expected) in [
            ("input1", x1.shape[x1.ndim - 1], weight.shape[1]), ("input2", x2.shape[x2.ndim - 1], weight.shape[2]),
            ("bias", bias?.shape.first ?? weight.shape[0], weight.shape[0]),
        ] where size != expected {
            throw refuse("\(name) size does not match weight size: got \(size) but expected \(expected)")
        }
    }
}
