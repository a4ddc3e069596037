import Tern

extension Operations {
    static let unary: [String: Operation] = [
        "neg": mapping { -$0 },
        "positive": mapping { $0.positive() },
        "abs": mapping { $0.abs() },
        "sign": mapping { $0.sign() },
        "square": mapping { $0.square() },
        "sqrt": mapping { $0.sqrt() },
        "rsqrt": mapping { $0.rsqrt() },
        "reciprocal": mapping { $0.reciprocal() },
        "exp": mapping { $0.exp() },
        "exp2": mapping { $0.exp2() },
        "expm1": mapping { $0.expm1() },
        "log": mapping { $0.log() },
        "log2": mapping { $0.log2() },
        "log10": mapping { $0.log10() },
        "log1p": mapping { $0.log1p() },
        "sin": mapping { $0.sin() },
        "cos": mapping { $0.cos() },
        "tan": mapping { $0.tan() },
        "asin": mapping { $0.asin() },
        "acos": mapping { $0.acos() },
        "atan": mapping { $0.atan() },
        "sinh": mapping { $0.sinh() },
        "cosh": mapping { $0.cosh() },
        "tanh": mapping { $0.tanh() },
        "asinh": mapping { $0.asinh() },
        "acosh": mapping { $0.acosh() },
        "atanh": mapping { $0.atanh() },
        "erf": mapping { $0.erf() },
        "erfc": mapping { $0.erfc() },
        "erfinv": mapping { $0.erfinv() },
        "lgamma": mapping { $0.lgamma() },
        "digamma": mapping { $0.digamma() },
        "sigmoid": mapping { $0.sigmoid() },
        "logsigmoid": mapping { $0.logSigmoid() },
        "relu": mapping { $0.relu() },
    ]

    static let roundings: [String: Operation] = [
        "floor": mapping { $0.floor() },
        "ceil": mapping { $0.ceil() },
        "trunc": mapping { $0.trunc() },
        "frac": mapping { $0.frac() },
        "round": { call in
            let x = try call.input
            return [call.optionalInt("decimals").map { x.round(decimals: $0) } ?? x.round()]
        },
    ]

    static let predicates: [String: Operation] = [
        "isnan": mapping { $0.isNaN() },
        "isinf": mapping { $0.isInf() },
        "isfinite": mapping { $0.isFinite() },
        "signbit": mapping { $0.signBit() },
        "logical_not": mapping { $0.logicalNot() },
        "bitwise_not": mapping { ~$0 },
    ]

    static let ranges: [String: Operation] = [
        "clamp": { call in
            let x = try call.input
            switch (call.optionalTensor("min"), call.optionalTensor("max")) {
            case (nil, nil): break
            case (let min, let max): return [try x.clamp(min: min, max: max)]
            }
            switch (call.optionalScalar("min"), call.optionalScalar("max")) {
            case (let min?, let max?): return [x.clamp(min: min, max: max)]
            case (let min?, nil): return [x.clamp(min: min)]
            case (nil, let max?): return [x.clamp(max: max)]
            case (nil, nil): return [try x.clamp(min: nil, max: nil)]
            }
        },
        "nan_to_num": { call in
            [
                try call.input.nanToNum(
                    nan: call.optionalDouble("nan") ?? 0, posinf: call.optionalDouble("posinf"),
                    neginf: call.optionalDouble("neginf"))
            ]
        },
    ]
}
