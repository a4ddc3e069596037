import Foundation
import TernCore
import TernFormats
import TernNN

/// The operations of a network and where their results go, as a run of the network recorded them: what TensorBoard draws.
///
/// ```swift
/// try SummaryWriter("runs/lenet").addGraph(ModelGraph(net, .zeros([1, 1, 28, 28])).nodes)
/// ```
///
/// - Source: `torch.utils.tensorboard.SummaryWriter.add_graph`.
public struct ModelGraph: Sendable {
    /// The operations, inputs before what takes them. An operation's name begins with the modules that it is part of.
    public private(set) var nodes: [GraphNode] = []

    /// Runs the network once, in evaluation mode.
    ///
    /// - Parameters:
    ///   - model: the network; as it was afterwards.
    ///   - input: what it is run on.
    /// - Throws: what the network throws for such an input.
    public init(_ model: any Module, _ input: Tensor) throws {
        let input = input.detach().requiringGrad()
        let names = Dictionary(model.namedModules.map { (ObjectIdentifier($0.module), $0.name) }) { first, _ in first }
        // Children end before their parents, so an operation belongs to the first module that it is found in.
        var owners: [ObjectIdentifier: String] = [:]
        var shapes: [ObjectIdentifier: [Int]] = [:]
        let output = try evaluating(model) {
            try observing(model) { module, output in
                guard let node = output.autograd?.node else { return }
                shapes[ObjectIdentifier(node)] = output.shape
                for part in ModelGraph.operations(before: node) where owners[ObjectIdentifier(part)] == nil {
                    owners[ObjectIdentifier(part)] = names[ObjectIdentifier(module)] ?? ""
                }
            } during: {
                try model(input).validated()
            }
        }
        guard let last = output.autograd?.node else { return }
        shapes[ObjectIdentifier(last)] = output.shape
        var leaves = input.autograd.map { [ObjectIdentifier($0): "input"] } ?? [:]
        nodes.append(GraphNode("input", operation: "Input", shape: input.shape))
        for (name, parameter) in model.namedParameters {
            guard let leaf = parameter.tensor.autograd else { continue }
            leaves[ObjectIdentifier(leaf)] = ModelGraph.path(name)
            nodes.append(GraphNode(ModelGraph.path(name), operation: "Parameter", shape: parameter.shape))
        }
        var taken: [String: Int] = [:]
        var known: [ObjectIdentifier: String] = [:]
        for node in ModelGraph.operations(before: last).sorted(by: { $0.sequence < $1.sequence }) {
            let operation = node.name.replacing(#/Backward\d*$/#, with: "")
            let module = owners[ObjectIdentifier(node)].map(ModelGraph.path) ?? ""
            var name = module.isEmpty ? operation : "\(module)/\(operation)"
            taken[name, default: 0] += 1
            if let count = taken[name], count > 1 { name += "_\(count)" }
            known[ObjectIdentifier(node)] = name
            let inputs = node.edges.compactMap { edge -> String? in
                switch edge {
                case .node(let source, _): known[ObjectIdentifier(source)]
                case .leaf(let leaf): leaves[ObjectIdentifier(leaf)]
                case nil: nil
                }
            }
            nodes.append(
                GraphNode(name, operation: operation, inputs: inputs, shape: shapes[ObjectIdentifier(node)]))
        }
        let result = known[ObjectIdentifier(last)].map { [$0] } ?? []
        nodes.append(GraphNode("output", operation: "Output", inputs: result, shape: output.shape))
    }

    /// The recorded operations that a result came from, its own included.
    private static func operations(before last: Node) -> [Node] {
        var found: [Node] = [last]
        var seen: Set = [ObjectIdentifier(last)]
        var next = 0
        while next < found.count {
            for case .node(let source, _)? in found[next].edges where seen.insert(ObjectIdentifier(source)).inserted {
                found.append(source)
            }
            next += 1
        }
        return found
    }

    /// A key of a state dict as TensorBoard groups it.
    private static func path(_ key: String) -> String { key.replacingOccurrences(of: ".", with: "/") }
}
