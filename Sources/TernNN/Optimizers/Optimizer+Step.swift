import TernCore

extension Optimizer {
    /// One step of a rule, in place: on the parameter and on what is remembered of it. All of them keep the parameter's order of
    /// elements in memory. The only way to the kernels: nothing that does not fit the parameter passes.
    func step(
        _ rule: some UpdateRule, _ parameter: Parameter, _ gradient: Tensor, _ state: ParameterState? = nil,
        in group: ParameterGroup
    ) throws {
        try check(parameter, gradient, state, in: group)
        // Nobody else may hold what is about to be written.
        var tensors = state?.tensors ?? []
        state?.tensors = []
        var unused: [Int: Tensor] = [:]
        for (index, entry) in stateNames.tensors.enumerated()
        where index < tensors.count && !entry.isKept(group.options) {
            unused[index] = tensors[index]
            tensors[index] = nil
        }
        defer {
            for (index, tensor) in unused { tensors[index] = tensor }
            state?.tensors = tensors
        }
        try parameter.update { try $0.step(rule, gradient.detach(), &tensors) }
    }

    /// Throws where a gradient or what is remembered of a parameter does not fit it: the parameter's value may have been replaced.
    func check(
        _ parameter: Parameter, _ gradient: Tensor, _ state: ParameterState?, in group: ParameterGroup
    ) throws {
        try parameter.tensor.validate()
        try gradient.validate()
        if gradient.shape != parameter.shape {
            try parameter.tensor.requireFit(gradient.shape, "step", name: "parameter")
        }
        guard let state else { return }
        for (entry, tensor) in zip(stateNames.tensors, state.tensors) where entry.isKept(group.options) {
            guard let tensor else {
                if entry.isOptional { continue }
                throw TensorError(
                    .key, "step", "'\(entry.name)'",
                    hint:
                        "the parameter's first step was made without '\(entry.condition ?? "")', so nothing was remembered"
                )
            }
            if tensor.shape != parameter.shape { try tensor.requireFit(parameter.shape, "step", name: entry.name) }
            if entry.isAverage, tensor.dtype != parameter.dtype {
                throw TensorError(
                    "step",
                    "expected dtype \(tensor.dtype.cTypeName) for `end` but got dtype \(parameter.dtype.cTypeName)",
                    hint: "the parameter's type has changed since its '\(entry.name)' was made; make a new optimizer")
            }
        }
    }
}

extension Tensor {
    /// One step on this tensor and the state beside it; all shapes are the same.
    fileprivate mutating func step(_ rule: some UpdateRule, _ gradient: Tensor, _ state: inout [Tensor?]) throws {
        // Types mix as in torch, and the half types are computed in float32, which is more than torch does.
        var common = DType.promote(dtype, .float32)
        for case let tensor? in state { common = DType.promote(common, tensor.dtype) }
        let isUniform = dtype == common && state.allSatisfy { $0 == nil || $0?.dtype == common }
        guard isUniform else { return try stepWidely(rule, gradient, &state, in: common) }
        try makeUnique("step")
        let slope = try gradient.to(dtype).laidOut(strides: strides, "step")
        for index in state.indices { try state[index]?.makeWritable(like: self) }
        backend.step(
            rule, count: count, operand, gradient: slope.operand, state: state.map { $0?.operand })
    }

    /// The same in another type; every array keeps its own.
    private mutating func stepWidely(
        _ rule: some UpdateRule, _ gradient: Tensor, _ state: inout [Tensor?], in common: DType
    ) throws {
        var wide = try detach().to(common)
        var wideState = try state.map { try $0?.to(common) }
        try wide.step(rule, gradient.to(common), &wideState)
        let narrow = try wide.to(dtype)
        for index in state.indices {
            if let tensor = state[index], let changed = wideState[index] { state[index] = try changed.to(tensor.dtype) }
        }
        let autograd = autograd
        self = narrow
        self.autograd = autograd
    }

    /// Makes this the only tensor on its memory, with its elements laid out as another's.
    fileprivate mutating func makeWritable(like other: Tensor) throws {
        try makeUnique("step")
        self = try laidOut(strides: other.strides, "step")
    }
}
