/// An operation with a gradient of one's own.
///
/// ```swift
/// struct Cube: DifferentiableFunction {
///     func forward(_ inputs: [Tensor], _ context: FunctionContext) throws -> [Tensor] {
///         context.save(inputs[0])
///         return [inputs[0].pow(3)]
///     }
///     func backward(_ gradients: [Tensor], _ context: FunctionContext) throws -> [Tensor?] {
///         let x = context.saved[0]
///         return [try gradients[0].mul(x * x) * 3]
///     }
/// }
/// let y = try Cube().apply(x)
/// ```
///
/// - Source: `torch.autograd.Function`.
public protocol DifferentiableFunction {
    /// The results for the inputs. Runs unrecorded; `context.save` keeps what `backward` needs.
    func forward(_ inputs: [Tensor], _ context: FunctionContext) throws -> [Tensor]

    /// The gradient of each input, nil for none, from those of the results. Written with differentiable operations it can be
    /// differentiated again.
    func backward(_ gradients: [Tensor], _ context: FunctionContext) throws -> [Tensor?]

    /// The name shown as `grad_fn`. Default: the type's name and `Backward`.
    var name: String { get }
}

/// What a function's forward pass hands to its backward pass.
public final class FunctionContext {
    /// Which inputs need a gradient.
    public let needsInputGrad: [Bool]

    fileprivate var kept: [Tensor] = []
    /// For each saved tensor the result that it is, if any: results are saved without history, which would be a cycle.
    fileprivate var outputIndices: [Int?] = []
    private weak var node: Node?

    fileprivate init(needsInputGrad: [Bool]) { self.needsInputGrad = needsInputGrad }

    /// Keeps tensors (inputs, results or others) for `backward`.
    public func save(_ tensors: Tensor...) { kept += tensors }

    /// The tensors that `save` kept, in order.
    public var saved: [Tensor] {
        kept.enumerated().map { index, tensor in
            guard let node, let output = outputIndices[index] else { return tensor }
            return tensor.attached(to: node, output: output)
        }
    }

    fileprivate func finish(outputs: [Tensor]) {
        outputIndices = kept.map { tensor in
            outputs.firstIndex { $0.storage === tensor.storage && tensor.autograd == nil }
        }
    }

    fileprivate func attach(to node: Node) { self.node = node }
}

extension DifferentiableFunction {
    /// The type's name and `Backward`.
    public var name: String { "\(type(of: self))Backward" }

    /// Applies the function and records it.
    ///
    /// - Throws: what `forward` throws.
    public func apply(_ inputs: [Tensor]) throws -> [Tensor] {
        for input in inputs { try input.validate() }
        let context = FunctionContext(needsInputGrad: inputs.map(\.requiresGrad))
        let outputs = try noGrad { try forward(inputs, context) }.map { $0.detach() }
        context.finish(outputs: outputs)
        let shapes = outputs.map { ($0.shape, $0.dtype, $0.device) }
        let types = inputs.map(TensorType.init)
        return Tensor.recorded(name, outputs: outputs, inputs) { gradients, node in
            context.attach(to: node)
            let filled = zip(gradients, shapes).map { gradient, output in
                gradient ?? Tensor.zeros(output.0, dtype: output.1, device: output.2)
            }
            return try fitted(backward(filled, context), types)
        }
    }

    /// Applies a function of one input and one result.
    public func apply(_ input: Tensor) throws -> Tensor {
        let outputs = try apply([input])
        guard outputs.count == 1 else {
            throw TensorError(name, "forward returned \(outputs.count) results where one was expected")
        }
        return outputs[0]
    }

    /// What `backward` returned, each gradient made to fit its input.
    private func fitted(_ gradients: [Tensor?], _ types: [TensorType]) throws -> [Tensor?] {
        guard gradients.count == types.count else {
            throw TensorError(
                name,
                "function \(name) returned an incorrect number of gradients (expected \(types.count), got \(gradients.count))"
            )
        }
        return try zip(gradients, types).enumerated().map { index, pair in
            try pair.0?.asGradient(of: pair.1, index: index, name)
        }
    }
}
