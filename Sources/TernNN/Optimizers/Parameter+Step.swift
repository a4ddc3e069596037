import TernCore

extension Parameter {
    /// One step of a rule, in place: on the parameter and on what is remembered of it. All of them keep the parameter's order of
    /// elements in memory.
    func step(_ rule: some UpdateRule, _ gradient: Tensor, _ state: ParameterState? = nil) throws {
        try gradient.validate()
        guard gradient.shape == shape else {
            throw TensorError(
                "step", "the gradient does not have the parameter's shape",
                shapes: ["parameter": shape, "gradient": gradient.shape])
        }
        try update { tensor in
            try tensor.makeUnique("step")
            // The half types are computed in float32, which is more than torch does.
            let wide: DType = tensor.dtype == .float64 ? .float64 : .float32
            guard wide == tensor.dtype else { return try Parameter.stepWidely(rule, &tensor, gradient, state) }
            let slope = try gradient.detach().to(tensor.dtype).laidOut(strides: tensor.strides, "step")
            for index in state?.tensors.indices ?? 0..<0 { try state?.tensors[index]?.makeWritable(like: tensor) }
            tensor.backend.step(
                rule, count: tensor.count, tensor.operand, gradient: slope.operand,
                state: (state?.tensors ?? []).map { $0?.operand })
        }
    }

    private static func stepWidely(
        _ rule: some UpdateRule, _ tensor: inout Tensor, _ gradient: Tensor, _ state: ParameterState?
    ) throws {
        let wide = Parameter(try tensor.detach().to(.float32))
        let remembered = try state.map { ParameterState(tensors: try $0.tensors.map { try $0?.to(.float32) }) }
        try wide.step(rule, gradient.to(.float32), remembered)
        let narrow = try wide.tensor.detach().to(tensor.dtype)
        state?.tensors = try remembered?.tensors.map { try $0?.to(tensor.dtype) } ?? []
        let autograd = tensor.autograd
        tensor = narrow
        tensor.autograd = autograd
    }
}

extension Tensor {
    /// Makes this the only tensor on its memory, with its elements laid out as another's.
    fileprivate mutating func makeWritable(like other: Tensor) throws {
        try makeUnique("step")
        self = try laidOut(strides: other.strides, "step")
    }
}
