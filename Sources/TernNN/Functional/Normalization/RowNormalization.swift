import CTernKernels
import TernCore

/// Rows shifted and scaled to mean 0 and variance 1, then scaled and shifted element by element: what layer and group
/// normalisation have in common.
struct RowNormalization {
    let x: Tensor
    /// How many rows the elements of x, in row-major order, fall into.
    let rows: Int
    /// Of a shape that broadcasts to x's.
    let weight: Tensor?
    let bias: Tensor?
    let eps: Double
    let name: String
    let nodeName: String

    private var length: Int { x.count / rows }

    private struct Statistics {
        var mean: Tensor
        var inverseStd: Tensor
    }

    func callAsFunction() throws -> Tensor {
        let dense = x.detach().contiguous()
        let statistics = try statistics(of: dense)
        var y = try standardized(dense, statistics)
        if let weight { y = try y.mul(weight.detach().to(x.dtype)) }
        if let bias { y = try y.add(bias.detach().to(x.dtype)) }
        let parameters = [weight, bias].compactMap { $0 }
        return y.recorded(nodeName, [x] + parameters) { dy, _ in
            // Gradients that will be differentiated again are made of differentiable operations; others by the kernels.
            GradientMode.isRecording ? try composedGradients(dy) : try gradients(dy, dense, statistics)
        }
    }

    // MARK: Kernels, for which each row is a channel of a batch of one

    private var size: NormSize { NormSize(dtype: x.dtype.kernel, n: 1, c: Int64(rows), inner: Int64(length)) }

    private func plane(_ tensor: Tensor) -> Operand { tensor.operand(strides: [tensor.count, length, 1]) }

    private func rowVector(zeroed: Bool = false) throws -> Tensor {
        try x.uninitializedLike(shape: [rows], dtype: .float64, zeroed: zeroed, name)
    }

    private func statistics(of dense: Tensor) throws -> Statistics {
        let (mean, variance) = (try rowVector(), try rowVector())
        dense.backend.batchNormStatistics(size, plane(dense), mean: mean.operand, variance: variance.operand)
        return Statistics(mean: mean, inverseStd: (variance + eps).rsqrt())
    }

    private func standardized(_ dense: Tensor, _ statistics: Statistics) throws -> Tensor {
        let result = try dense.uninitializedLike(name)
        let zero = try rowVector(zeroed: true)
        dense.backend.batchNormApply(
            size, plane(result), plane(dense),
            NormAffine(mean: statistics.mean.operand, scale: statistics.inverseStd.operand, shift: zero.operand),
            activation: nil)
        return result
    }

    private func gradients(_ dy: Tensor, _ dense: Tensor, _ statistics: Statistics) throws -> [Tensor?] {
        let g = try (weight.map { try dy.mul($0.detach().to(dy.dtype)) } ?? dy).contiguous()
        let (sum, product) = (try rowVector(), try rowVector())
        dense.backend.batchNormSums(
            size, plane(g), plane(dense), mean: statistics.mean.operand, gate: nil, sumDY: sum.operand,
            sumDYXmu: product.operand)
        // dx = s * (g - mean(g) - (x - mean) * s^2 * mean(g * (x - mean))), with s = 1 / sqrt(var + eps).
        let scale = statistics.inverseStd
        let xmuFactor = try -(scale.mul(scale).mul(scale).mul(product) / Double(length))
        let shift = try -(scale.mul(sum) / Double(length))
        let dx = try dense.uninitializedLike(name)
        dense.backend.batchNormBackward(
            size, plane(dx), plane(g), plane(dense), mean: statistics.mean.operand, dyFactor: scale.operand,
            xmuFactor: xmuFactor.operand, shift: shift.operand, gate: nil)
        var result: [Tensor?] = [dx]
        if let weight {
            result.append(try dy.mul(standardized(dense, statistics)).summed(to: weight.shape).to(weight.dtype))
        }
        if let bias { result.append(try dy.summed(to: bias.shape).to(bias.dtype)) }
        return result
    }

    /// The same gradients as functions of dy, x and weight that can be differentiated.
    private func composedGradients(_ dy: Tensor) throws -> [Tensor?] {
        func mean(_ tensor: Tensor) throws -> Tensor { try tensor.mean(dim: 1, keepDim: true) }
        func inRows(_ tensor: Tensor) throws -> Tensor { try tensor.reshape([rows, length]) }
        let (x64, dy64) = (try inRows(x.to(.float64)), try dy.to(.float64))
        let centred = try x64.sub(mean(x64))
        let inverseStd = try (mean(centred.mul(centred)) + eps).rsqrt()
        let xhat = try centred.mul(inverseStd)
        let g = try inRows(weight.map { try dy64.mul($0.to(.float64)) } ?? dy64)
        let inner = try g.sub(mean(g)).sub(xhat.mul(mean(g.mul(xhat))))
        var result: [Tensor?] = [try inverseStd.mul(inner).reshape(x.shape).to(x.dtype)]
        if let weight {
            result.append(try dy64.mul(xhat.reshape(x.shape)).summed(to: weight.shape).to(weight.dtype))
        }
        if let bias { result.append(try dy64.summed(to: bias.shape).to(bias.dtype)) }
        return result
    }
}

extension RowNormalization {
    /// Torch's rule: parameters have x's type, or float32 beside 16-bit activations.
    static func checkTypes(_ x: Tensor, _ parameters: [Tensor?], _ name: String) throws {
        let others = parameters.compactMap { $0 }.filter { $0.dtype != x.dtype }
        guard let other = others.first else { return }
        let isReduced = x.dtype == .float16 || x.dtype == .bfloat16
        guard other.dtype == .float32 else {
            throw TensorError(name, "mixed dtype (CPU): expect parameter to have scalar type of Float")
        }
        guard isReduced else { throw TensorError(name, "mixed dtype (CPU): all inputs must share same datatype.") }
    }
}
