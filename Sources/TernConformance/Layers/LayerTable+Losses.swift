import Tern

extension LayerTable {
    static let losses: [String: LayerMaker] = [
        "CrossEntropyLoss": two {
            try CrossEntropyLoss(
                weight: $0.tensor("weight"), ignoreIndex: $0.int("ignore_index", -100), reduction: $0.reduction(),
                labelSmoothing: $0.double("label_smoothing", 0))
        },
        "NLLLoss": two {
            try NLLLoss(
                weight: $0.tensor("weight"), ignoreIndex: $0.int("ignore_index", -100), reduction: $0.reduction())
        },
        "BCELoss": two { try BCELoss(weight: $0.tensor("weight"), reduction: $0.reduction()) },
        "BCEWithLogitsLoss": two {
            try BCEWithLogitsLoss(
                weight: $0.tensor("weight"), reduction: $0.reduction(), posWeight: $0.tensor("pos_weight"))
        },
        "KLDivLoss": two { try KLDivLoss(reduction: $0.reduction(), logTarget: $0.flag("log_target")) },
        "L1Loss": two { try L1Loss(reduction: $0.reduction()) },
        "MSELoss": two { try MSELoss(reduction: $0.reduction()) },
        "HuberLoss": two { try HuberLoss(reduction: $0.reduction(), delta: $0.double("delta", 1)) },
        "SmoothL1Loss": two { try SmoothL1Loss(reduction: $0.reduction(), beta: $0.double("beta", 1)) },
        "PoissonNLLLoss": two {
            try PoissonNLLLoss(
                logInput: $0.flag("log_input", true), full: $0.flag("full"), eps: $0.double("eps", 1e-8),
                reduction: $0.reduction())
        },
        "GaussianNLLLoss": three {
            try GaussianNLLLoss(full: $0.flag("full"), eps: $0.double("eps", 1e-6), reduction: $0.reduction())
        },
    ]

    static let marginLosses: [String: LayerMaker] = [
        "HingeEmbeddingLoss": two { try HingeEmbeddingLoss(margin: $0.double("margin", 1), reduction: $0.reduction()) },
        "MultiLabelMarginLoss": two { try MultiLabelMarginLoss(reduction: $0.reduction()) },
        "MultiLabelSoftMarginLoss": two {
            try MultiLabelSoftMarginLoss(weight: $0.tensor("weight"), reduction: $0.reduction())
        },
        "MultiMarginLoss": two {
            try MultiMarginLoss(
                p: $0.int("p", 1), margin: $0.double("margin", 1), weight: $0.tensor("weight"),
                reduction: $0.reduction())
        },
        "SoftMarginLoss": two { try SoftMarginLoss(reduction: $0.reduction()) },
        "CosineEmbeddingLoss": three {
            try CosineEmbeddingLoss(margin: $0.double("margin", 0), reduction: $0.reduction())
        },
        "MarginRankingLoss": three { try MarginRankingLoss(margin: $0.double("margin", 0), reduction: $0.reduction()) },
        "TripletMarginLoss": three {
            try TripletMarginLoss(
                margin: $0.double("margin", 1), p: $0.double("p", 2), eps: $0.double("eps", 1e-6),
                swap: $0.flag("swap"), reduction: $0.reduction())
        },
    ]

    static let ownLosses: [String: LayerMaker] = [
        "TripletMarginWithDistanceLoss": three {
            try TripletMarginWithDistanceLoss(
                distanceFunction: $0.distance(), margin: $0.scalar("margin", .double(1)), swap: $0.flag("swap"),
                reduction: $0.reduction())
        },
        "AdaptiveLogSoftmaxWithLoss": LayerMaker { arguments -> AdaptiveLogSoftmaxWithLoss in
            AdaptiveLogSoftmaxWithLoss(
                arguments.int("in_features"), arguments.int("n_classes"), cutoffs: arguments.ints("cutoffs"),
                divValue: arguments.double("div_value", 4), headBias: arguments.flag("head_bias"))
        } call: { layer, inputs, named in
            switch named.string("method", "forward") {
            case "log_prob": return [try layer.logProb(inputs[0])]
            case "predict": return [try layer.predict(inputs[0])]
            default:
                let (output, loss) = try layer(inputs[0], inputs[1])
                return [output, loss]
            }
        },
        "CTCLoss": LayerMaker { arguments -> CTCLoss in
            try CTCLoss(
                blank: arguments.int("blank"), reduction: arguments.reduction(),
                zeroInfinity: arguments.flag("zero_infinity"))
        } call: { layer, inputs, named in
            if inputs.count > 2 { return [try layer(inputs[0], inputs[1], inputs[2], inputs[3])] }
            return [try layer(inputs[0], inputs[1], named.ints("input_lengths"), named.ints("target_lengths"))]
        },
    ]

    /// A loss of an input and a target.
    private static func two<Layer: Loss & SendableMetatype>(
        _ make: @escaping @Sendable (LayerArguments) throws -> Layer
    ) -> LayerMaker {
        LayerMaker(make) { layer, inputs, _ in [try layer(inputs[0], inputs[1])] }
    }

    /// A loss of three tensors.
    private static func three<Layer: TripleLoss & SendableMetatype>(
        _ make: @escaping @Sendable (LayerArguments) throws -> Layer
    ) -> LayerMaker {
        LayerMaker(make) { layer, inputs, _ in [try layer(inputs[0], inputs[1], inputs[2])] }
    }
}

extension LayerArguments {
    /// A distance by its name in the fixtures: torch takes any function.
    fileprivate func distance() -> DistanceFunction? {
        guard string("distance_function", "") == "cosine" else { return nil }
        return { 1 - (try F.cosineSimilarity($0, $1)) }
    }

    fileprivate func reduction() throws -> Reduction {
        let name = string("reduction", "mean")
        guard let reduction = Reduction(rawValue: name) else { throw FixtureError("Tern has no reduction \(name)") }
        return reduction
    }
}
