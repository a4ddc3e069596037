import Tern

extension Operations {
    static let dropouts: [String: Operation] = [
        "dropout": { [try F.dropout($0.input, p: $0.rate, training: $0.flag("training", default: true))] },
        "dropout2d": { [try F.dropout2d($0.input, p: $0.rate, training: $0.flag("training", default: true))] },
        "dropout3d": { [try F.dropout3d($0.input, p: $0.rate, training: $0.flag("training", default: true))] },
        "alpha_dropout": { [try F.alphaDropout($0.input, p: $0.rate, training: $0.flag("training"))] },
        "feature_alpha_dropout": { [try F.featureAlphaDropout($0.input, p: $0.rate, training: $0.flag("training"))] },
        "rrelu": { call in
            [
                try F.rrelu(
                    call.input, lower: call.optionalDouble("lower") ?? 1.0 / 8,
                    upper: call.optionalDouble("upper") ?? 1.0 / 3,
                    training: call.flag("training"))
            ]
        },
    ]
}

extension Call {
    fileprivate var rate: Scalar { optionalScalar("p") ?? .double(0.5) }
}
