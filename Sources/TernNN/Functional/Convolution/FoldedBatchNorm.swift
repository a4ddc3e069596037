import Foundation
import TernCore

/// A batch normalisation in evaluation, behind a convolution with a bias, as y = x * scale + shift for each channel.
struct FoldedBatchNorm {
    var scale: Tensor
    var shift: Tensor

    /// Nil where the mean is so much larger than the spread that this form would lose digits.
    fileprivate init?(_ inputs: FoldInputs, eps: Double) throws {
        let channels = inputs.mean.count
        let state = NormState(
            mean: inputs.mean.contiguous().operand, variance: inputs.variance.contiguous().operand,
            weight: inputs.weight?.contiguous().operand, bias: inputs.bias?.contiguous().operand, eps: eps)
        scale = try inputs.mean.uninitializedLike(shape: [channels], "batch_norm")
        shift = try inputs.mean.uninitializedLike(shape: [channels], "batch_norm")
        let isExact = scale.backend.batchNormFold(
            channels: channels, state, biasBefore: inputs.biasBefore?.contiguous().operand, scale: scale.operand,
            shift: shift.operand)
        if !isExact { return nil }
    }
}

/// What a batch normalisation was folded of: vectors of its channels.
private struct FoldInputs {
    var mean: Tensor
    var variance: Tensor
    var weight: Tensor?
    var bias: Tensor?
    var biasBefore: Tensor?

    /// Which values these are, as long as nobody writes to them.
    var identity: FoldIdentity {
        FoldIdentity(
            mean: VectorIdentity(mean), variance: VectorIdentity(variance), weight: weight.map(VectorIdentity.init),
            bias: bias.map(VectorIdentity.init), biasBefore: biasBefore.map(VectorIdentity.init))
    }
}

private struct FoldIdentity: Equatable {
    var mean: VectorIdentity
    var variance: VectorIdentity
    var weight: VectorIdentity?
    var bias: VectorIdentity?
    var biasBefore: VectorIdentity?
}

/// A vector's values and its place among them.
private struct VectorIdentity: Equatable {
    private var stamp: ValuesStamp
    private var offset: Int
    private var stride: Int

    init(_ vector: Tensor) {
        stamp = vector.storage.valuesStamp()
        offset = vector.offset
        stride = vector.strides[0]
    }

    static func == (a: Self, b: Self) -> Bool {
        a.stamp === b.stamp && a.offset == b.offset && a.stride == b.stride
    }
}

/// The last fold of a layer, for as long as nothing that it was made of has changed.
final class KeptFold: @unchecked Sendable {
    private let lock = NSLock()
    private var kept: (identity: FoldIdentity, fold: FoldedBatchNorm)?

    fileprivate func fold(_ inputs: FoldInputs, eps: Double) throws -> FoldedBatchNorm? {
        let identity = inputs.identity
        if let fold = lock.withLock({ kept?.identity == identity ? kept?.fold : nil }) { return fold }
        guard let fold = try FoldedBatchNorm(inputs, eps: eps) else { return nil }
        lock.withLock { kept = (identity, fold) }
        return fold
    }
}

extension BatchNorm2d {
    /// Evaluation of what a convolution with that bias gives. Nil without running statistics, and where folding would lose
    /// digits.
    func folded(after convBias: Tensor?) throws -> FoldedBatchNorm? {
        func fits(_ tensor: Tensor?) -> Bool { tensor.map { $0.ndim == 1 && $0.count == numFeatures } ?? true }
        guard let mean = runningMean?.tensor, let variance = runningVar?.tensor else { return nil }
        let inputs = FoldInputs(
            mean: mean, variance: variance, weight: weight?.tensor, bias: bias?.tensor, biasBefore: convBias)
        guard fits(mean), fits(variance), fits(inputs.weight), fits(inputs.bias), fits(convBias) else { return nil }
        return try keptFold.fold(inputs, eps: eps)
    }
}
