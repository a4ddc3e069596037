import TernCore

extension F {
    /// Connectionist temporal classification: how improbable a label sequence is, summed over all its alignments with the input.
    ///
    /// loss = -log(sum over all paths of the product of their probabilities), where a path gives each position a label or the blank,
    /// and becomes the target when repetitions and then blanks are removed.
    ///
    /// Shapes: logProbs [T, N, C] or [T, C], targets [N, S] or one row of all samples' labels -> [], or [N] with `reduction: .none`.
    ///
    /// - Parameters:
    ///   - logProbs: log probabilities, from `logSoftmax`. The gradient is that of its input's, as in torch.
    ///   - targets: labels, never the blank.
    ///   - inputLengths: how much of T counts, for each sample.
    ///   - targetLengths: how many labels each sample has.
    ///   - blank: the blank's class. Default 0.
    ///   - reduction: what becomes of the losses of a batch; the mean divides each by its number of labels first. Default the mean.
    ///   - zeroInfinity: whether infinite losses, of inputs that are too short, and their gradients become 0. Default false.
    /// - Throws: `TensorError` in torch's words for lengths, shapes or types that don't fit, and for labels that are no class.
    /// - Source: `torch.nn.functional.ctc_loss`; A. Graves et al., ICML 2006.
    public static func ctcLoss(
        _ logProbs: Tensor, _ targets: Tensor, inputLengths: [Int], targetLengths: [Int], blank: Int = 0,
        reduction: Reduction = .mean, zeroInfinity: Bool = false
    ) throws -> Tensor {
        try reduction.checkPlain()
        try logProbs.validate()
        try targets.validate()
        let isBatched = logProbs.ndim == 3
        let x = isBatched ? logProbs : try logProbs.unsqueeze(Swift.min(1, logProbs.ndim))
        let call = CTCCall(x, targets, inputLengths, targetLengths, blank: blank)
        try call.check()
        var losses = try call.losses(zeroInfinity: zeroInfinity)
        if zeroInfinity { losses = try Tensor.where(losses .== Double.infinity, Tensor.zeros(like: losses), losses) }
        switch reduction {
        case .mean:
            let lengths = try Tensor(targetLengths.map { Double(Swift.max($0, 1)) }).to(losses.dtype, device: x.device)
            return try losses.div(lengths).mean()
        case .sum: return losses.sum()
        default: return isBatched ? losses : try losses.squeeze(0)
        }
    }

    /// The same with lengths as tensors of integers.
    ///
    /// - Source: `torch.nn.functional.ctc_loss`.
    public static func ctcLoss(
        _ logProbs: Tensor, _ targets: Tensor, inputLengths: Tensor, targetLengths: Tensor, blank: Int = 0,
        reduction: Reduction = .mean, zeroInfinity: Bool = false
    ) throws -> Tensor {
        func numbers(_ tensor: Tensor, _ name: String) throws -> [Int] {
            try tensor.validate()
            guard !tensor.dtype.isFloatingPoint else { throw TensorError("ctc_loss", "\(name) must be integral") }
            return try tensor.flatten().array(of: Int64.self).map(Int.init)
        }
        return try ctcLoss(
            logProbs, targets, inputLengths: numbers(inputLengths, "input_lengths"),
            targetLengths: numbers(targetLengths, "target_lengths"), blank: blank, reduction: reduction,
            zeroInfinity: zeroInfinity)
    }
}

/// One call, on the processor.
private struct CTCCall {
    let logProbs: Tensor
    let targets: Tensor
    let inputLengths: [Int]
    let targetLengths: [Int]
    let blank: Int

    init(_ logProbs: Tensor, _ targets: Tensor, _ inputLengths: [Int], _ targetLengths: [Int], blank: Int) {
        self.logProbs = logProbs
        self.targets = targets
        self.inputLengths = inputLengths
        self.targetLengths = targetLengths
        self.blank = blank
    }

    // MARK: Checks, in torch's order

    func check() throws {
        guard logProbs.count > 0 else { throw error("log_probs tensor must not be empty") }
        guard logProbs.ndim == 3 else {
            throw checked(
                "Expected 3-dimensional tensor, but got \(logProbs.ndim)-dimensional tensor for argument #1 'log_probs'"
            )
        }
        let (time, batch, classes) = (logProbs.shape[0], logProbs.shape[1], logProbs.shape[2])
        guard logProbs.dtype == .float32 || logProbs.dtype == .float64 else {
            throw logProbs.unsupported("ctc_loss_cpu")
        }
        guard (0..<classes).contains(blank) else { throw error("blank must be in label range") }
        guard inputLengths.count == batch else { throw error("input_lengths must be of size batch_size") }
        guard targetLengths.count == batch else { throw error("target_lengths must be of size batch_size") }
        if let negative = targetLengths.first(where: { $0 < 0 }) {
            throw checked("Expected target_lengths to have value at least 0, but got value \(negative)")
        }
        try checkTargets(batch, classes)
        for length in inputLengths {
            guard length >= 0 else {
                throw checked("Expected input_lengths to have value at least 0, but got value \(length)")
            }
            guard length <= time else {
                throw checked("Expected input_lengths to have value at most \(time), but got value \(length)")
            }
        }
    }

    private func checkTargets(_ batch: Int, _ classes: Int) throws {
        let needed = targets.ndim == 1 ? CheckedInt.sum(targetLengths).saturated : batch
        guard targets.ndim == 1 || targets.ndim == 2 else {
            throw checked(
                "Expected 1 to 2 dimensions, but got \(targets.ndim)-dimensional tensor for argument #2 'targets'")
        }
        guard targets.shape[0] == needed else {
            throw checked(
                "Expected tensor to have size \(needed) at dimension 0, but got size \(targets.shape[0]) for argument #2 'targets'"
            )
        }
        let longest = targetLengths.max() ?? 0
        if targets.ndim == 2, targets.shape[1] < longest {
            throw checked(
                "Expected tensor to have size at least \(longest) at dimension 1, but got size \(targets.shape[1]) for argument #2 'targets'"
            )
        }
        // Torch reads outside the probabilities here.
        for labels in try labels() {
            if let wrong = labels.first(where: { !(0..<classes).contains($0) }) {
                throw error("target \(wrong) is not in label range", hint: "labels are 0 ..< \(classes)")
            }
        }
    }

    private func error(_ message: String, hint: String? = nil) -> TensorError {
        TensorError(
            "ctc_loss", message, shapes: ["log_probs": logProbs.shape, "targets": targets.shape], hint: hint)
    }

    private func checked(_ message: String) -> TensorError {
        error(message + " (while checking arguments for ctc_loss_allocate_outputs)")
    }

    // MARK: Values

    /// The labels of each sample.
    private func labels() throws -> [ArraySlice<Int>] {
        let all = try targets.array(of: Int64.self).map(Int.init)
        var start = 0
        return targetLengths.enumerated().map { index, length in
            if targets.ndim == 2 { start = index * targets.shape[1] }
            defer { start += length }
            return all[start..<start + length]
        }
    }

    private func alignments() throws -> [CTCAlignment] {
        let (time, classes) = (logProbs.shape[0], logProbs.shape[2])
        let values = try logProbs.detach().transpose(0, 1).array(of: Double.self)
        return try labels().enumerated().map { index, labels in
            let start = index * time * classes
            return CTCAlignment(
                logProbs: values[start..<start + time * classes], length: inputLengths[index], classes: classes,
                labels: labels, blank: blank)
        }
    }

    /// One loss for each sample.
    func losses(zeroInfinity: Bool) throws -> Tensor {
        let alignments = try alignments()
        let tables = alignments.map { $0.forwardTable() }
        let values = zip(alignments, tables).map { $0.loss($1) }
        let losses = try Tensor(values, dtype: .float64).to(logProbs.dtype, device: logProbs.device)
        return losses.recorded("CtcLossBackward0", logProbs) { dy in
            let (time, classes) = (logProbs.shape[0], logProbs.shape[2])
            var gradient = [Double](repeating: 0, count: logProbs.count)
            for (index, alignment) in alignments.enumerated() where !(zeroInfinity && values[index] == .infinity) {
                let part = alignment.gradient(tables[index], loss: values[index])
                gradient.replaceSubrange(index * time * classes..<index * time * classes + part.count, with: part)
            }
            let perSample = try Tensor(gradient, dtype: .float64).reshape([logProbs.shape[1], time, classes])
            let result = try noGrad {
                try perSample.transpose(0, 1).to(dy.dtype, device: dy.device).mul(dy.reshape([1, -1, 1]))
            }
            return result.undifferentiable(
                "derivative for aten::_ctc_loss_backward is not implemented", by: [dy, logProbs])
        }
    }
}

/// Connectionist temporal classification; see `F.ctcLoss`. Shapes: logProbs [T, N, C] or [T, C], targets [N, S] or one row of all
/// labels -> [], or [N] with `reduction: .none`.
///
/// - Source: `torch.nn.CTCLoss`.
public final class CTCLoss: Module {
    /// The blank's class.
    public let blank: Int
    /// What becomes of the losses of a batch.
    public let reduction: Reduction
    /// Whether infinite losses become 0.
    public let zeroInfinity: Bool

    /// - Parameters:
    ///   - blank: the blank's class. Default 0.
    ///   - reduction: default the mean.
    ///   - zeroInfinity: whether infinite losses, of inputs that are too short, become 0. Default false.
    public init(blank: Int = 0, reduction: Reduction = .mean, zeroInfinity: Bool = false) {
        self.blank = blank
        self.reduction = reduction
        self.zeroInfinity = zeroInfinity
    }

    /// The loss of log probabilities against label sequences.
    public func callAsFunction(
        _ logProbs: Tensor, _ targets: Tensor, _ inputLengths: [Int], _ targetLengths: [Int]
    ) throws -> Tensor {
        try F.ctcLoss(
            logProbs, targets, inputLengths: inputLengths, targetLengths: targetLengths, blank: blank,
            reduction: reduction, zeroInfinity: zeroInfinity)
    }

    /// The same with lengths as tensors of integers.
    public func callAsFunction(
        _ logProbs: Tensor, _ targets: Tensor, _ inputLengths: Tensor, _ targetLengths: Tensor
    ) throws -> Tensor {
        try F.ctcLoss(
            logProbs, targets, inputLengths: inputLengths, targetLengths: targetLengths, blank: blank,
            reduction: reduction, zeroInfinity: zeroInfinity)
    }
}
