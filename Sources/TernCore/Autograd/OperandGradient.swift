/// How the gradient of a binary operation's result becomes that of one operand: which of the operands must be kept for it.
enum OperandGradient: Sendable {
    /// dz itself.
    case passed
    case negated
    case zero
    case ofLeft(@Sendable (_ dz: Tensor, _ a: Tensor) throws -> Tensor)
    case ofRight(@Sendable (_ dz: Tensor, _ b: Tensor) throws -> Tensor)
    case ofBoth(@Sendable (_ dz: Tensor, _ a: Tensor, _ b: Tensor) throws -> Tensor)

    var needsLeft: Bool {
        switch self {
        case .ofLeft, .ofBoth: true
        case .passed, .negated, .zero, .ofRight: false
        }
    }

    var needsRight: Bool {
        switch self {
        case .ofRight, .ofBoth: true
        case .passed, .negated, .zero, .ofLeft: false
        }
    }

    func callAsFunction(_ dz: Tensor, _ a: Tensor?, _ b: Tensor?) throws -> Tensor {
        switch self {
        case .passed: return dz
        case .negated: return -dz
        case .zero: return Tensor.zeros(like: dz)
        case .ofLeft(let gradient): if let a { return try gradient(dz, a) }
        case .ofRight(let gradient): if let b { return try gradient(dz, b) }
        case .ofBoth(let gradient): if let a, let b { return try gradient(dz, a, b) }
        }
        throw TensorError("backward", "an operand that the gradient needs was not kept")
    }
}

extension Tensor {
    /// This result with the history "`name` of `a` and `b`", if one of them needs a gradient. Of the operands it keeps those that
    /// the gradients which are asked for need.
    func recorded(
        _ name: String, _ a: Tensor, _ b: Tensor, left: OperandGradient?, right: OperandGradient?
    ) -> Tensor {
        guard Tensor.needsGrad(a, b) else { return self }
        let (left, right) = (a.requiresGrad ? left : nil, b.requiresGrad ? right : nil)
        let keptA = left?.needsLeft == true || right?.needsLeft == true ? a : nil
        let keptB = left?.needsRight == true || right?.needsRight == true ? b : nil
        let (shapeA, shapeB) = (a.shape, b.shape)
        return recorded(name, [a, b], saves: keptA != nil || keptB != nil) { dz, _ in
            [
                try left?(dz, keptA, keptB).summed(to: shapeA), try right?(dz, keptA, keptB).summed(to: shapeB),
            ]
        }
    }
}
