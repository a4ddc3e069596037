import TernCore

/// What the batch normalisations of one to three dimensions share: parameters, running statistics, the computation.
public class BatchNormNd: Module {
    /// The scale of each channel; nil without `affine`.
    public let weight: Parameter?
    /// The shift of each channel; nil without `affine` or `bias`.
    public let bias: Parameter?
    /// The mean used in evaluation; nil without `trackRunningStats`.
    public let runningMean: Buffer?
    /// The variance used in evaluation; nil without `trackRunningStats`.
    public let runningVar: Buffer?
    /// How many batches have been trained on, an int64 number; nil without `trackRunningStats`.
    public let numBatchesTracked: Buffer?
    /// Channels.
    public let numFeatures: Int
    /// Added to the variance.
    public let eps: Double
    /// The weight of a new batch in the running statistics; nil for their plain average over all batches.
    public let momentum: Double?
    /// Whether scale and shift are learned.
    public let affine: Bool
    /// Whether running statistics are kept. Setting it to false later leaves the buffers as they are: training no longer moves
    /// them, evaluation still uses them.
    public var trackRunningStats: Bool
    /// Whether the batch's statistics are used.
    public var training = true

    /// A batch normalisation with weight 1, bias 0, running mean 0 and running variance 1.
    ///
    /// - Parameters:
    ///   - numFeatures: channels.
    ///   - eps: added to the variance. Default 1e-5.
    ///   - momentum: weight of a new batch in the running statistics, or nil for their plain average. Default 0.1.
    ///   - affine: whether scale and shift are learned. Default true.
    ///   - trackRunningStats: whether running statistics are kept. Default true.
    ///   - device: where all tensors lie. Default the processor.
    ///   - dtype: their type. Default float32.
    ///   - bias: whether the shift is learned, if `affine`. Default true.
    public init(
        _ numFeatures: Int, eps: Double = 1e-5, momentum: Double? = 0.1, affine: Bool = true,
        trackRunningStats: Bool = true, device: Device = .cpu, dtype: DType = .float32, bias: Bool = true
    ) {
        self.numFeatures = numFeatures
        self.eps = eps
        self.momentum = momentum
        self.affine = affine
        self.trackRunningStats = trackRunningStats
        let shape = [numFeatures]
        func zeros() -> Tensor { Tensor.zeros(shape, dtype: dtype, device: device) }
        func ones() -> Tensor { Tensor.ones(shape, dtype: dtype, device: device) }
        weight = affine ? Parameter(ones()) : nil
        self.bias = affine && bias ? Parameter(zeros()) : nil
        runningMean = trackRunningStats ? Buffer(zeros()) : nil
        runningVar = trackRunningStats ? Buffer(ones()) : nil
        numBatchesTracked = trackRunningStats ? Buffer(Tensor.zeros([], dtype: .int64, device: device)) : nil
    }

    /// The ranks that the layer takes, and what they are.
    var ranks: (allowed: [Int], hint: String) { ([], "") }

    /// The normalised batch. In training it also moves the running statistics, even inside `noGrad { }`.
    public func forward(_ x: Tensor) throws -> Tensor { try forward(x, residual: nil, activation: .identity) }

    /// activation(forward(x) + residual) in as few passes over memory as can be; equal to the separate steps bit for bit.
    package func forward(_ x: Tensor, residual: Tensor?, activation: FusedActivation) throws -> Tensor {
        try x.validate()
        try validate()
        guard ranks.allowed.contains(x.ndim) else {
            let names = ranks.allowed.map { "\($0)D" }.joined(separator: " or ")
            throw TensorError(
                .value, "\(type(of: self))", "expected \(names) input (got \(x.ndim)D input)",
                shapes: ["input": x.shape],
                hint: ranks.hint)
        }
        let factor = try countBatch()
        let useBatch = training || (runningMean == nil && runningVar == nil)
        // Statistics that are no longer tracked are not shown to a training step.
        let passBuffers = !training || trackRunningStats
        return try F.batchNorm(
            x, runningMean: passBuffers ? runningMean : nil, runningVar: passBuffers ? runningVar : nil,
            weight: weight?.tensor, bias: bias?.tensor, training: useBatch, momentum: factor, eps: eps,
            residual: residual, activation: activation)
    }

    /// Counts a training batch and gives its weight in the running statistics.
    private func countBatch() throws -> Double {
        guard training, trackRunningStats, let numBatchesTracked else { return momentum ?? 0 }
        numBatchesTracked.tensor = numBatchesTracked.tensor + 1
        return try momentum ?? 1 / numBatchesTracked.tensor.item()
    }

    /// 2: since then `num_batches_tracked` is part of the state.
    public var stateVersion: Int { 2 }

    /// Throws what went wrong when the parameters were made.
    public func validate() throws { try validate(weight, bias) }

    /// Torch's text between the parentheses.
    public var extraText: String {
        let momentum = momentum.map(pythonFloat) ?? "None"
        return
            "\(numFeatures), eps=\(pythonFloat(eps)), momentum=\(momentum), affine=\(pythonBool(affine)), bias=\(pythonBool(bias != nil)), track_running_stats=\(pythonBool(trackRunningStats))"
    }
}
