/// What gradients must be where they come from outside: from hooks, from functions of one's own, by assignment.
extension Tensor {
    /// This tensor as a hook's replacement of a gradient.
    ///
    /// - Throws: torch's words where size or type are others.
    func replacing(gradient: Tensor) throws -> Tensor {
        try validate()
        guard dtype == gradient.dtype, device == gradient.device else {
            throw TensorError(
                "backward",
                "hook '<lambda>' has changed the type of value (was \(gradient.typeName) got \(typeName))",
                hint: "a hook's result takes the gradient's place: convert it with .to(gradient.dtype)")
        }
        guard shape == gradient.shape else {
            throw TensorError(
                "backward", "hook '<lambda>' has changed the size of value",
                shapes: ["gradient": gradient.shape, "result": shape],
                hint: "a hook's result takes the gradient's place, so it must have its shape")
        }
        return self
    }

    /// This tensor as the gradient that a function gave for an input: added up where it is larger than the input, converted where
    /// it has another type.
    ///
    /// - Throws: torch's words where it does not fit.
    func asGradient(of input: TensorType, index: Int, _ function: String) throws -> Tensor {
        try validate()
        guard device == input.device else {
            throw invalidGradient(index, function, "expected device \(input.device) but got \(device)")
        }
        guard shape == input.shape || (try? Shape.broadcast(shape, input.shape, function)) == shape else {
            throw invalidGradient(
                index, function, "got \(shape) but expected shape compatible with \(input.shape)")
        }
        let summed = try self.summed(to: input.shape)
        return summed.dtype == input.dtype ? summed : try summed.to(input.dtype)
    }

    private func invalidGradient(_ index: Int, _ function: String, _ reason: String) -> TensorError {
        TensorError(
            function, "Function \(function) returned an invalid gradient at index \(index) - \(reason)")
    }

    /// What is wrong with a gradient that is assigned to this tensor; nil where it fits.
    func refusal(ofGradient gradient: Tensor) -> TensorError? {
        if gradient.failure != nil { return nil }
        if let autograd, gradient.autograd === autograd {
            return TensorError("grad", "can't assign Variable as its own grad", hint: "assign x.detach()")
        }
        if gradient.device != device {
            return TensorError(
                "grad",
                "attempting to assign a gradient with device type '\(gradient.device)' to a tensor with device type '\(device)'. Please ensure that the gradient and the tensor are on the same device"
            )
        }
        if gradient.dtype != dtype {
            return TensorError(
                "grad",
                "attempting to assign a gradient with dtype '\(gradient.dtype.cTypeName)' to a tensor with grad_dtype '\(dtype.scalarTypeName)'. The gradient must match the tensor's grad_dtype (defaults to the tensor's dtype). You can set the tensor's grad_dtype attribute with a specific dtype, or None to allow any dtype. Set grad_dtype with caution. Diverging the dtypes of a tensor and its gradient may break downstream systems that assume they match.",
                hint: "convert it: gradient.to(.\(dtype))")
        }
        if gradient.shape != shape {
            return TensorError(
                "grad",
                "attempting to assign a gradient of size '\(gradient.shape)' to a tensor of size '\(shape)'. Please ensure that the gradient and the tensor are the same size"
            )
        }
        return nil
    }

    /// This collected gradient and another one, as a sum in place would have it.
    func collecting(_ gradient: Tensor) throws -> Tensor {
        try validate()
        if gradient.shape != shape {
            try requireInPlace(gradient.shape, "backward", shapes: ["collected": shape, "gradient": gradient.shape])
        }
        let total = try add(gradient)
        return total.dtype == dtype ? total : try total.to(dtype)
    }

    /// Throws what torch says of an operation in place on this tensor with an operand of `other`'s shape, unless that can be
    /// broadcast to this one's.
    package func requireInPlace(
        _ other: [Int], _ operation: String, shapes: KeyValuePairs<String, [Int]> = [:]
    ) throws {
        let common = try Shape.broadcast(shape, other, operation)
        guard common != shape else { return }
        throw TensorError(
            operation, "output with shape \(shape) doesn't match the broadcast shape \(common)", shapes: shapes)
    }

    /// Torch's name of the tensor's type.
    private var typeName: String {
        switch dtype {
        case .bfloat16, .bool: "CPU\(dtype.scalarTypeName)Type"
        default: "torch.\(dtype.scalarTypeName)Tensor"
        }
    }
}

/// What an operation knows of an input without holding on to it.
package struct TensorType: Sendable {
    package let shape: [Int]
    package let dtype: DType
    package let device: Device

    package init(_ tensor: Tensor) {
        shape = tensor.shape
        dtype = tensor.dtype
        device = tensor.device
    }
}
