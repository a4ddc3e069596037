import TernCore

/// A module's state: named tensors in torch's order, with the layout version of each module.
///
/// - Source: `torch.nn.Module.state_dict`.
public struct StateDict: Sendable {
    /// Names in order.
    public private(set) var keys: [String] = []
    /// The layout version of each module, by its path; empty for files that have none.
    public var versions: [String: Int] = [:]

    private var tensors: [String: Tensor] = [:]

    /// An empty state.
    public init() {}

    /// A state of these tensors, in this order.
    public init(_ entries: some Sequence<(String, Tensor)>) {
        for (name, tensor) in entries { self[name] = tensor }
    }

    /// The tensor of that name; setting it to nil removes it.
    public subscript(name: String) -> Tensor? {
        get { tensors[name] }
        set {
            if newValue == nil { keys.removeAll { $0 == name } } else if tensors[name] == nil { keys.append(name) }
            tensors[name] = newValue
        }
    }

    /// How many tensors there are.
    public var count: Int { keys.count }
}

extension StateDict: Sequence {
    /// Goes through the names and tensors in order.
    public func makeIterator() -> AnyIterator<(name: String, tensor: Tensor)> {
        var position = 0
        return AnyIterator {
            guard position < keys.count, let tensor = tensors[keys[position]] else { return nil }
            defer { position += 1 }
            return (keys[position], tensor)
        }
    }
}

extension Module {
    /// The values of all parameters and persistent buffers, by path: a module's own parameters, then its buffers, then its
    /// children's, in the order of their declaration.
    ///
    /// - Source: `torch.nn.Module.state_dict`.
    public var stateDict: StateDict {
        var state = StateDict()
        forEachModule { path, module in
            state.versions[path] = module.stateVersion
            for entry in StateEntry.all(of: module) { state[join(path, entry.name)] = entry.tensor }
        }
        return state
    }

    /// Takes over the values of a state dict. Either all fit and are taken, or none.
    ///
    /// - Parameters:
    ///   - state: values by path, of the same shapes; they are converted to the types at hand.
    ///   - strict: whether both must have exactly the same names. Default true. Shapes must always fit.
    /// - Returns: the names that only one side has; both lists are empty when `strict`.
    /// - Throws: `TensorError` with torch's list of everything that doesn't fit.
    /// - Source: `torch.nn.Module.load_state_dict`.
    @discardableResult
    public func loadStateDict(
        _ state: StateDict, strict: Bool = true
    ) throws -> (missingKeys: [String], unexpectedKeys: [String]) {
        var missing: [String] = []
        var mismatches: [String] = []
        var known = Set<String>()
        var assignments: [(StateEntry, Tensor)] = []
        forEachModule { path, module in
            for entry in StateEntry.all(of: module) {
                let name = join(path, entry.name)
                known.insert(name)
                guard let tensor = state[name] else {
                    if !entry.mayBeMissing(fromVersion: state.versions[path]) { missing.append(name) }
                    continue
                }
                if let fitting = entry.fitting(tensor) {
                    assignments.append((entry, fitting))
                } else {
                    mismatches.append(
                        "size mismatch for \(name): copying a param with shape \(tensor.shape) from checkpoint, the shape in current model is \(entry.tensor.shape)."
                    )
                }
            }
        }
        let unexpected = state.keys.filter { !known.contains($0) }
        try refuse(missing: strict ? missing : [], unexpected: strict ? unexpected : [], mismatches)
        let converted = try assignments.map { entry, tensor in
            (entry, try tensor.detach().to(entry.tensor.dtype, device: entry.tensor.device))
        }
        for (entry, tensor) in converted { entry.assign(tensor) }
        return (missing, unexpected)
    }

    private func refuse(missing: [String], unexpected: [String], _ mismatches: [String]) throws {
        func quoted(_ names: [String]) -> String { names.map { "\"\($0)\"" }.joined(separator: ", ") }
        var errors: [String] = []
        if !missing.isEmpty { errors.append("Missing key(s) in state_dict: \(quoted(missing)). ") }
        if !unexpected.isEmpty { errors.append("Unexpected key(s) in state_dict: \(quoted(unexpected)). ") }
        errors += mismatches
        guard !errors.isEmpty else { return }
        let message = errors.map { "\n\t\($0)" }.joined()
        throw TensorError(
            "load_state_dict", "Error(s) in loading state_dict for \(type(of: self)):\(message)",
            hint: "compare the keys with those of stateDict; strict: false ignores missing and unexpected ones")
    }
}

/// A parameter or buffer as a state dict sees it.
private struct StateEntry {
    let name: String
    let tensor: Tensor
    let assign: (Tensor) -> Void

    static func all(of module: any Module) -> [StateEntry] {
        let members = ModuleMembers(of: module)
        return members.parameters.map { name, parameter in
            StateEntry(name: name, tensor: parameter.tensor.detach()) { parameter.tensor = $0 }
        }
            + members.buffers.filter(\.value.isPersistent).map { name, buffer in
                StateEntry(name: name, tensor: buffer.tensor.detach()) { buffer.tensor = $0 }
            }
    }

    /// The tensor if it fits. Numbers were tensors of one dimension before torch 0.4: of such a one the first element is taken.
    func fitting(_ tensor: Tensor) -> Tensor? {
        guard tensor.failure == nil else { return nil }
        if tensor.shape == self.tensor.shape { return tensor }
        return self.tensor.ndim == 0 && tensor.ndim == 1 && tensor.count > 0 ? try? tensor.select(0, 0) : nil
    }

    /// Batch norm's counter came with version 2: older files, and those without versions, may lack it.
    func mayBeMissing(fromVersion version: Int?) -> Bool {
        name == "num_batches_tracked" && (version ?? 0) < 2
    }
}
