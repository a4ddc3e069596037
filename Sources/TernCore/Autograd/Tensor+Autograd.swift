extension Tensor {
    /// Whether gradients are computed for this tensor.
    ///
    /// Can be set on tensors that no operation computed; see `requiringGrad()` for a form that fits into an expression.
    ///
    /// - Source: `torch.Tensor.requires_grad`.
    public var requiresGrad: Bool { autograd?.requiresGrad ?? false }

    /// Whether this tensor was made by the user and not by a recorded operation.
    ///
    /// - Source: `torch.Tensor.is_leaf`.
    public var isLeaf: Bool { autograd?.node == nil }

    /// The gradient that `backward()` has collected for this tensor; nil before the first. Setting it to nil clears it.
    ///
    /// A gradient of another shape, type or device cannot be set: the error stays with `grad`, and is thrown by whatever uses it.
    ///
    /// - Source: `torch.Tensor.grad`.
    public var grad: Tensor? {
        get { autograd?.grad }
        nonmutating set {
            guard let autograd else { return }
            autograd.grad = newValue.map { gradient in
                refusal(ofGradient: gradient).map(Tensor.init(failure:)) ?? gradient
            }
        }
    }

    /// Torch's name for the operation that computed this tensor, such as `MulBackward0`; nil for a leaf.
    ///
    /// - Source: `torch.Tensor.grad_fn`.
    public var gradFunctionName: String? { autograd?.node?.name }

    /// A new leaf with this tensor's value, for which gradients are computed (or not, with `false`).
    ///
    /// An integer or bool tensor cannot have a gradient: the error stays with the result.
    ///
    /// - Source: `torch.Tensor.requires_grad_`.
    public func requiringGrad(_ flag: Bool = true) -> Tensor {
        requiringGrad(flag, otherwise: "only Tensors of floating point dtype can require gradients")
    }

    /// Torch refuses a new tensor in words of its own.
    func createdRequiringGrad() -> Tensor {
        requiringGrad(true, otherwise: "Only Tensors of floating point and complex dtype can require gradients")
    }

    private func requiringGrad(_ flag: Bool, otherwise message: String) -> Tensor {
        if failure != nil { return self }
        guard !flag || dtype.isFloatingPoint else {
            return Tensor(
                failure: TensorError("requiresGrad", message, hint: "convert it first: x.to(.float32)"))
        }
        var leaf = detach()
        leaf.autograd = flag ? Autograd(requiresGrad: true) : nil
        return leaf
    }

    /// The same values without history: gradients stop here. Shares memory.
    ///
    /// - Source: `torch.Tensor.detach`.
    public func detach() -> Tensor {
        var result = self
        result.autograd = nil
        return result
    }

    /// Computes the gradient of this tensor with respect to every leaf that it depends on, and adds it to the leaf's `grad`.
    ///
    /// - Parameters:
    ///   - gradient: the gradient of some scalar with respect to this tensor, of this tensor's shape. May be left out (1) for a
    ///     tensor of one element.
    ///   - retainGraph: keep the saved tensors, to run backward once more. Default false.
    ///   - createGraph: record the computation of the gradients, to differentiate them. Default false.
    /// - Throws: `TensorError` where no gradient is needed, the shape doesn't fit, or the graph has been used up.
    /// - Source: `torch.Tensor.backward`.
    public func backward(gradient: Tensor? = nil, retainGraph: Bool = false, createGraph: Bool = false) throws {
        let root = try gradientRoot(gradient, index: 0, "backward")
        _ = try Engine.run(roots: [root], keepGraph: retainGraph || createGraph, createGraph: createGraph)
    }

    /// The starting point of a backward pass, checked.
    fileprivate func gradientRoot(
        _ gradient: Tensor?, index: Int, _ operation: String
    ) throws -> (edge: Edge, gradient: Tensor) {
        try validate()
        guard let edge = gradientEdge else {
            throw TensorError(
                operation, "element \(index) of tensors does not require grad and does not have a grad_fn",
                hint: "nothing in its history has requiresGrad, or it was computed inside noGrad { }")
        }
        if let gradient {
            try gradient.validate()
            guard gradient.shape == shape else {
                throw TensorError(
                    operation,
                    "Mismatch in shape: grad_output[\(index)] has a shape of \(gradient.shape) and output[\(index)] has a shape of \(shape)."
                )
            }
            return (edge, gradient.dtype == dtype ? gradient : try gradient.to(dtype))
        }
        guard count == 1 else {
            throw TensorError(
                operation, "grad can be implicitly created only for scalar outputs", shapes: ["output": shape],
                hint: "reduce it first, as in x.sum().backward(), or pass gradient:")
        }
        return (edge, try Tensor.full(shape, 1, dtype: dtype, device: device).validated())
    }

    /// Calls `hook` with each gradient of this tensor during backward; what it returns, unless nil, replaces the gradient.
    ///
    /// - Returns: a handle that removes the hook.
    /// - Throws: `TensorError` for a tensor that needs no gradient.
    /// - Source: `torch.Tensor.register_hook`.
    @discardableResult
    public func registerHook(_ hook: @escaping (Tensor) throws -> Tensor?) throws -> HookHandle {
        try validate()
        guard requiresGrad, let autograd else {
            throw TensorError("registerHook", "cannot register a hook on a tensor that doesn't require gradient")
        }
        let id = autograd.withHooks { $0.add(hook) }
        return HookHandle { autograd.withHooks { $0.remove(id) } }
    }

    /// Keeps this computed tensor's gradient in `grad`, as leaves do.
    ///
    /// - Throws: `TensorError` for a tensor that needs no gradient.
    /// - Source: `torch.Tensor.retain_grad`.
    public func retainGrad() throws {
        try validate()
        guard requiresGrad, let autograd else {
            throw TensorError("retainGrad", "can't retain_grad on Tensor that has requires_grad=False")
        }
        if autograd.node != nil { autograd.withHooks { $0.retained = autograd } }
    }

    /// This tensor, or the error that it carries.
    package func validated() throws -> Tensor {
        try validate()
        return self
    }
}

/// Removes a hook.
public struct HookHandle {
    private let removal: () -> Void

    package init(_ removal: @escaping () -> Void) { self.removal = removal }

    /// Removes the hook; a second call does nothing.
    public func remove() { removal() }
}

/// The gradients of `outputs` with respect to `inputs`, returned and not collected in `grad`.
///
/// - Parameters:
///   - outputs: tensors to differentiate; their gradients add up.
///   - inputs: tensors to differentiate by, leaves or not.
///   - gradientOutputs: the gradient of each output; nil (1) for outputs of one element.
///   - retainGraph: keep the saved tensors. Default: the value of `createGraph`.
///   - createGraph: record the computation, so that the gradients can be differentiated again. Default false.
///   - allowUnused: give nil for an input that the outputs do not depend on, instead of throwing. Default false.
/// - Throws: `TensorError` as `backward()`, and for an unused input.
/// - Source: `torch.autograd.grad`.
public func grad(
    outputs: [Tensor], inputs: [Tensor], gradientOutputs: [Tensor?]? = nil, retainGraph: Bool? = nil,
    createGraph: Bool = false, allowUnused: Bool = false
) throws -> [Tensor?] {
    if let gradientOutputs, gradientOutputs.count != outputs.count {
        throw TensorError("grad", "got \(outputs.count) tensors and \(gradientOutputs.count) gradients")
    }
    let roots = try outputs.enumerated().map { index, output in
        try output.gradientRoot(gradientOutputs?[index], index: index, "grad")
    }
    let captures = try inputs.map { input in
        try input.validate()
        guard let edge = input.gradientEdge else {
            throw TensorError("grad", "One of the differentiated Tensors does not require grad")
        }
        return edge
    }
    let gradients = try Engine.run(
        roots: roots, keepGraph: retainGraph ?? createGraph, createGraph: createGraph, captures: captures)
    if !allowUnused, let unused = gradients.firstIndex(where: { $0 == nil }) {
        throw TensorError(
            "grad",
            "The differentiated Tensor at index \(unused) appears to not have been used in the graph. Set allow_unused=True if this is the desired behavior.",
            hint: "pass allowUnused: true to get nil for it")
    }
    return gradients
}

/// The gradient of one output with respect to one input; see `grad(outputs:inputs:)`.
public func grad(_ output: Tensor, _ input: Tensor, createGraph: Bool = false) throws -> Tensor {
    guard let gradient = try grad(outputs: [output], inputs: [input], createGraph: createGraph)[0] else {
        throw TensorError("grad", "The differentiated Tensor at index 0 appears to not have been used in the graph.")
    }
    return gradient
}
