import Tern

extension Operations {
    static let losses: [String: Operation] = [
        "cross_entropy": { call in
            [
                try F.crossEntropy(
                    call.input, call.tensor("target"), weight: call.optionalTensor("weight"),
                    ignoreIndex: call.optionalInt("ignore_index") ?? -100, reduction: call.reduction(),
                    labelSmoothing: call.optionalDouble("label_smoothing") ?? 0)
            ]
        },
        "nll_loss": { call in
            [
                try F.nllLoss(
                    call.input, call.tensor("target"), weight: call.optionalTensor("weight"),
                    ignoreIndex: call.optionalInt("ignore_index") ?? -100, reduction: call.reduction())
            ]
        },
        "mse_loss": { call in
            [
                try F.mseLoss(
                    call.input, call.tensor("target"), reduction: call.reduction(),
                    weight: call.optionalTensor("weight"))
            ]
        },
        "l1_loss": { call in
            [
                try F.l1Loss(
                    call.input, call.tensor("target"), reduction: call.reduction(),
                    weight: call.optionalTensor("weight"))
            ]
        },
        "smooth_l1_loss": { call in
            [
                try F.smoothL1Loss(
                    call.input, call.tensor("target"), reduction: call.reduction(),
                    beta: call.optionalDouble("beta") ?? 1)
            ]
        },
        "huber_loss": { call in
            [
                try F.huberLoss(
                    call.input, call.tensor("target"), reduction: call.reduction(),
                    delta: call.optionalDouble("delta") ?? 1, weight: call.optionalTensor("weight"))
            ]
        },
        "soft_margin_loss": {
            [try F.softMarginLoss($0.input, $0.tensor("target"), reduction: $0.reduction())]
        },
        "binary_cross_entropy": { call in
            [
                try F.binaryCrossEntropy(
                    call.input, call.tensor("target"), weight: call.optionalTensor("weight"),
                    reduction: call.reduction())
            ]
        },
        "binary_cross_entropy_with_logits": { call in
            [
                try F.binaryCrossEntropyWithLogits(
                    call.input, call.tensor("target"), weight: call.optionalTensor("weight"),
                    reduction: call.reduction(), posWeight: call.optionalTensor("pos_weight"))
            ]
        },
        "kl_div": { call in
            [
                try F.klDiv(
                    call.input, call.tensor("target"), reduction: call.reduction(), logTarget: call.flag("log_target"))
            ]
        },
        "poisson_nll_loss": { call in
            [
                try F.poissonNLLLoss(
                    call.input, call.tensor("target"), logInput: call.flag("log_input", default: true),
                    full: call.flag("full"), eps: call.optionalDouble("eps") ?? 1e-8, reduction: call.reduction())
            ]
        },
        "gaussian_nll_loss": { call in
            [
                try F.gaussianNLLLoss(
                    call.input, call.tensor("target"), call.tensor("var"), full: call.flag("full"),
                    eps: call.optionalDouble("eps") ?? 1e-6, reduction: call.reduction())
            ]
        },
    ]

    static let marginLosses: [String: Operation] = [
        "hinge_embedding_loss": { call in
            [
                try F.hingeEmbeddingLoss(
                    call.input, call.tensor("target"), margin: call.optionalDouble("margin") ?? 1,
                    reduction: call.reduction())
            ]
        },
        "margin_ranking_loss": { call in
            [
                try F.marginRankingLoss(
                    call.tensor("input1"), call.tensor("input2"), call.tensor("target"),
                    margin: call.optionalDouble("margin") ?? 0, reduction: call.reduction())
            ]
        },
        "cosine_embedding_loss": { call in
            [
                try F.cosineEmbeddingLoss(
                    call.tensor("input1"), call.tensor("input2"), call.tensor("target"),
                    margin: call.optionalDouble("margin") ?? 0, reduction: call.reduction())
            ]
        },
        "triplet_margin_loss": { call in
            [
                try F.tripletMarginLoss(
                    call.tensor("anchor"), call.tensor("positive"), call.tensor("negative"),
                    margin: call.optionalScalar("margin") ?? .double(1), p: call.optionalDouble("p") ?? 2,
                    eps: call.optionalDouble("eps") ?? 1e-6, swap: call.flag("swap"), reduction: call.reduction())
            ]
        },
        "multi_margin_loss": { call in
            [
                try F.multiMarginLoss(
                    call.input, call.tensor("target"), p: call.optionalInt("p") ?? 1,
                    margin: call.optionalDouble("margin") ?? 1, weight: call.optionalTensor("weight"),
                    reduction: call.reduction())
            ]
        },
        "multilabel_margin_loss": {
            [try F.multilabelMarginLoss($0.input, $0.tensor("target"), reduction: $0.reduction())]
        },
        "multilabel_soft_margin_loss": { call in
            [
                try F.multilabelSoftMarginLoss(
                    call.input, call.tensor("target"), weight: call.optionalTensor("weight"),
                    reduction: call.reduction())
            ]
        },
    ]
}

extension Call {
    /// The mean where a case does not say another.
    func reduction() throws -> Reduction {
        guard has("reduction") else { return .mean }
        guard let reduction = Reduction(rawValue: try string("reduction")) else {
            throw FixtureError("unknown reduction")
        }
        return reduction
    }
}
