import TernCore

/// Cross-entropy against classes by one kernel: neither probabilities nor their logarithms are ever in memory. The gradient
/// computes them again from the logits, which is cheaper than having kept them.
struct FusedCrossEntropy {
    private let input: Tensor
    private let targets: ClassTargets
    private let reduction: Reduction
    private let smoothing: Double

    /// Nil for what has no kernel, and for what composing it will refuse in the right words.
    init?(
        _ input: Tensor, _ target: Tensor, _ weight: Tensor?, _ ignored: Int, _ reduction: Reduction,
        smoothing: Double
    ) throws {
        guard input.dtype == .float32, input.ndim > 0, input.count > 0 else { return nil }
        self.input = input
        self.reduction = reduction
        self.smoothing = smoothing
        targets = try ClassTargets(
            input, target, weight: weight?.detach().contiguous(), ignored: ignored, reduction)
    }

    /// Nil where the device has no kernel.
    func loss() throws -> Tensor? {
        let rows = try targets.rows(of: input.detach()).contiguous()
        let losses = try input.uninitializedLike(shape: [rows.shape[0]], "cross_entropy")
        let logSums = try input.uninitializedLike(shape: [rows.shape[0]], dtype: .float64, "cross_entropy")
        guard input.backend.crossEntropy(size, losses.operand, logSums: logSums.operand, rows.operand) else {
            return nil
        }
        let name = smoothing > 0 ? "AddBackward0" : targets.name
        let divisor = reduction == .mean ? try targets.totalWeight(.float32) : nil
        let loss = try reduction == .none ? losses.reshape(targets.shape) : losses.sum()
        return try (divisor.map { try loss.div($0) } ?? loss).recorded(name, [input]) { dy, _ in
            let scale = try divisor.map { try dy.div($0) } ?? dy
            if GradientMode.isRecording { return [try composedGradient(scale)] }
            let dx = try rows.uninitializedLike("cross_entropy_backward")
            let scales = try reduction == .none ? scale.flatten().contiguous().operand : scale.operand(strides: [0])
            input.backend.crossEntropyBackward(
                size, dx.operand, rows.operand, logSums: logSums.operand, scale: scales)
            return [try targets.unrolled(dx)]
        }
    }

    private var size: CrossEntropySize {
        CrossEntropySize(
            rows: targets.target.count, classes: targets.classes, ignored: targets.ignored, smoothing: smoothing,
            weight: targets.weight?.operand, target: targets.target.operand)
    }

    /// The gradient, made of operations that can be differentiated once more.
    private func composedGradient(_ scale: Tensor) throws -> Tensor {
        let counts = try (targets.target.flatten() .!= targets.ignored).to(.float32).unsqueeze(1)
        let sharp = try targets.rowWeights(.float32).unsqueeze(1) * (1 - smoothing)
        let weight = targets.weight ?? .ones([targets.classes], device: input.device)
        let spread = try (counts * (smoothing / Double(targets.classes))).mul(weight)
        let index = try targets.existing.unsqueeze(1)
        let target = try spread.scatterAdd(1, index, sharp)
        let probabilities = try targets.rows(of: input).softmax(dim: 1)
        let gradient = try probabilities.mul(target.sum(dim: 1, keepDim: true)).sub(target)
        return try targets.unrolled(gradient.mul(reduction == .none ? scale.reshape([-1, 1]) : scale))
    }
}
