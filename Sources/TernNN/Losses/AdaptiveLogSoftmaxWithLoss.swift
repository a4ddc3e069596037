import TernCore

/// An approximate log softmax for very many classes that differ in frequency: the frequent ones have scores of their own, the others
/// come in clusters, whose scores are computed only for samples that need them.
///
/// log p(class) is the head's log softmax at a frequent class; at another it is the head's at the class's cluster plus the cluster's
/// own at the class. Classes are numbered by frequency, the most frequent is 0.
///
/// Shapes: x [N, inFeatures] and target [N], or [inFeatures] and [] -> output as target, loss [].
///
/// - Source: `torch.nn.AdaptiveLogSoftmaxWithLoss`; E. Grave et al., ICML 2017.
public final class AdaptiveLogSoftmaxWithLoss: Module {
    /// Size of the input.
    public let inFeatures: Int
    /// How many classes there are.
    public let nClasses: Int
    /// The first class of each cluster, and at the end the number of classes.
    public let cutoffs: [Int]
    /// By how much each cluster is narrower than the one before.
    public let divValue: Double
    /// Whether the head has a shift.
    public let headBias: Bool
    /// The scores of the frequent classes and of the clusters.
    public let head: Linear
    /// Each cluster's scores: a map to fewer features, and one to its classes.
    public let tail: ModuleList
    private let isValid: Bool
    private let isWithoutCutoffs: Bool

    /// A head, and a cluster for each cutoff.
    ///
    /// - Parameters:
    ///   - inFeatures: size of the input.
    ///   - nClasses: how many classes there are.
    ///   - cutoffs: the first class of each cluster: rising numbers from 1 to nClasses - 1.
    ///   - divValue: a cluster has inFeatures / divValue^i features inside, the first with i = 1. Default 4.
    ///   - headBias: whether the head has a shift. Default false.
    ///   - device: where the parameters lie. Default the processor.
    ///   - dtype: their type. Default float32.
    public init(
        _ inFeatures: Int, _ nClasses: Int, cutoffs: [Int], divValue: Double = 4, headBias: Bool = false,
        device: Device = .cpu, dtype: DType = .float32
    ) {
        self.inFeatures = inFeatures
        self.nClasses = nClasses
        self.divValue = divValue
        self.headBias = headBias
        isWithoutCutoffs = cutoffs.isEmpty
        let limits = [0] + cutoffs + [nClasses]
        isValid = zip(limits, limits.dropFirst()).allSatisfy { $0 < $1 }
        self.cutoffs = cutoffs + [nClasses]
        // What cannot be is the first use's error.
        let clusters = isValid ? Array(zip(self.cutoffs, self.cutoffs.dropFirst())) : []
        head = Linear(
            inFeatures, isValid ? self.cutoffs[0] + clusters.count : 0, bias: headBias, device: device, dtype: dtype)
        var divisor = 1.0
        tail = ModuleList(
            clusters.map { first, end in
                divisor *= divValue
                let inner = Int(exactly: (Double(inFeatures) / divisor).rounded(.down)) ?? 0
                return Sequential(
                    Linear(inFeatures, inner, bias: false, device: device, dtype: dtype),
                    Linear(inner, end - first, bias: false, device: device, dtype: dtype))
            })
    }

    private var shortlistSize: Int { cutoffs[0] }

    /// The targets' log probabilities, and the mean of their negatives.
    ///
    /// - Throws: `TensorError` in torch's words for shapes that don't fit, and for targets that are no class.
    public func callAsFunction(_ x: Tensor, _ target: Tensor) throws -> (output: Tensor, loss: Tensor) {
        try validate()
        try checkShapes(x, target)
        let isBatched = target.ndim == 1
        let rows = isBatched ? x : try x.unsqueeze(0)
        let classes = try (isBatched ? target : target.unsqueeze(0)).to(.int64)
        try checkRange(classes)
        var output = Tensor.zeros([classes.count], dtype: x.dtype, device: x.device)
        var places = classes
        for (index, cluster) in tail.modules.enumerated() {
            let isMember = try (classes .>= cutoffs[index]).logicalAnd(classes .< cutoffs[index + 1])
            let members = try isMember.nonzero().reshape([-1])
            if members.count == 0 { continue }
            let scores = try cluster(rows.indexSelect(0, members)).logSoftmax(dim: 1)
            let own = try classes.indexSelect(0, members) - cutoffs[index]
            output = try output.indexCopy(0, members, scores.gather(1, own.unsqueeze(1)).squeeze(1))
            places = try places.indexFill(0, members, shortlistSize + index)
        }
        let headScores = try head(rows).logSoftmax(dim: 1)
        output = try output.add(headScores.gather(1, places.unsqueeze(1)).squeeze(1))
        let loss = (-output).mean()
        return (isBatched ? output : try output.squeeze(0), loss)
    }

    /// The log probabilities of all classes: [N, inFeatures] -> [N, nClasses].
    ///
    /// - Source: `torch.nn.AdaptiveLogSoftmaxWithLoss.log_prob`.
    public func logProb(_ x: Tensor) throws -> Tensor {
        try validate()
        let scores = try head(x).logSoftmax(dim: 1)
        let parts = try tail.modules.enumerated().map { index, cluster in
            try cluster(x).logSoftmax(dim: 1).add(scores.narrow(1, start: shortlistSize + index, length: 1))
        }
        return try .cat([scores.narrow(1, start: 0, length: shortlistSize)] + parts, dim: 1)
    }

    /// The most probable class of each row: [N, inFeatures] -> [N].
    ///
    /// - Source: `torch.nn.AdaptiveLogSoftmaxWithLoss.predict`.
    public func predict(_ x: Tensor) throws -> Tensor {
        try validate()
        let best = try head(x).argmax(dim: 1)
        // The clusters count only for rows that the head gives to one of them.
        let others = try (best .>= shortlistSize).nonzero().reshape([-1])
        guard others.count > 0 else { return best }
        return try best.indexCopy(0, others, logProb(x.indexSelect(0, others)).argmax(dim: 1))
    }

    /// Throws, in torch's words, what its constructor would have thrown.
    public func validate() throws {
        guard !isWithoutCutoffs else {
            throw TensorError(
                .value, "AdaptiveLogSoftmaxWithLoss", "cutoffs should be a sequence of length larger than 0")
        }
        guard isValid else {
            throw TensorError(
                .value, "AdaptiveLogSoftmaxWithLoss",
                "cutoffs should be a sequence of unique, positive integers sorted in an increasing order, where each value is between 1 and n_classes-1"
            )
        }
        for part in namedChildren { try part.module.validate() }
    }

    private func checkShapes(_ x: Tensor, _ target: Tensor) throws {
        try x.validate()
        try target.validate()
        func refuse(_ text: String) -> TensorError {
            TensorError("AdaptiveLogSoftmaxWithLoss", text, shapes: ["input": x.shape, "target": target.shape])
        }
        switch target.ndim {
        case 1:
            guard x.shape.first == target.shape[0] else {
                throw refuse("Input and target should have the same size in the batch dimension.")
            }
            guard x.ndim == 2 else {
                throw refuse(
                    "1D target tensor expects 2D input tensors, but found inputs with size torch.Size(\(x.shape))")
            }
        case 0:
            guard x.ndim == 1 else {
                throw refuse(
                    "0D target tensor expects 1D input tensors, but found inputs with size torch.Size(\(x.shape))")
            }
        default: throw refuse("0D or 1D target tensor expected, multi-target not supported")
        }
    }

    private func checkRange(_ classes: Tensor) throws {
        guard classes.count > 0 else { return }
        let (least, most) = (try classes.min().item(as: Int.self), try classes.max().item(as: Int.self))
        guard least >= 0, most < nClasses else {
            throw TensorError(
                "AdaptiveLogSoftmaxWithLoss",
                "Target values should be in [0, \(nClasses - 1)], but values in range [\(least), \(most)] were found.")
        }
    }
}
