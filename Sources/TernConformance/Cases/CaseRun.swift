import Tern
import TernFormats

/// One execution of a case: hands out the inputs, collects outputs and gradients.
final class CaseRun {
    let arguments: CaseArguments
    let form: String
    /// The input's element type.
    let dtype: DType
    let inputNames: [String]
    let extras: ConformanceCase.Extras
    /// Outputs that must have the same bits, whatever the tolerance.
    var exactOutputs = Set<String>()
    /// What `print` writes, for cases of printing.
    var text: String?

    /// Whether torch refuses the call.
    var isRefusal: Bool { results == nil }

    private let tensors: SafeTensorsFile?
    private let results: ConformanceCase.Results?
    private(set) var outputs: [String: Tensor] = [:]
    private var gradients: [String: () -> Tensor?] = [:]
    private var differentiated = Set<String>()

    init(_ item: ConformanceCase) throws {
        arguments = item.arguments
        form = item.form
        tensors = item.tensors
        inputNames = item.inputs
        extras = item.extras
        dtype = DType(name: item.dtype) ?? .float32
        results = if case .results(let results) = item.expectation { results } else { nil }
    }

    // MARK: Inputs

    /// An input; a leaf that collects its gradient, if that is compared.
    func input(_ name: String) throws -> Tensor {
        guard let tensor = try optionalInput(name) else { throw arguments.error("needs the input \"\(name)\"") }
        return tensor
    }

    /// An input, or nil where the case leaves it out.
    func optionalInput(_ name: String) throws -> Tensor? {
        guard let tensors, tensors.names.contains(name) else { return nil }
        let stored = try tensors.tensor(name)
        let tensor = extras.strides[name].map { stored.laidOut(strides: $0) } ?? stored
        guard isDifferentiated(name) else { return tensor }
        let leaf = tensor.requiringGrad()
        gradients[name] = { leaf.grad }
        return leaf
    }

    /// The inputs whose names begin with that, by the rest of their names, in the case's order.
    func inputs(_ prefix: String) throws -> [(name: String, tensor: Tensor)] {
        try inputNames.filter { $0.hasPrefix(prefix) }.map { (String($0.dropFirst(prefix.count)), try input($0)) }
    }

    /// Gives a layer's parameter the input's value.
    func load(_ name: String, into parameter: Parameter?) throws {
        guard let (value, _) = try loaded(name, parameter?.shape), let parameter else { return }
        parameter.tensor = value
        if isDifferentiated(name) { gradients[name] = { parameter.grad } }
    }

    /// Gives a layer's buffer the input's value.
    func load(_ name: String, into buffer: Buffer?) throws {
        guard let (value, _) = try loaded(name, buffer?.shape), let buffer else { return }
        buffer.tensor = value
    }

    /// The value for a part of a layer, which must be there and have the shape that torch's has.
    private func loaded(_ name: String, _ shape: [Int]?) throws -> (Tensor, [Int])? {
        guard let tensors, tensors.names.contains(name) else {
            if let shape { throw CaseFailure("the layer has a \(name) of shape \(shape); torch's has none") }
            return nil
        }
        let value = try tensors.tensor(name)
        guard let shape else { throw CaseFailure("the layer has no \(name); torch's has one of shape \(value.shape)") }
        guard shape == value.shape else {
            throw CaseFailure("the layer's \(name) has the shape \(shape), torch's \(value.shape)")
        }
        return (value, shape)
    }

    private func isDifferentiated(_ name: String) -> Bool {
        results?.gradients.contains { $0.input == name } ?? false
    }

    // MARK: Outputs

    /// Keeps an output for the comparison.
    func yield(_ name: String, _ tensor: Tensor?) { outputs[name] = tensor }

    /// Keeps a function's results: the first is `output`, the others are `output.1`, `output.2`, ...
    func yield(_ results: [Tensor]) {
        for (position, result) in results.enumerated() {
            yield(position == 0 ? "output" : "output.\(position)", result)
        }
    }

    /// Takes the gradient of an input from elsewhere than from the tensor that was handed out.
    func takeGradient(of input: String, from gradient: @escaping () -> Tensor?) { gradients[input] = gradient }

    /// Differentiates the loss of all outputs that have not been differentiated yet.
    func backward() throws {
        let fresh = results?.lossWeights.filter { outputs[$0.output] != nil && !differentiated.contains($0.output) }
        var loss: Tensor?
        for (output, weight) in fresh ?? [] {
            guard let tensor = outputs[output], let tensors else { continue }
            let term = try tensor.mul(tensors.tensor(weight)).sum()
            loss = try loss?.add(term) ?? term
            differentiated.insert(output)
        }
        try loss?.backward()
    }

    /// The gradient collected for an input.
    func gradient(of input: String) -> Tensor? { gradients[input]?() }
}

/// What is wrong with a result, where it is neither a tensor's value nor an error.
struct CaseFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
