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
    ]
}

extension Call {
    /// The mean where a case does not say another.
    fileprivate func reduction() throws -> Reduction {
        guard has("reduction") else { return .mean }
        guard let reduction = Reduction(rawValue: try string("reduction")) else {
            throw FixtureError("unknown reduction")
        }
        return reduction
    }
}
