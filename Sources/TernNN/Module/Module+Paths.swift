import TernCore

extension Module {
    /// The modules directly inside this one.
    ///
    /// - Source: `torch.nn.Module.children`.
    public var children: [any Module] { namedChildren.map(\.module) }

    /// This module and all inside it; each once.
    ///
    /// - Source: `torch.nn.Module.modules`.
    public var allModules: [any Module] { namedModules.map(\.module) }

    /// All buffers; a shared one once.
    ///
    /// - Source: `torch.nn.Module.buffers`.
    public var buffers: [Buffer] { namedBuffers.map(\.buffer) }

    /// The module at a path: `net.getSubmodule("layer1.0.conv1")`. An empty path is this module.
    ///
    /// - Throws: `TensorError` when there is none.
    /// - Source: `torch.nn.Module.get_submodule`.
    public func getSubmodule(_ path: String) throws -> any Module {
        var module: any Module = self
        for name in path.split(separator: ".", omittingEmptySubsequences: false) where !path.isEmpty {
            guard let child = module.namedChildren.first(where: { $0.name == name }) else {
                throw TensorError("get_submodule", "\(type(of: module)) has no attribute `\(name)`")
            }
            module = child.module
        }
        return module
    }

    /// The parameter at a path: `net.getParameter("fc.weight")`.
    ///
    /// - Throws: `TensorError` when there is none.
    /// - Source: `torch.nn.Module.get_parameter`.
    public func getParameter(_ path: String) throws -> Parameter {
        let (module, name) = try owner(of: path)
        if let found = ModuleMembers(of: module).parameters.first(where: { $0.name == name }) { return found.value }
        throw TensorError("get_parameter", "\(type(of: module)) has no attribute `\(name)`")
    }

    /// The buffer at a path: `net.getBuffer("bn1.running_mean")`.
    ///
    /// - Throws: `TensorError` when there is none.
    /// - Source: `torch.nn.Module.get_buffer`.
    public func getBuffer(_ path: String) throws -> Buffer {
        let (module, name) = try owner(of: path)
        if let found = ModuleMembers(of: module).buffers.first(where: { $0.name == name }) { return found.value }
        throw TensorError("get_buffer", "\(type(of: module)) has no attribute `\(name)`")
    }

    private func owner(of path: String) throws -> (module: any Module, name: String) {
        let names = path.split(separator: ".", omittingEmptySubsequences: false)
        return (try getSubmodule(names.dropLast().joined(separator: ".")), String(names.last ?? ""))
    }
}
