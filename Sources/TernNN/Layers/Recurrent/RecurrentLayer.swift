import TernCore

/// What `RNN`, `LSTM` and `GRU` share: sizes, weights with torch's names and initial values, the loop over time.
///
/// Shapes: the input is [L, N, inputSize], with `batchFirst` [N, L, inputSize], or one sequence [L, inputSize]; the output has
/// hiddenSize (with a projection its size) times the number of directions in the last dimension. A state is
/// [directions * numLayers, N, hiddenSize], without N for one sequence.
public class RecurrentLayer: Module {
    /// The size of an input's vectors.
    public let inputSize: Int
    /// The size of the state's vectors.
    public let hiddenSize: Int
    /// How many layers are stacked.
    public let numLayers: Int
    /// Whether the batch comes before time.
    public let batchFirst: Bool
    /// Whether each layer also runs backwards through time.
    public let bidirectional: Bool
    /// The size that an LSTM's output is projected to; 0 for no projection.
    public let projSize: Int
    /// Whether elements are dropped between layers; `train()` and `eval()` set it. Default true.
    public var training = true
    /// The weights by torch's names: `layer.weights["weight_ih_l0"]`.
    public let weights: NamedParameters

    /// The probability of a 0 between layers.
    public var dropout: Double { dropoutScalar.doubleValue }

    private let hasBias: Bool
    private let dropoutScalar: Scalar
    private let step: any RecurrentStep
    private let stateCount: Int
    /// Why there are no weights.
    private let failure: TensorError?

    init(
        _ size: (input: Int, hidden: Int), numLayers: Int, bias: Bool, batchFirst: Bool,
        dropout: any ScalarConvertible, bidirectional: Bool, projSize: Int = 0, device: Device, dtype: DType,
        gates: Int, stateCount: Int = 1, step: any RecurrentStep
    ) {
        (inputSize, hiddenSize) = size
        self.numLayers = numLayers
        self.batchFirst = batchFirst
        self.bidirectional = bidirectional
        self.projSize = projSize
        hasBias = bias
        dropoutScalar = dropout.scalar
        self.step = step
        self.stateCount = stateCount
        do {
            weights = try RecurrentLayer.drawnWeights(
                size, numLayers, bias, bidirectional ? 2 : 1, projSize, gates, device, dtype)
            failure = nil
        } catch {
            weights = NamedParameters()
            failure = error as? TensorError ?? TensorError("\(Self.self)", "\(error)")
        }
    }

    /// Uniform within +-1/sqrt(hiddenSize), drawn layer by layer in torch's order.
    private static func drawnWeights(
        _ size: (input: Int, hidden: Int), _ numLayers: Int, _ bias: Bool, _ directions: Int, _ projSize: Int,
        _ gates: Int, _ device: Device, _ dtype: DType
    ) throws -> NamedParameters {
        var weights = NamedParameters()
        guard size.hidden > 0, numLayers > 0, projSize >= 0 else { return weights }
        let bound = 1 / Double(size.hidden).squareRoot()
        func draw(_ name: String, _ shape: [Int]) {
            weights.append(
                name, Parameter(.uniform(shape, low: -bound, high: bound, dtype: dtype, device: device)))
        }
        let output = projSize > 0 ? projSize : size.hidden
        let rows = try (CheckedInt(gates) * size.hidden).value(
            orThrow: TensorError("\(Self.self)", "hidden_size is too large"))
        // The recurrent weights alone are a lower bound of what a layer takes.
        try LayerCopies.requireRoom(
            numLayers, parameters: directions * (bias ? 4 : 2),
            elements: CheckedInt.product([directions, rows, output]), dtype: dtype, "\(Self.self)")
        for layer in 0..<numLayers {
            for direction in 0..<directions {
                let suffix = RecurrentLayer.suffix(layer, direction)
                draw("weight_ih_\(suffix)", [rows, layer == 0 ? size.input : output * directions])
                draw("weight_hh_\(suffix)", [rows, output])
                if bias {
                    draw("bias_ih_\(suffix)", [rows])
                    draw("bias_hh_\(suffix)", [rows])
                }
                if projSize > 0 { draw("weight_hr_\(suffix)", [projSize, size.hidden]) }
            }
        }
        return weights
    }

    private static func suffix(_ layer: Int, _ direction: Int) -> String {
        "l\(layer)" + (direction == 1 ? "_reverse" : "")
    }

    /// The output for an input and the zero state. To give and get a state, call the layer with it.
    public func forward(_ x: Tensor) throws -> Tensor { try run(x, nil).output }

    private var directions: Int { bidirectional ? 2 : 1 }
    private var outputSize: Int { projSize > 0 ? projSize : hiddenSize }

    /// The output and the last state; `state` is [hidden] or [hidden, cell], nil for zeros.
    func run(_ x: Tensor, _ state: [Tensor]?) throws -> (output: Tensor, state: [Tensor]) {
        try validate()
        try x.validate()
        guard x.ndim == 2 || x.ndim == 3 else {
            throw TensorError(
                .value, "\(type(of: self))",
                "\(type(of: self)): Expected input to be 2D or 3D, got \(x.ndim)D\(self is RNN ? " tensor" : "") instead"
            )
        }
        let isBatched = x.ndim == 3
        var input = isBatched ? x : try x.unsqueeze(batchFirst ? 0 : 1)
        let batch = input.shape[batchFirst ? 0 : 1]
        let initial = try initialState(state, input, batch, isBatched)
        guard input.shape[2] == inputSize else {
            throw TensorError(
                "\(type(of: self))",
                "input.size(-1) must be equal to input_size. Expected \(inputSize), got \(input.shape[2])",
                shapes: ["input": x.shape])
        }
        if batchFirst { input = try input.transpose(0, 1) }
        guard input.shape[0] > 0 else {
            throw TensorError("\(type(of: self))", "Expected sequence length to be larger than 0 in RNN")
        }
        var (output, last) = try stacked(input, initial)
        if batchFirst { output = try output.transpose(0, 1) }
        guard !isBatched else { return (output, last) }
        return (try output.squeeze(batchFirst ? 0 : 1), try last.map { try $0.squeeze(1) })
    }

    private func initialState(
        _ state: [Tensor]?, _ x: Tensor, _ batch: Int, _ isBatched: Bool
    ) throws -> [Tensor] {
        let sizes = [outputSize, hiddenSize].prefix(stateCount).map { [numLayers * directions, batch, $0] }
        guard let state else { return sizes.map { .zeros($0, dtype: x.dtype, device: x.device) } }
        for tensor in state { try tensor.validate() }
        try checkRanks(state.map(\.ndim), isBatched)
        let batched = try isBatched ? state : state.map { try $0.unsqueeze(1) }
        for (index, (tensor, size)) in zip(batched, sizes).enumerated() where tensor.shape != size {
            let name = stateCount == 1 ? "hidden" : "hidden[\(index)]"
            throw TensorError(
                "\(type(of: self))", "Expected \(name) size \(pythonTuple(size)), got \(tensor.shape)",
                hint: "a state is [directions * numLayers, batch, size]")
        }
        return batched
    }

    private func checkRanks(_ ranks: [Int], _ isBatched: Bool) throws {
        let wanted = isBatched ? 3 : 2
        guard ranks.contains(where: { $0 != wanted }) else { return }
        let start = "For \(isBatched ? "batched 3-D" : "unbatched 2-D") input,"
        let text =
            stateCount == 1
            ? "\(start) hx should also be \(wanted)-D but got \(ranks[0])-D tensor"
            : "\(start) hx and cx should also be \(wanted)-D but got (\(ranks[0])-D, \(ranks[1])-D) tensors"
        throw TensorError("\(type(of: self))", text)
    }

    /// All layers: each takes the output of the one before.
    private func stacked(_ x: Tensor, _ initial: [Tensor]) throws -> (Tensor, [Tensor]) {
        var input = x
        var last: [[Tensor]] = []
        for layer in 0..<numLayers {
            var outputs: [Tensor] = []
            for direction in 0..<directions {
                let index = layer * directions + direction
                let state = try initial.map { try $0.select(0, index) }
                let (output, final) = try scanned(
                    input, state, weights(layer, direction), backwards: direction == 1)
                outputs.append(output)
                last.append(final)
            }
            input = try outputs.count == 1 ? outputs[0] : Tensor.cat(outputs, dim: -1)
            if dropout > 0, training, layer < numLayers - 1 { input = try F.dropout(input, p: dropout) }
        }
        return (input, try (0..<stateCount).map { part in try Tensor.stack(last.map { $0[part] }) })
    }

    /// One layer in one direction through time.
    private func scanned(
        _ x: Tensor, _ initial: [Tensor], _ weights: RecurrentWeights, backwards: Bool
    ) throws -> (Tensor, [Tensor]) {
        let gates = try F.linear(x, weights.input, weights.inputBias).unbind()
        var state = initial
        var outputs: [Tensor] = []
        outputs.reserveCapacity(gates.count)
        for gate in backwards ? gates.reversed() : gates {
            state = try step(gate, state, weights)
            outputs.append(state[0])
        }
        return (try Tensor.stack(backwards ? outputs.reversed() : outputs), state)
    }

    private func weights(_ layer: Int, _ direction: Int) throws -> RecurrentWeights {
        let suffix = RecurrentLayer.suffix(layer, direction)
        func tensor(_ kind: String) -> Tensor? { weights["\(kind)_\(suffix)"]?.tensor }
        guard let input = tensor("weight_ih"), let hidden = tensor("weight_hh") else {
            throw TensorError("\(type(of: self))", "hidden_size is too large")
        }
        return RecurrentWeights(
            input: input, hidden: hidden, inputBias: tensor("bias_ih"), hiddenBias: tensor("bias_hh"),
            projection: tensor("weight_hr"))
    }

    /// Throws, in torch's words, what its constructor would have thrown.
    public func validate() throws {
        func refuse(_ text: String) -> TensorError { TensorError(.value, "\(type(of: self))", text) }
        guard dropout >= 0, dropout <= 1 else {
            throw refuse(
                "dropout should be a number in range [0, 1] representing the probability of an element being zeroed")
        }
        guard hiddenSize > 0 else { throw refuse("hidden_size must be greater than zero") }
        guard numLayers > 0 else { throw refuse("num_layers must be greater than zero") }
        guard projSize >= 0 else {
            throw refuse("proj_size should be a positive integer or zero to disable projections")
        }
        guard projSize < hiddenSize else { throw refuse("proj_size has to be smaller than hidden_size") }
        if let failure { throw failure }
        for entry in weights.entries { try entry.parameter.tensor.validate() }
    }

    /// Torch's text between the parentheses.
    public var extraText: String {
        var text = "\(inputSize), \(hiddenSize)"
        if projSize != 0 { text += ", proj_size=\(projSize)" }
        if numLayers != 1 { text += ", num_layers=\(numLayers)" }
        if !hasBias { text += ", bias=False" }
        if batchFirst { text += ", batch_first=True" }
        if dropout != 0 { text += ", dropout=\(dropoutScalar)" }
        if bidirectional { text += ", bidirectional=True" }
        return text
    }
}
