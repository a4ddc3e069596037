import TernCore

/// How far two batches of vectors are apart, row by row.
public typealias DistanceFunction = @Sendable (_ a: Tensor, _ b: Tensor) throws -> Tensor

extension F {
    /// max(0, d(anchor, positive) - d(anchor, negative) + margin) with a distance of your own.
    ///
    /// Shapes: three of [N, …] that the distance takes -> [], or what the distance gives with `reduction: .none`.
    ///
    /// - Parameters:
    ///   - distanceFunction: the distance d. Default `pairwiseDistance`.
    ///   - margin: by how much the negative is to be further away. Default 1.
    ///   - swap: whether d(positive, negative) counts in place of d(anchor, negative) where it is smaller. Default false.
    ///   - reduction: default the mean.
    /// - Throws: `TensorError` in torch's words for a margin that is not positive, or shapes that don't fit.
    /// - Source: `torch.nn.functional.triplet_margin_with_distance_loss`; Balntas et al. 2016.
    public static func tripletMarginWithDistanceLoss(
        _ anchor: Tensor, _ positive: Tensor, _ negative: Tensor, distanceFunction: DistanceFunction? = nil,
        margin: some ScalarConvertible = 1.0, swap: Bool = false, reduction: Reduction = .mean
    ) throws -> Tensor {
        let distance = distanceFunction ?? { try F.pairwiseDistance($0, $1) }
        return try tripletLoss(
            (anchor, positive, negative), distance, margin: margin.scalar, swap: swap, reduction: reduction,
            "triplet_margin_with_distance_loss")
    }

    /// What the losses of triplets share.
    static func tripletLoss(
        _ triplet: (anchor: Tensor, positive: Tensor, negative: Tensor), _ distance: DistanceFunction, margin: Scalar,
        swap: Bool, reduction: Reduction, _ name: String
    ) throws -> Tensor {
        let (anchor, positive, negative) = triplet
        try reduction.checkPlain()
        for tensor in [anchor, positive, negative] { try tensor.validate() }
        guard margin.doubleValue > 0 else {
            throw TensorError(.value, name, "margin must be greater than 0, got \(margin)")
        }
        guard anchor.ndim == positive.ndim, positive.ndim == negative.ndim else {
            throw TensorError(
                name,
                "The anchor, positive, and negative tensors are expected to have the same number of dimensions, but got: anchor \(anchor.ndim)D, positive \(positive.ndim)D, and negative \(negative.ndim)D inputs"
            )
        }
        let near = try distance(anchor, positive)
        var far = try distance(anchor, negative)
        if swap { far = try far.minimum(distance(positive, negative)) }
        return try reduction.apply(to: (near.sub(far) + margin.doubleValue).clampMin(0))
    }
}

/// max(0, d(anchor, positive) - d(anchor, negative) + margin) with a distance of your own; see `F.tripletMarginWithDistanceLoss`.
/// Shapes: three of [N, …] -> [], or [N] with `reduction: .none`.
///
/// - Source: `torch.nn.TripletMarginWithDistanceLoss`.
public final class TripletMarginWithDistanceLoss: TripleLoss {
    /// The distance where none of your own is given.
    public let distanceFunction: PairwiseDistance?
    /// By how much the negative is to be further away.
    public let margin: Double
    /// Whether the distance of positive and negative counts where it is smaller.
    public let swap: Bool
    /// What becomes of the losses of a batch.
    public let reduction: Reduction
    private let distance: DistanceFunction
    private let failure: TensorError?

    /// - Parameters:
    ///   - distanceFunction: the distance d. Default `PairwiseDistance()`.
    ///   - margin: by how much the negative is to be further away. Default 1.
    ///   - swap: whether the distance of positive and negative counts where it is smaller. Default false.
    ///   - reduction: what becomes of the losses of a batch. Default the mean.
    public init(
        distanceFunction: DistanceFunction? = nil, margin: some ScalarConvertible = 1.0, swap: Bool = false,
        reduction: Reduction = .mean
    ) {
        self.distanceFunction = distanceFunction == nil ? PairwiseDistance() : nil
        distance = distanceFunction ?? { try F.pairwiseDistance($0, $1) }
        self.margin = margin.scalar.doubleValue
        self.swap = swap
        self.reduction = reduction
        failure =
            self.margin > 0
            ? nil
            : TensorError(
                .value, "TripletMarginWithDistanceLoss",
                "TripletMarginWithDistanceLoss: expected margin to be greater than 0, got \(margin.scalar) instead")
    }

    /// The loss.
    public func forward(_ first: Tensor, _ second: Tensor, _ third: Tensor) throws -> Tensor {
        try validate()
        return try F.tripletMarginWithDistanceLoss(
            first, second, third, distanceFunction: distance, margin: margin, swap: swap, reduction: reduction)
    }

    /// Throws, in torch's words, what its constructor would have thrown.
    public func validate() throws {
        if let failure { throw failure }
    }
}
