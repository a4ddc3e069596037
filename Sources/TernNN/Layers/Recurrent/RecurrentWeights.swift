import TernCore

/// The weights of one layer and direction of a recurrent network, as tensors.
struct RecurrentWeights {
    var input: Tensor
    var hidden: Tensor
    var inputBias: Tensor?
    var hiddenBias: Tensor?
    var projection: Tensor?
}

/// One step of a recurrent network: the new state from the old one and the input's share of the gates.
protocol RecurrentStep {
    /// - Parameters:
    ///   - gates: x * input weights + input bias, [N, gates * hiddenSize].
    ///   - state: [hidden] or, for an LSTM, [hidden, cell].
    func callAsFunction(_ gates: Tensor, _ state: [Tensor], _ weights: RecurrentWeights) throws -> [Tensor]
}

/// h' = tanh(x-part + h-part), or the same with a ReLU.
struct ElmanStep: RecurrentStep {
    let nonlinearity: RNNNonlinearity

    func callAsFunction(_ gates: Tensor, _ state: [Tensor], _ weights: RecurrentWeights) throws -> [Tensor] {
        let sum = try gates.add(F.linear(state[0], weights.hidden, weights.hiddenBias))
        return [nonlinearity == .relu ? sum.relu() : sum.tanh()]
    }
}

/// i, f, o = sigmoid, g = tanh of the gates; c' = f * c + i * g; h' = o * tanh(c'), projected if there is a projection.
struct LSTMStep: RecurrentStep {
    func callAsFunction(_ gates: Tensor, _ state: [Tensor], _ weights: RecurrentWeights) throws -> [Tensor] {
        let sums = try gates.add(F.linear(state[0], weights.hidden, weights.hiddenBias)).gates(4)
        let (input, forget, output) = (sums[0].sigmoid(), sums[1].sigmoid(), sums[3].sigmoid())
        let cell = try forget.mul(state[1]).add(input.mul(sums[2].tanh()))
        let hidden = try output.mul(cell.tanh())
        return [try weights.projection.map { try F.linear(hidden, $0) } ?? hidden, cell]
    }
}

/// r, z = sigmoid of the sums of both parts; n = tanh(x-part + r * h-part); h' = n + z * (h - n).
struct GRUStep: RecurrentStep {
    func callAsFunction(_ gates: Tensor, _ state: [Tensor], _ weights: RecurrentWeights) throws -> [Tensor] {
        let own = try gates.gates(3)
        let recurrent = try F.linear(state[0], weights.hidden, weights.hiddenBias).gates(3)
        let reset = try own[0].add(recurrent[0]).sigmoid()
        let update = try own[1].add(recurrent[1]).sigmoid()
        let new = try own[2].add(reset.mul(recurrent[2])).tanh()
        return [try new.add(update.mul(state[0].sub(new)))]
    }
}

extension Tensor {
    /// The parts of the last dimension, one for each gate.
    ///
    /// - Throws: when weights or biases gave the sums another width.
    fileprivate func gates(_ count: Int) throws -> [Tensor] {
        let width = shape.last ?? 1
        guard width >= count, width.isMultiple(of: count) else {
            throw TensorError(
                .value, "RNN", "not enough values to unpack (expected \(count), got \(Swift.min(width, count - 1)))",
                hint: "weights and biases must have \(count) rows for each of the state's numbers, not \(width) in all")
        }
        return try chunk(count, dim: -1)
    }
}

/// What bends the sums of an `RNN`.
///
/// A name that torch does not know can be given; it is refused with torch's words.
public struct RNNNonlinearity: RawRepresentable, ExpressibleByStringLiteral, Sendable, Hashable {
    /// Torch's name.
    public let rawValue: String

    /// The nonlinearity of that name.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// The nonlinearity of that name.
    public init(stringLiteral value: String) { rawValue = value }

    /// The hyperbolic tangent. The default.
    public static let tanh: RNNNonlinearity = "tanh"
    /// max(x, 0).
    public static let relu: RNNNonlinearity = "relu"
}
