import Tern

/// The three forms of an operation of two operands: two tensors, a tensor and a number, a number and a tensor.
private func pairing(
    _ tensors: @escaping @Sendable (Tensor, Tensor) throws -> Tensor,
    number: (@Sendable (Tensor, Scalar) throws -> Tensor)? = nil,
    reversed: (@Sendable (Scalar, Tensor) throws -> Tensor)? = nil
) -> Operation {
    { call in
        switch (try call.operand("input"), try call.operand("other")) {
        case (.tensor(let a), .tensor(let b)): return [try tensors(a, b)]
        case (.tensor(let a), .number(let b)):
            guard let number else { break }
            return [try number(a, b)]
        case (.number(let a), .tensor(let b)):
            guard let reversed else { break }
            return [try reversed(a, b)]
        case (.number, .number): break
        }
        throw FixtureError("this operation has no Swift twin for these kinds of operands")
    }
}

extension Operations {
    static let arithmetic: [String: Operation] = [
        "add": { call in
            guard let alpha = call.optionalScalar("alpha") else { return try sum(call) }
            switch try call.operand("other") {
            case .tensor(let other): return [try call.input.add(other, alpha: alpha)]
            case .number(let other): return [try call.input.add(other, alpha: alpha)]
            }
        },
        "sub": { call in
            guard let alpha = call.optionalScalar("alpha") else { return try difference(call) }
            switch try call.operand("other") {
            case .tensor(let other): return [try call.input.sub(other, alpha: alpha)]
            case .number(let other): return [try call.input.sub(other, alpha: alpha)]
            }
        },
        "mul": pairing({ try $0 * $1 }, number: { $0 * $1 }, reversed: { $0 * $1 }),
        "pow": pairing({ try $0.pow($1) }, number: { $0.pow($1) }, reversed: { Tensor.pow($0, $1) }),
        "atan2": pairing { try $0.atan2($1) },
        "hypot": pairing { try $0.hypot($1) },
    ]

    private static let sum = pairing({ try $0 + $1 }, number: { $0 + $1 }, reversed: { $0 + $1 })
    private static let difference = pairing({ try $0 - $1 }, number: { $0 - $1 }, reversed: { $0 - $1 })

    static let divisions: [String: Operation] = [
        "div": { call in
            guard call.has("rounding_mode") else { return try quotient(call) }
            let rounding = try rounding(call.string("rounding_mode"))
            switch try call.operand("other") {
            case .tensor(let other): return [try call.input.div(other, rounding: rounding)]
            case .number(let other): return [try call.input.div(other, rounding: rounding)]
            }
        },
        "floor_divide": pairing(
            { try $0.floorDivide($1) }, number: { $0.floorDivide($1) }, reversed: { Tensor.floorDivide($0, $1) }),
        "remainder": pairing({ try $0 % $1 }, number: { $0 % $1 }, reversed: { $0 % $1 }),
        "fmod": pairing({ try $0.fmod($1) }, number: { $0.fmod($1) }),
    ]

    private static let quotient = pairing({ try $0 / $1 }, number: { $0 / $1 }, reversed: { $0 / $1 })

    /// Swift's enumeration has no word for a mode that does not exist; PyTorch's refusal is the only right answer to one.
    private static func rounding(_ name: String) throws -> DivisionRounding {
        switch name {
        case "trunc": return .trunc
        case "floor": return .floor
        default:
            throw TensorError(
                "div", "div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '\(name)'")
        }
    }

    static let extremes: [String: Operation] = [
        "maximum": pairing { try $0.maximum($1) },
        "minimum": pairing { try $0.minimum($1) },
        "fmax": pairing { try $0.fmax($1) },
        "fmin": pairing { try $0.fmin($1) },
    ]

    static let comparisons: [String: Operation] = [
        // Python turns `2 == x` around.
        "eq": pairing({ try $0 .== $1 }, number: { $0 .== $1 }, reversed: { $1 .== $0 }),
        "ne": pairing({ try $0 .!= $1 }, number: { $0 .!= $1 }),
        "lt": pairing({ try $0 .< $1 }, number: { $0 .< $1 }),
        "le": pairing({ try $0 .<= $1 }, number: { $0 .<= $1 }),
        "gt": pairing({ try $0 .> $1 }, number: { $0 .> $1 }),
        "ge": pairing({ try $0 .>= $1 }, number: { $0 .>= $1 }),
    ]

    static let logic: [String: Operation] = [
        "logical_and": pairing { try $0.logicalAnd($1) },
        "logical_or": pairing { try $0.logicalOr($1) },
        "logical_xor": pairing { try $0.logicalXor($1) },
    ]

    static let bits: [String: Operation] = [
        "bitwise_and": pairing({ try $0 & $1 }, number: { $0 & $1 }, reversed: { $0 & $1 }),
        "bitwise_or": pairing({ try $0 | $1 }, number: { $0 | $1 }, reversed: { $0 | $1 }),
        "bitwise_xor": pairing({ try $0 ^ $1 }, number: { $0 ^ $1 }, reversed: { $0 ^ $1 }),
        "bitwise_left_shift": pairing({ try $0 << $1 }, number: { $0 << $1 }, reversed: { $0 << $1 }),
        "bitwise_right_shift": pairing({ try $0 >> $1 }, number: { $0 >> $1 }, reversed: { $0 >> $1 }),
    ]

    static let blends: [String: Operation] = [
        "lerp": { call in
            switch try call.operand("weight") {
            case .tensor(let weight): return [try call.input.lerp(call.tensor("end"), weight)]
            case .number(let weight): return [try call.input.lerp(call.tensor("end"), weight)]
            }
        },
        "addcmul": { call in
            let (a, b) = (try call.tensor("tensor1"), try call.tensor("tensor2"))
            return [try call.input.addcmul(a, b, value: call.optionalScalar("value") ?? .int(1))]
        },
        "addcdiv": { call in
            let (a, b) = (try call.tensor("tensor1"), try call.tensor("tensor2"))
            return [try call.input.addcdiv(a, b, value: call.optionalScalar("value") ?? .int(1))]
        },
    ]

    static let closeness: [String: Operation] = [
        "allclose": { call in
            let (rtol, atol) = tolerances(call)
            let answer = try call.input.allClose(
                call.other, rtol: rtol, atol: atol, equalNaN: call.flag("equal_nan"))
            return [Tensor.full([], answer)]
        },
        "isclose": { call in
            let (rtol, atol) = tolerances(call)
            return [
                try call.input.isClose(call.other, rtol: rtol, atol: atol, equalNaN: call.flag("equal_nan"))
            ]
        },
        "equal": { [Tensor.full([], try $0.input.equal($0.other))] },
    ]

    private static func tolerances(_ call: Call) -> (Double, Double) {
        (call.optionalDouble("rtol") ?? 1e-5, call.optionalDouble("atol") ?? 1e-8)
    }
}
