import TernCore

/// A layer or a network of layers.
///
/// Make a network by writing its layers as stored properties and its computation as `forward`:
///
/// ```swift
/// final class LeNet: Module {
///     let conv1 = Conv2d(1, 6, kernelSize: 5, padding: 2)
///     let pool = MaxPool2d(kernelSize: 2)
///     let fc = Linear(6 * 14 * 14, 10)
///     func forward(_ x: Tensor) throws -> Tensor {
///         try fc(pool(conv1(x).relu()).flatten(from: 1))
///     }
/// }
/// ```
///
/// Parameters, buffers and children are found from the stored properties: single ones, optionals, arrays and dictionaries of
/// them. Their state-dict keys are torch's: the property's name in snake case (`runningMean` is `running_mean`); `@StateKey` gives
/// another. A module that behaves differently in training reads `training`.
///
/// - Source: `torch.nn.Module`.
public protocol Module: AnyObject, CustomStringConvertible {
    /// The module's result for an input. Call the module itself (`net(x)`) rather than this.
    func forward(_ x: Tensor) throws -> Tensor

    /// Whether the module is being trained: true until `eval()`, which like `train()` sets it for the whole tree. Default: kept
    /// beside the module. Read it in `forward` as often as you like; a module called very often may declare `var training = true`,
    /// in the class that says it is a `Module`, to keep it itself.
    var training: Bool { get set }

    /// What stands between the parentheses of the module's text. Default nothing.
    var extraText: String { get }

    /// The modules directly inside this one with their names. Default: found from the stored properties.
    var namedChildren: [(name: String, module: any Module)] { get }

    /// The version of the layout of the module's own state, kept in state dicts. Default 1.
    var stateVersion: Int { get }

    /// Throws, in torch's words, the error of a configuration that cannot work. Also called by the first use. Default: checks the
    /// children.
    func validate() throws
}

extension Module {
    /// Torch's answer for a module without a computation of its own.
    public func forward(_ x: Tensor) throws -> Tensor {
        throw TensorError(
            .notImplemented, "\(type(of: self))",
            "Module [\(type(of: self))] is missing the required \"forward\" function",
            hint: "implement func forward(_ x: Tensor) throws -> Tensor")
    }

    /// The module's result for an input.
    public func callAsFunction(_ x: Tensor) throws -> Tensor { try called(x) }

    /// Kept by the library for modules that don't declare it.
    public var training: Bool {
        get { !EvaluatedModules.contains(self) }
        set { EvaluatedModules.set(self, isEvaluated: !newValue) }
    }

    /// Nothing.
    public var extraText: String { "" }

    /// 1
    public var stateVersion: Int { 1 }

    /// The children of the stored properties.
    public var namedChildren: [(name: String, module: any Module)] { ModuleMembers(of: self).children }

    /// Checks every child, and every parameter's creation.
    public func validate() throws {
        for parameter in ModuleMembers(of: self).parameters { try parameter.value.tensor.validate() }
        for child in namedChildren { try child.module.validate() }
    }
}

extension Module {
    /// Checks the creation of the parameters at hand. The default `validate()` finds them by reflection, which takes longer than
    /// a small layer's computation: a layer that checks itself in every call names them.
    func validate(_ parameters: Parameter?...) throws {
        for case let parameter? in parameters { try parameter.tensor.validate() }
    }
}

// MARK: - The whole tree

extension Module {
    /// Puts this module and all inside it into training mode (or evaluation mode, with false).
    ///
    /// - Source: `torch.nn.Module.train`.
    @discardableResult
    public func train(_ mode: Bool = true) -> Self {
        training = mode
        for child in namedChildren { child.module.train(mode) }
        return self
    }

    /// Puts this module and all inside it into evaluation mode.
    ///
    /// - Source: `torch.nn.Module.eval`.
    @discardableResult
    public func eval() -> Self { train(false) }

    /// Calls `body` with every module, children before their parents.
    ///
    /// - Source: `torch.nn.Module.apply`.
    @discardableResult
    public func apply(_ body: (any Module) throws -> Void) rethrows -> Self {
        for child in namedChildren { try child.module.apply(body) }
        try body(self)
        return self
    }

    /// This module (named "") and all inside it with their paths; each once.
    ///
    /// - Source: `torch.nn.Module.named_modules`.
    public var namedModules: [(name: String, module: any Module)] {
        var seen = Set<ObjectIdentifier>()
        var result: [(name: String, module: any Module)] = []
        forEachModule { path, module in
            if seen.insert(ObjectIdentifier(module)).inserted { result.append((path, module)) }
        }
        return result
    }

    /// All parameters with their paths; a shared one once, under its first path.
    ///
    /// - Source: `torch.nn.Module.named_parameters`.
    public var namedParameters: [(name: String, parameter: Parameter)] {
        var seen = Set<ObjectIdentifier>()
        var result: [(name: String, parameter: Parameter)] = []
        forEachModule { path, module in
            for (name, parameter) in ModuleMembers(of: module).parameters
            where seen.insert(ObjectIdentifier(parameter)).inserted {
                result.append((join(path, name), parameter))
            }
        }
        return result
    }

    /// All parameters, a shared one once.
    ///
    /// - Source: `torch.nn.Module.parameters`.
    public var parameters: [Parameter] { namedParameters.map(\.parameter) }

    /// All buffers with their paths; a shared one once.
    ///
    /// - Source: `torch.nn.Module.named_buffers`.
    public var namedBuffers: [(name: String, buffer: Buffer)] {
        var seen = Set<ObjectIdentifier>()
        var result: [(name: String, buffer: Buffer)] = []
        forEachModule { path, module in
            for (name, buffer) in ModuleMembers(of: module).buffers
            where seen.insert(ObjectIdentifier(buffer)).inserted {
                result.append((join(path, name), buffer))
            }
        }
        return result
    }

    /// Clears the gradients of all parameters.
    ///
    /// - Source: `torch.nn.Module.zero_grad`.
    public func zeroGrad() { for parameter in parameters { parameter.grad = nil } }

    /// Freezes (false) or unfreezes all parameters.
    ///
    /// - Source: `torch.nn.Module.requires_grad_`.
    @discardableResult
    public func requiresGrad(_ flag: Bool) -> Self {
        for parameter in parameters { parameter.requiresGrad = flag }
        return self
    }

    /// Converts floating-point parameters, their gradients and buffers to another type, and moves all to another device.
    ///
    /// - Throws: `TensorError` if the device doesn't exist, the type isn't floating or memory runs out; nothing has changed then.
    /// - Source: `torch.nn.Module.to`.
    @discardableResult
    public func to(_ dtype: DType? = nil, device: Device? = nil) throws -> Self {
        if let dtype, !dtype.isFloatingPoint {
            throw TensorError(
                .type, "to",
                "nn.Module.to only accepts floating point or complex dtypes, but got desired dtype=\(dtype)")
        }
        func converted(_ tensor: Tensor) throws -> Tensor {
            try tensor.detach().to(tensor.dtype.isFloatingPoint ? dtype ?? tensor.dtype : tensor.dtype, device: device)
        }
        let newParameters = try parameters.map { ($0, try converted($0.tensor), try $0.grad.map(converted)) }
        let newBuffers = try namedBuffers.map { ($0.buffer, try converted($0.buffer.tensor)) }
        for (parameter, tensor, gradient) in newParameters {
            parameter.tensor = tensor
            parameter.grad = gradient
        }
        for (buffer, tensor) in newBuffers { buffer.tensor = tensor }
        return self
    }

    /// Visits this module and all inside it, parents first, shared ones as often as they appear.
    func forEachModule(_ path: String = "", _ body: (String, any Module) -> Void) {
        body(path, self)
        for child in namedChildren { child.module.forEachModule(join(path, child.name), body) }
    }
}

/// A path in a state dict.
func join(_ path: String, _ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
