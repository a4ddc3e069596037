import TernCore

/// What batch and instance normalisations share: parameters, running statistics, their checks and text.
public class NormNd: Module {
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

    init(
        _ numFeatures: Int, eps: Double, momentum: Double?, affine: Bool, trackRunningStats: Bool, device: Device,
        dtype: DType, bias: Bool
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

    /// Throws torch's error for an input of another rank.
    func checkRank(_ x: Tensor) throws {
        guard !ranks.allowed.contains(x.ndim) else { return }
        let names = ranks.allowed.map { "\($0)D" }.joined(separator: " or ")
        throw TensorError(
            .value, "\(type(of: self))", "expected \(names) input (got \(x.ndim)D input)", shapes: ["input": x.shape],
            hint: ranks.hint)
    }

    /// The normalisation of a layer of this family.
    public func forward(_ x: Tensor) throws -> Tensor {
        throw TensorError(.notImplemented, "NormNd", "use a batch or instance normalisation of 1, 2 or 3 dimensions")
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
