import TernCore

/// What a hyper-parameter may be. Values are looked at here alone, wherever they come from: an optimizer's initializer, the
/// options of a group, a file.
struct HyperParameter: Sendable {
    /// The kind of value that a hyper-parameter is.
    enum Kind: Sendable {
        case number
        /// Two numbers.
        case pair
        /// Anything that counts as true or false.
        case flag
    }

    let name: String
    let kind: Kind
    /// Whether a record may do without it, as torch's own may: it then counts as 0 or false.
    let isOptional: Bool
    /// Torch's refusal of numbers out of their range; nil where they are inside.
    let refusal: @Sendable ([Double], StateValue) -> String?

    /// A number of at least `bound`; a NaN is refused too.
    static func number(
        _ name: String, atLeast bound: Double, _ message: String, isOptional: Bool = false
    ) -> HyperParameter {
        HyperParameter(name: name, kind: .number, isOptional: isOptional) { numbers, value in
            numbers[0] >= bound ? nil : "\(message): \(value)"
        }
    }

    /// Any number.
    static func number(_ name: String) -> HyperParameter {
        HyperParameter(name: name, kind: .number, isOptional: false) { _, _ in nil }
    }

    /// Two numbers that `allows` accepts.
    static func pair(
        _ name: String, _ message: String, allows: @escaping @Sendable (Double, Double) -> Bool = { _, _ in true }
    ) -> HyperParameter {
        HyperParameter(name: name, kind: .pair, isOptional: false) { numbers, _ in
            allows(numbers[0], numbers[1]) ? nil : "\(message): \(numbers[0]), \(numbers[1])"
        }
    }

    /// A truth value, false where a record has none.
    static func flag(_ name: String) -> HyperParameter {
        HyperParameter(name: name, kind: .flag, isOptional: true) { _, _ in nil }
    }

    static let learningRate = number("lr", atLeast: 0, "Invalid learning rate")
    static let weightDecay = number("weight_decay", atLeast: 0, "Invalid weight_decay value")
    static let epsilon = number("eps", atLeast: 0, "Invalid epsilon value")
    static let betas = HyperParameter(name: "betas", kind: .pair, isOptional: false) { numbers, _ in
        for (index, beta) in numbers.enumerated() where !(0 <= beta && beta < 1) {
            return "Invalid beta parameter at index \(index): \(beta)"
        }
        return nil
    }
}

extension HyperParameter {
    /// Throws where `options` lack it or hold something of another kind and, with `inRange`, where it is out of its range.
    func check(_ options: StateRecord, inRange: Bool, _ operation: String) throws {
        guard let value = options[name] else {
            if isOptional { return }
            throw TensorError(
                .key, operation, "'\(name)'",
                hint: "the hyper-parameters lack '\(name)'; they may be another optimizer's")
        }
        let numbers: [Double]
        switch kind {
        case .flag: return
        case .number: numbers = [try number(value, operation)]
        case .pair:
            guard let elements = value.elements else {
                throw TensorError(
                    .type, operation, "cannot unpack non-iterable \(value.pythonType) object", hint: hint(value))
            }
            guard elements.count == 2 else {
                let count = elements.count < 2 ? "not enough values" : "too many values"
                throw TensorError(
                    .value, operation, "\(count) to unpack (expected 2, got \(elements.count))", hint: hint(value))
            }
            numbers = try elements.map { try number($0, operation) }
        }
        if inRange, let message = refusal(numbers, value) { throw TensorError(.value, operation, message) }
    }

    private func number(_ value: StateValue, _ operation: String) throws -> Double {
        guard let number = value.doubleValue else {
            throw TensorError(
                .type, operation, "'<=' not supported between instances of 'float' and '\(value.pythonType)'",
                hint: hint(value))
        }
        return number
    }

    private func hint(_ value: StateValue) -> String {
        "the hyper-parameter '\(name)' is \(value.quotedDescription), which is no \(kind == .pair ? "pair of numbers" : "number")"
    }
}

extension Optimizer {
    /// Throws where a group's options have been set to something that the optimizer cannot compute with.
    func check(_ group: ParameterGroup) throws {
        guard group.isUnchecked else { return }
        try check(group.options, inRange: false, "step")
        group.isUnchecked = false
    }

    func check(_ options: StateRecord, inRange: Bool, _ operation: String) throws {
        for parameter in hyperParameters { try parameter.check(options, inRange: inRange, operation) }
    }
}
