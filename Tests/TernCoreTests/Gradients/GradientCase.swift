import Testing
import Tern

/// A function whose gradients must equal its finite differences.
struct GradientCase: Sendable, CustomTestStringConvertible {
    let name: String
    /// The arguments' values, in float64.
    let inputs: [Tensor]
    /// Whether second derivatives are to be checked too.
    let isTwice: Bool
    let function: @Sendable ([Tensor]) throws -> [Tensor]

    var testDescription: String { name }

    init(
        _ name: String, _ inputs: [Tensor], twice: Bool = true,
        _ function: @escaping @Sendable ([Tensor]) throws -> [Tensor]
    ) {
        self.name = name
        self.inputs = inputs
        isTwice = twice
        self.function = function
    }

    /// A function of one tensor.
    static func map(
        _ name: String, _ input: Tensor, twice: Bool = true, _ function: @escaping @Sendable (Tensor) throws -> Tensor
    ) -> GradientCase {
        GradientCase(name, [input], twice: twice) { [try function($0[0])] }
    }

    /// A function of two tensors.
    static func pair(
        _ name: String, _ first: Tensor, _ second: Tensor, twice: Bool = true,
        _ function: @escaping @Sendable (Tensor, Tensor) throws -> Tensor
    ) -> GradientCase {
        GradientCase(name, [first, second], twice: twice) { [try function($0[0], $0[1])] }
    }

    /// Checks the gradients of contiguous inputs, of inputs with gaps in memory, and of the gradients themselves.
    func check() throws {
        let leaves = inputs.map { $0.requiringGrad() }
        try gradCheck(leaves, function)
        let spread = try inputs.map { $0.ndim > 0 ? try $0.withGaps().requiringGrad() : $0.requiringGrad() }
        try gradCheck(spread, function)
        if isTwice { try gradGradCheck(leaves, function) }
    }
}
