import TernCore

/// What the recurrent cells share: one step in time, with weights of torch's names and initial values.
public class RecurrentCell: Module {
    /// [gates * hiddenSize, inputSize].
    public let weightIh: Parameter
    /// [gates * hiddenSize, hiddenSize].
    public let weightHh: Parameter
    /// [gates * hiddenSize]; nil without bias.
    public let biasIh: Parameter?
    /// [gates * hiddenSize]; nil without bias.
    public let biasHh: Parameter?
    /// The size of an input.
    public let inputSize: Int
    /// The size of a state.
    public let hiddenSize: Int

    private let step: any RecurrentStep

    init(
        _ inputSize: Int, _ hiddenSize: Int, _ bias: Bool, _ device: Device, _ dtype: DType, gates: Int,
        step: any RecurrentStep
    ) {
        self.inputSize = inputSize
        self.hiddenSize = hiddenSize
        self.step = step
        let bound = hiddenSize > 0 ? 1 / Double(hiddenSize).squareRoot() : 0
        let rows = hiddenSize.multipliedReportingOverflow(by: gates)
        func drawn(_ columns: Int?) -> Parameter {
            let shape = [rows.overflow ? Int.max : rows.partialValue] + (columns.map { [$0] } ?? [])
            return Parameter(.uniform(shape, low: -bound, high: bound, dtype: dtype, device: device))
        }
        weightIh = drawn(inputSize)
        weightHh = drawn(hiddenSize)
        biasIh = bias ? drawn(nil) : nil
        biasHh = bias ? drawn(nil) : nil
    }

    /// The new hidden state for an input and the zero state.
    public func forward(_ x: Tensor) throws -> Tensor { try advance(x, nil)[0] }

    /// The new state; `state` is [hidden] or [hidden, cell], nil for zeros.
    func advance(_ x: Tensor, _ state: [Tensor]?) throws -> [Tensor] {
        try validate()
        try x.validate()
        let name = "\(type(of: self))"
        func checkRank(_ tensor: Tensor, _ text: String) throws {
            try tensor.validate()
            guard tensor.ndim == 1 || tensor.ndim == 2 else {
                throw TensorError(.value, name, "\(name): Expected \(text) to be 1D or 2D, got \(tensor.ndim)D instead")
            }
        }
        try checkRank(x, "input")
        for (index, tensor) in (state ?? []).enumerated() {
            try checkRank(tensor, stateNames.count == 1 ? "hidden" : "hx[\(index)]")
        }
        let isBatched = x.ndim == 2
        let input = isBatched ? x : try x.unsqueeze(0)
        let zeros = Tensor.zeros([input.shape[0], hiddenSize], dtype: x.dtype, device: x.device)
        let hidden = try state?.map { $0.ndim == 2 ? $0 : try $0.unsqueeze(0) } ?? stateNames.map { _ in zeros }
        try check(input, hidden)
        let weights = RecurrentWeights(
            input: weightIh.tensor, hidden: weightHh.tensor, inputBias: biasIh?.tensor, hiddenBias: biasHh?.tensor)
        let result = try step(F.linear(input, weights.input, weights.inputBias), hidden, weights)
        return isBatched ? result : try result.map { try $0.squeeze(0) }
    }

    private var stateNames: [String] { step is LSTMStep ? ["hidden", "cell"] : ["hidden"] }

    private func check(_ x: Tensor, _ state: [Tensor]) throws {
        let name = "\(type(of: self))"
        guard x.shape[1] == inputSize else {
            throw TensorError(
                name, "input has inconsistent input_size: got \(x.shape[1]) expected \(inputSize)")
        }
        for (index, tensor) in state.enumerated() {
            guard x.shape[0] == tensor.shape[0] else {
                throw TensorError(
                    name,
                    "Input batch size \(x.shape[0]) doesn't match hidden\(index) batch size \(tensor.shape[0])")
            }
            guard tensor.shape[1] == hiddenSize else {
                throw TensorError(
                    name,
                    "hidden\(index) has inconsistent hidden_size: got \(tensor.shape[1]), expected \(hiddenSize)")
            }
        }
    }

    /// Torch's text between the parentheses.
    public var extraText: String { "\(inputSize), \(hiddenSize)" + (biasIh == nil ? ", bias=False" : "") }

    /// Throws the error of sizes that no memory can hold.
    public func validate() throws {
        for parameter in [weightIh, weightHh, biasIh, biasHh] { try parameter?.tensor.validate() }
    }
}

/// One step of Elman's recurrent units: h' = tanh(weight_ih * x + bias_ih + weight_hh * h + bias_hh).
///
/// Shapes: [N, inputSize] or [inputSize] -> [N, hiddenSize] or [hiddenSize].
///
/// - Source: `torch.nn.RNNCell`.
public final class RNNCell: RecurrentCell {
    /// What bends the sums.
    public let nonlinearity: RNNNonlinearity

    /// A cell with torch's initial weights: uniform within +-1/sqrt(hiddenSize).
    public init(
        _ inputSize: Int, _ hiddenSize: Int, bias: Bool = true, nonlinearity: RNNNonlinearity = .tanh,
        device: Device = .cpu, dtype: DType = .float32
    ) {
        self.nonlinearity = nonlinearity
        super.init(
            inputSize, hiddenSize, bias, device, dtype, gates: 1, step: ElmanStep(nonlinearity: nonlinearity))
    }

    /// The new state from an input and the old one (default zeros).
    public func callAsFunction(_ x: Tensor, _ hidden: Tensor?) throws -> Tensor {
        try advance(x, hidden.map { [$0] })[0]
    }

    /// Torch's text between the parentheses.
    public override var extraText: String {
        super.extraText + (nonlinearity == .tanh ? "" : ", nonlinearity=\(nonlinearity.rawValue)")
    }

    /// Throws, in torch's words, for an unknown nonlinearity.
    public override func validate() throws {
        guard nonlinearity == .tanh || nonlinearity == .relu else {
            throw TensorError("RNNCell", "Unknown nonlinearity: \(nonlinearity.rawValue)")
        }
        try super.validate()
    }
}

/// One step of gated recurrent units.
///
/// Shapes: [N, inputSize] or [inputSize] -> [N, hiddenSize] or [hiddenSize].
///
/// - Source: `torch.nn.GRUCell`.
public final class GRUCell: RecurrentCell {
    /// A cell with torch's initial weights: uniform within +-1/sqrt(hiddenSize).
    public init(
        _ inputSize: Int, _ hiddenSize: Int, bias: Bool = true, device: Device = .cpu, dtype: DType = .float32
    ) {
        super.init(inputSize, hiddenSize, bias, device, dtype, gates: 3, step: GRUStep())
    }

    /// The new state from an input and the old one (default zeros).
    public func callAsFunction(_ x: Tensor, _ hidden: Tensor?) throws -> Tensor {
        try advance(x, hidden.map { [$0] })[0]
    }
}

/// One step of long short-term memory.
///
/// Shapes: [N, inputSize] or [inputSize] -> [N, hiddenSize] or [hiddenSize], twice.
///
/// - Source: `torch.nn.LSTMCell`.
public final class LSTMCell: RecurrentCell {
    /// A cell with torch's initial weights: uniform within +-1/sqrt(hiddenSize).
    public init(
        _ inputSize: Int, _ hiddenSize: Int, bias: Bool = true, device: Device = .cpu, dtype: DType = .float32
    ) {
        super.init(inputSize, hiddenSize, bias, device, dtype, gates: 4, step: LSTMStep())
    }

    /// The new states from an input and the old ones (default zeros).
    ///
    /// `let (hidden, cell) = try lstmCell(x)`; where one result is wanted, `lstmCell(x)` is the hidden state alone.
    public func callAsFunction(
        _ x: Tensor, _ state: (hidden: Tensor, cell: Tensor)? = nil
    ) throws -> (hidden: Tensor, cell: Tensor) {
        let result = try advance(x, state.map { [$0.hidden, $0.cell] })
        return (result[0], result[1])
    }
}
