import Tern

extension Operations {
    static let activations: [String: Operation] = [
        "relu6": mapping { F.relu6($0) },
        "selu": mapping { F.selu($0) },
        "silu": mapping { F.silu($0) },
        "mish": mapping { F.mish($0) },
        "hardswish": mapping { F.hardswish($0) },
        "hardsigmoid": mapping { F.hardsigmoid($0) },
        "tanhshrink": mapping { try F.tanhshrink($0) },
        "softsign": mapping { try F.softsign($0) },
        "prelu": { [try F.prelu($0.input, $0.tensor("weight"))] },
        "glu": { [try F.glu($0.input, dim: $0.optionalInt("dim") ?? -1)] },
        "gelu": { call in
            let name = call.has("approximate") ? try call.string("approximate") : "none"
            return [try F.gelu(call.input, approximate: GELUApproximation(rawValue: name))]
        },
        "hardtanh": { call in
            [
                try F.hardtanh(
                    call.input, minVal: call.optionalScalar("min_val") ?? .double(-1),
                    maxVal: call.optionalScalar("max_val") ?? .double(1))
            ]
        },
        "leaky_relu": { call in
            [try F.leakyReLU(call.input, negativeSlope: call.optionalScalar("negative_slope") ?? .double(0.01))]
        },
        "elu": { [try F.elu($0.input, alpha: $0.optionalScalar("alpha") ?? .double(1))] },
        "celu": { [try F.celu($0.input, alpha: $0.optionalScalar("alpha") ?? .double(1))] },
        "hardshrink": { [try F.hardshrink($0.input, $0.optionalScalar("lambd") ?? .double(0.5))] },
        "softshrink": { [try F.softshrink($0.input, $0.optionalScalar("lambd") ?? .double(0.5))] },
        "threshold": { [try F.threshold($0.input, $0.scalar("threshold"), $0.scalar("value"))] },
        "softplus": { call in
            [
                try F.softplus(
                    call.input, beta: call.optionalScalar("beta") ?? .int(1),
                    threshold: call.optionalScalar("threshold") ?? .int(20))
            ]
        },
    ]
}
