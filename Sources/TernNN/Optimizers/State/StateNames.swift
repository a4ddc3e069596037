import TernCore

/// A tensor that an optimizer remembers of each parameter, of the parameter's shape.
struct StateTensor: Sendable, ExpressibleByStringLiteral {
    let name: String
    /// Whether torch moves it by `lerp_`, which takes tensors of one type only.
    var isAverage = false
    /// The hyper-parameter that asks for it, by being true or above 0; nil for a tensor that is always kept.
    var condition: String?
    /// Whether a state may do without it: it is made when it is first needed.
    var isOptional = false

    init(_ name: String, isAverage: Bool = false, condition: String? = nil, isOptional: Bool = false) {
        self.name = name
        self.isAverage = isAverage
        self.condition = condition
        self.isOptional = isOptional
    }

    init(stringLiteral name: String) { self.init(name) }

    func isKept(_ options: StateRecord) -> Bool {
        guard let condition else { return true }
        return options[condition]?.doubleValue ?? 0 > 0
    }
}

/// The names of a `ParameterState`'s numbers and tensors in a state dict.
struct StateNames: Sendable {
    var scalars: [String] = []
    var tensors: [StateTensor] = []
    /// Whether torch looks for the tensors before it looks at hyper-parameters: which of two missing names it complains of.
    var comeFirst = false

    func record(of state: ParameterState) -> StateRecord {
        var record = StateRecord()
        for (name, value) in zip(scalars, state.scalars) {
            record[name] = .tensor(.full([], value, dtype: .float32))
        }
        for (tensor, value) in zip(tensors, state.tensors) { record[tensor.name] = value.map { .tensor($0) } }
        return record
    }

    /// The numbers of a record, each of them checked.
    func numbers(of record: StateRecord) throws -> [Float] {
        try scalars.map { name in
            guard let value = record[name] else { throw StateNames.missing(name) }
            if let tensor = value.tensorValue { return Float(try tensor.item()) }
            if let number = value.doubleValue { return Float(number) }
            if case .text(let text) = value {
                throw TensorError(
                    .value, "load_state_dict", "could not convert string to float: '\(text)'",
                    hint: "the state's '\(name)' must be a number")
            }
            throw TensorError(
                .type, "load_state_dict",
                "float() argument must be a string or a real number, not '\(value.pythonType)'",
                hint: "the state's '\(name)' must be a number")
        }
    }

    /// The tensors of a record, each of them checked.
    ///
    /// - Parameters:
    ///   - parameter: gives type and device to the tensors, as in torch.
    ///   - options: the hyper-parameters that say which tensors must be there.
    func tensors(of record: StateRecord, for parameter: Parameter, _ options: StateRecord) throws -> [Tensor?] {
        try tensors.map { entry in
            guard let value = record[entry.name], !value.isNone else {
                if entry.isOptional || !entry.isKept(options) { return nil }
                throw StateNames.missing(entry.name)
            }
            let tensor = try StateNames.tensor(value, entry.name)
            try tensor.requireFit(parameter.shape, "load_state_dict", name: entry.name)
            return try tensor.detach().to(parameter.dtype, device: parameter.device)
        }
    }

    static func tensor(_ value: StateValue, _ name: String) throws -> Tensor {
        guard let tensor = value.tensorValue else {
            throw TensorError(
                .type, "load_state_dict", "the state's '\(name)' must be a Tensor, not \(value.pythonType)",
                hint: "it is \(value.quotedDescription)")
        }
        return try tensor.validated()
    }

    /// Python's `KeyError`.
    static func missing(_ name: String) -> TensorError {
        TensorError(
            .key, "load_state_dict", "'\(name)'", hint: "the state lacks '\(name)'; it may be another optimizer's")
    }
}

extension Tensor {
    /// Throws what torch says of an operation in place on this tensor with an operand of `other`'s shape, unless the shapes are the
    /// same.
    func requireFit(_ other: [Int], _ operation: String, name: String) throws {
        guard shape != other else { return }
        let shapes: KeyValuePairs = [name: shape, "parameter": other]
        try requireInPlace(other, operation, shapes: shapes)
        throw TensorError(
            operation, "output with shape \(other) doesn't match the broadcast shape \(shape)", shapes: shapes)
    }
}
