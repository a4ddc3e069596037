import TernCore

/// The refusals that optimizers share, in torch's words.
enum OptimizerChecks {
    static func learningRate(_ lr: Scalar, _ name: String) throws {
        try refuse(lr, below: 0, "Invalid learning rate", name)
    }

    static func weightDecay(_ decay: Scalar, _ name: String) throws {
        try refuse(decay, below: 0, "Invalid weight_decay value", name)
    }

    static func epsilon(_ eps: Double, _ name: String) throws {
        try refuse(.double(eps), below: 0, "Invalid epsilon value", name)
    }

    static func betas(_ betas: (Double, Double), _ name: String) throws {
        for (index, beta) in [betas.0, betas.1].enumerated() where !(0 <= beta && beta < 1) {
            throw TensorError(.value, name, "Invalid beta parameter at index \(index): \(beta)")
        }
    }

    /// A NaN is refused too.
    static func refuse(_ number: Scalar, below bound: Double, _ message: String, _ name: String) throws {
        guard !(number.doubleValue >= bound) else { return }
        throw TensorError(.value, name, "\(message): \(number)")
    }
}

extension Parameter {
    /// Zeros in the parameter's shape, type and order in memory.
    func zeroState() throws -> Tensor {
        try tensor.uninitializedLike(
            strides: Shape.denseStrides(shape, like: tensor.strides), zeroed: true, "step")
    }

    /// Several of them.
    func zeroStates(_ count: Int) throws -> [Tensor?] { try (0..<count).map { _ in try zeroState() } }

    /// Memory for such a tensor, not yet written.
    func emptyState() throws -> Tensor {
        try tensor.uninitializedLike(strides: Shape.denseStrides(shape, like: tensor.strides), "step")
    }
}
