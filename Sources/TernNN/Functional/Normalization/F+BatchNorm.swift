import CTernKernels
import TernCore

extension F {
    /// Batch normalisation of each channel (dimension 1).
    ///
    /// y = (x - mean) / sqrt(var + eps) * weight + bias, with one mean, variance, weight and bias for each channel. In training mean
    /// and (biased) variance are those of the batch, and the running statistics, if given, move towards them:
    /// running = (1 - momentum) * running + momentum * batch, where the variance is the unbiased one. In evaluation they are the
    /// running statistics, which stay as they are.
    ///
    /// Shapes: x [N, C, …] of any rank >= 2; all others [C] -> as x.
    ///
    /// - Parameters:
    ///   - runningMean: read in evaluation, moved in training. Both or neither.
    ///   - runningVar: read in evaluation, moved in training.
    ///   - weight: the scale. Default 1.
    ///   - bias: the shift. Default 0.
    ///   - training: whether the batch's own statistics are used. Default false.
    ///   - momentum: weight of the new batch in the running statistics. Default 0.1.
    ///   - eps: added to the variance. Default 1e-5.
    /// - Throws: `TensorError` in torch's words for shapes, types or arguments that don't fit.
    /// - Source: `torch.nn.functional.batch_norm`; Ioffe and Szegedy 2015.
    public static func batchNorm(
        _ x: Tensor, runningMean: Buffer? = nil, runningVar: Buffer? = nil, weight: Tensor? = nil, bias: Tensor? = nil,
        training: Bool = false, momentum: Double = 0.1, eps: Double = 1e-5
    ) throws -> Tensor {
        try batchNorm(
            x, runningMean: runningMean, runningVar: runningVar, weight: weight, bias: bias, training: training,
            momentum: momentum, eps: eps, residual: nil, activation: .identity)
    }

    /// activation(batchNorm(x) + residual) in as few passes over memory as can be; equal to the separate steps bit for bit.
    ///
    /// - Parameters:
    ///   - residual: what is added before the activation; broadcasts as in a sum.
    ///   - activation: what comes last.
    package static func batchNorm(
        _ x: Tensor, runningMean: Buffer?, runningVar: Buffer?, weight: Tensor?, bias: Tensor?, training: Bool,
        momentum: Double, eps: Double, residual: Tensor?, activation: FusedActivation
    ) throws -> Tensor {
        for tensor in [x, runningMean?.tensor, runningVar?.tensor, weight, bias, residual] { try tensor?.validate() }
        let isOneStep =
            x.count > 0 && activation != .identity
            && (residual.map { $0.shape == x.shape && $0.dtype == x.dtype && $0.device == x.device } ?? true)
        guard isOneStep || (residual == nil && activation == .identity) else {
            var y = try batchNorm(
                x, runningMean: runningMean, runningVar: runningVar, weight: weight, bias: bias, training: training,
                momentum: momentum, eps: eps)
            if let residual { y = try y.add(residual) }
            return try activation(y)
        }
        let call = BatchNormCall(
            x: x, runningMean: runningMean?.tensor, runningVar: runningVar?.tensor, weight: weight, bias: bias,
            training: training, eps: eps, residual: residual, activation: activation)
        try call.check()
        if x.count == 0 { return try call.emptyResult() }
        let statistics = try call.statistics()
        if training, let runningMean, let runningVar {
            try noGrad {
                let n = Double(x.count / x.shape[1])
                // n = 1 gives NaN here, as in torch.
                let unbiased = statistics.variance * (n / (n - 1))
                try runningMean.move(towards: statistics.mean, by: momentum)
                try runningVar.move(towards: unbiased, by: momentum)
            }
        }
        return try call.normalized(with: statistics)
    }
}

extension Buffer {
    /// (1 - momentum) * self + momentum * value, computed in float64 and kept in this buffer's type.
    fileprivate func move(towards value: Tensor, by momentum: Double) throws {
        let old = try tensor.to(.float64) * (1 - momentum)
        tensor = try old.add(value * momentum).to(tensor.dtype)
    }
}

/// The statistics that a batch is normalised with, in float64: mean, variance, and 1 / sqrt(variance + eps).
private struct BatchNormStatistics {
    var mean: Tensor
    var variance: Tensor
    var inverseStd: Tensor
}

/// One call of batch normalisation.
private struct BatchNormCall {
    let x: Tensor
    let runningMean: Tensor?
    let runningVar: Tensor?
    let weight: Tensor?
    let bias: Tensor?
    let training: Bool
    let eps: Double
    /// Added before the activation; of x's shape and type.
    var residual: Tensor?
    var activation = FusedActivation.identity

    private var channels: Int { x.shape[1] }
    /// What the activation cuts results off at, infinite for ReLU; nil without one.
    private var cap: Double? { activation.bounds?.upperBound }

    // MARK: Checks, in torch's order

    func check() throws {
        // Torch lets an empty vector pass: there is nothing to normalise.
        guard x.ndim >= 2 || (x.ndim == 1 && x.count == 0) else {
            throw error("batch_norm expects an input of at least 2 dimensions, but got \(x.ndim)")
        }
        if training {
            guard x.shape[0] * Shape.count(Array(x.shape.dropFirst(2))) != 1 else {
                throw error(
                    "Expected more than 1 value per channel when training, got input size \(x.shape)", .value,
                    hint: "one value has no spread: use a larger batch or image, or eval()")
            }
            guard eps > 0 else {
                throw error("batch_norm eps must be positive during training, but got \(eps)", .value)
            }
        } else {
            guard eps >= 0 else { throw error("batch_norm eps must be non-negative, but got \(eps)", .value) }
        }
        if training, (runningMean == nil) != (runningVar == nil) {
            throw error("running_mean and running_var must either both be None or neither be None", .value)
        }
        if x.count > 0 { try checkLengths() }
        try checkTypes()
        if x.count > 0 { try checkStatistics() }
    }

    private func checkLengths() throws {
        for (name, tensor) in [("running_mean", runningMean), ("running_var", runningVar)] {
            if let tensor {
                try checkLength(name, tensor)
            } else if !training {
                throw error("\(name) must be defined in evaluation mode")
            }
        }
        if let weight { try checkLength("weight", weight) }
        if let bias { try checkLength("bias", bias) }
    }

    private func checkLength(_ name: String, _ tensor: Tensor) throws {
        guard tensor.count == channels else {
            throw error(
                "\(name) should contain \(channels) elements not \(tensor.count)",
                hint: "dimension 1 of the input is the channels")
        }
    }

    /// Torch reads the statistics as lists; weight and bias may have any shape.
    private func checkStatistics() throws {
        for tensor in [runningMean, runningVar] {
            if let tensor, tensor.ndim != 1 {
                throw error("TensorAccessor expected 1 dims but tensor has \(tensor.ndim)")
            }
        }
    }

    private func checkTypes() throws {
        guard x.dtype.isFloatingPoint else { throw x.unsupported("batch_norm") }
        let parameters = [weight, bias, runningMean, runningVar].compactMap { $0 }
        guard let first = parameters.first(where: { $0.dtype != x.dtype }) else { return }
        guard parameters.allSatisfy({ $0.dtype == .float32 }) else {
            if parameters[0].dtype == x.dtype {
                throw error("expected scalar type \(x.dtype.scalarTypeName) but found \(first.dtype.scalarTypeName)")
            }
            throw error("mixed dtype (CPU): expect parameter to have scalar type of Float")
        }
        // 16-bit activations with float32 parameters are the one mixture that exists.
        guard x.dtype == .float16 || x.dtype == .bfloat16 else {
            throw error("mixed dtype (CPU): all inputs must share same datatype.")
        }
    }

    private func error(_ message: String, _ kind: TensorError.Kind = .runtime, hint: String? = nil) -> TensorError {
        TensorError(kind, "batch_norm", message, shapes: ["input": x.shape], hint: hint)
    }

    // MARK: Forward

    /// Nothing to normalise, but gradients must still find their way.
    func emptyResult() throws -> Tensor {
        var y = x.clone()
        guard x.ndim >= 2 else { return y }
        let shape = [1, channels] + Array(repeating: 1, count: x.ndim - 2)
        if let weight { y = try y.mul(weight.to(x.dtype).reshape(shape)) }
        if let bias { y = try y.add(bias.to(x.dtype).reshape(shape)) }
        return y
    }

    func statistics() throws -> BatchNormStatistics {
        let mean: Tensor
        let variance: Tensor
        if training {
            mean = try channelVector()
            variance = try channelVector()
            let x = packed(self.x.detach())
            x.backend.batchNormStatistics(size, planes(x), mean: mean.operand, variance: variance.operand)
        } else if let runningMean, let runningVar {
            mean = try runningMean.detach().to(.float64).reshape([channels])
            variance = try runningVar.detach().to(.float64).reshape([channels])
        } else {
            throw error("running_mean must be defined in evaluation mode")
        }
        var inverseStd = (variance + eps).sqrt().reciprocal()
        if x.dtype == .float32 { inverseStd = try inverseStd.to(.float32).to(.float64) }
        return BatchNormStatistics(mean: mean.contiguous(), variance: variance, inverseStd: inverseStd)
    }

    func normalized(with statistics: BatchNormStatistics) throws -> Tensor {
        let map = try affineMap(statistics)
        let y = try applied(map)
        let parameters = [weight, bias].compactMap { $0 }
        let inputs = [x] + parameters + (residual.map { [$0] } ?? [])
        guard GradientMode.isRecording, inputs.contains(where: \.requiresGrad) else { return y }
        // Without a residual the activation's mask is computed again; with one, it is where the result is.
        let kept = residual == nil ? nil : y
        return y.recorded(activation.nodeName ?? "NativeBatchNormBackward0", inputs) { dy, _ in
            // Gradients that will be differentiated again are made of differentiable operations; others by one kernel.
            var (dy, gate) = (dy, cap == nil ? nil : map)
            if let cap, kept != nil || GradientMode.isRecording {
                dy = try masked(dy, by: kept ?? applied(map), cap)
                gate = nil
            }
            let gradients =
                GradientMode.isRecording
                ? try composedGradients(dy, statistics) : try gradients(dy, statistics, gate: gate)
            let ofParameters: [Tensor] = [gradients.weight, gradients.bias].compactMap { $0 }
            return [gradients.x] + ofParameters + (residual == nil ? [] : [dy])
        }
    }

    private func applied(_ map: AffineMap) throws -> Tensor {
        let dense = packed(x.detach())
        let y = try x.uninitializedLike(strides: Shape.denseStrides(x.shape, like: dense.strides), "batch_norm")
        let residual = try residual.map { planes(try arranged($0.detach(), like: y)) }
        x.backend.batchNormApply(
            size, planes(y), planes(dense), map.operands,
            activation: cap.map { NormActivation(residual: residual, cap: $0) })
        return y
    }

    /// The gradient of the activation whose result was y.
    private func masked(_ dy: Tensor, by y: Tensor, _ cap: Double) throws -> Tensor {
        let isFlat = y .<= 0
        return try dy.maskedFill(cap.isInfinite ? isFlat : isFlat.logicalOr(y .>= cap), 0)
    }

    /// The tensor itself where it lies in memory as `model` does, else a copy that does: the kernels are fast then.
    private func arranged(_ tensor: Tensor, like model: Tensor) throws -> Tensor {
        if tensor.strides == model.strides { return tensor }
        let copy = try tensor.uninitializedLike(strides: model.strides, "batch_norm")
        tensor.backend.copy(tensor.shape, copy.operand, tensor.operand)
        return copy
    }

    private func scale(_ statistics: BatchNormStatistics) throws -> Tensor {
        guard let weight else { return statistics.inverseStd }
        return try weight.detach().to(.float64).reshape([channels]).mul(statistics.inverseStd)
    }

    /// y = (x - centre) * scale + shift.
    private struct AffineMap {
        var centre: Tensor
        var scale: Tensor
        var shift: Tensor

        var operands: NormAffine { NormAffine(mean: centre.operand, scale: scale.operand, shift: shift.operand) }
    }

    /// For float32 torch rounds scale and shift to float and does not centre x first, which we follow for its last bit; but
    /// not where the mean is so much larger than the spread that this would lose digits (x about 1000, differences of 0.001).
    private func affineMap(_ statistics: BatchNormStatistics) throws -> AffineMap {
        let (mean, scale) = (statistics.mean, try scale(statistics))
        let shift = try bias?.detach().to(.float64).reshape([channels]) ?? channelVector(zeroed: true)
        guard x.dtype == .float32 else { return AffineMap(centre: mean, scale: scale, shift: shift.contiguous()) }
        let isFarOff = try mean.mul(statistics.inverseStd).abs() .> 256
        let centre = try Tensor.where(isFarOff, mean, 0)
        let single = try scale.to(.float32).to(.float64)
        let offset = try shift.sub(mean.sub(centre).mul(single)).to(.float32).to(.float64)
        return AffineMap(centre: centre, scale: single, shift: offset)
    }

    // MARK: Backward

    private struct Gradients {
        var x: Tensor
        var weight: Tensor?
        var bias: Tensor?
    }

    /// - Parameter gate: the map whose result went through the activation, if dy is the gradient behind that.
    private func gradients(_ dy: Tensor, _ statistics: BatchNormStatistics, gate: AffineMap?) throws -> Gradients {
        let x = packed(self.x.detach())
        let isDense = x.strides == Shape.denseStrides(x.shape, like: x.strides)
        let dy = isDense ? try arranged(dy, like: x) : packed(dy)
        let gate = gate.map { NormGate(affine: $0.operands, cap: cap ?? .infinity) }
        let sumDY = try channelVector()
        let sumDYXmu = try channelVector()
        x.backend.batchNormSums(
            size, planes(dy), planes(x), mean: statistics.mean.operand, gate: gate, sumDY: sumDY.operand,
            sumDYXmu: sumDYXmu.operand)
        let dweight = try sumDYXmu.mul(statistics.inverseStd)
        let scale = try scale(statistics)
        var xmuFactor = try channelVector(zeroed: true)
        var shift = xmuFactor
        if training {
            // dx = weight*s * (dy - sum(dy)/n - (x-mean) * s * dweight/n), with s = 1/sqrt(var+eps).
            let n = Double(x.count / channels)
            xmuFactor = try -(scale.mul(statistics.inverseStd).mul(dweight) / n)
            shift = try -(scale.mul(sumDY) / n)
        }
        let dx = try x.uninitializedLike(strides: x.strides, "batch_norm")
        x.backend.batchNormBackward(
            size, planes(dx), planes(dy), planes(x), mean: statistics.mean.operand, dyFactor: scale.operand,
            xmuFactor: xmuFactor.operand, shift: shift.operand, gate: gate)
        return Gradients(x: dx, weight: try like(weight, dweight), bias: try like(bias, sumDY))
    }

    /// The same gradients as functions of dy, x and weight that can be differentiated.
    private func composedGradients(_ dy: Tensor, _ statistics: BatchNormStatistics) throws -> Gradients {
        let shape = [1, channels] + Array(repeating: 1, count: x.ndim - 2)
        let reduced = Array(x.shape.indices.filter { $0 != 1 })
        let (x64, dy64) = (try x.to(.float64), try dy.to(.float64))
        let mean = training ? try x64.mean(dim: reduced, keepDim: true) : try statistics.mean.reshape(shape)
        let centred = try x64.sub(mean)
        let variance =
            training
            ? try centred.mul(centred).mean(dim: reduced, keepDim: true) : try statistics.variance.reshape(shape)
        let inverseStd = (variance + eps).rsqrt()
        let xhat = try centred.mul(inverseStd)
        let dbias = try dy64.sum(dim: reduced, keepDim: true)
        let dweight = try dy64.mul(xhat).sum(dim: reduced, keepDim: true)
        let scale = try weight.map { try $0.to(.float64).reshape(shape).mul(inverseStd) } ?? inverseStd
        var inner = dy64
        if training {
            let n = Double(x.count / channels)
            inner = try inner.sub(dbias / n).sub(xhat.mul(dweight) / n)
        }
        return Gradients(
            x: try scale.mul(inner).to(x.dtype), weight: try like(weight, dweight), bias: try like(bias, dbias))
    }

    private func like(_ parameter: Tensor?, _ gradient: Tensor) throws -> Tensor? {
        try parameter.map { try gradient.to($0.dtype).reshape($0.shape) }
    }

    // MARK: Layout

    /// Batch, channels and everything else: what the kernel sees of any rank.
    private var size: NormSize {
        NormSize(
            dtype: x.dtype.kernel, n: Int64(x.shape[0]), c: Int64(channels),
            inner: Int64(Shape.count(Array(x.shape[2...]))))
    }

    /// The tensor itself where its trailing dimensions can be walked with one stride, else a row-major copy.
    private func packed(_ tensor: Tensor) -> Tensor {
        innerStride(tensor) == nil ? tensor.contiguous() : tensor
    }

    private func innerStride(_ tensor: Tensor) -> Int? {
        let shape = Array(tensor.shape[2...])
        return Shape.viewStrides(shape, Array(tensor.strides[2...]), as: [Shape.count(shape)])?[0]
    }

    private func planes(_ tensor: Tensor) -> Operand {
        let inner = innerStride(tensor) ?? 1
        return tensor.operand(strides: [tensor.strides[0], tensor.strides[1], inner])
    }

    private func channelVector(zeroed: Bool = false) throws -> Tensor {
        try x.uninitializedLike(shape: [channels], dtype: .float64, zeroed: zeroed, "batch_norm")
    }
}
