/// One operation in a graph that TensorBoard draws. (tensorflow/core/framework/node_def.proto)
public struct GraphNode: Sendable, Equatable {
    /// Its name; what slashes separate are groups that open at a click.
    public var name: String
    /// What it does: `Convolution`.
    public var operation: String
    /// The names of the nodes whose results it takes.
    public var inputs: [String]
    /// The shape of its result, where it is known.
    public var shape: [Int]?

    /// - Parameters:
    ///   - name: unique in its graph; what slashes separate are groups.
    ///   - operation: what it does.
    ///   - inputs: the names of the nodes whose results it takes. Default none.
    ///   - shape: of its result. Default not known.
    public init(_ name: String, operation: String, inputs: [String] = [], shape: [Int]? = nil) {
        (self.name, self.operation, self.inputs, self.shape) = (name, operation, inputs, shape)
    }

    /// The graph's bytes. (graph.proto)
    static func bytes(_ nodes: [GraphNode]) -> [UInt8] {
        var (graph, version) = (ProtobufMessage(), ProtobufMessage())
        for node in nodes { graph.put(1, node.message) }
        // The version that torch writes.
        version.put(1, 22)
        graph.put(4, version)
        return graph.bytes
    }

    private var message: ProtobufMessage {
        var node = ProtobufMessage()
        node.put(1, name)
        node.put(2, operation)
        for input in inputs { node.put(3, input) }
        if let shape { node.put(5, GraphNode.attribute("_output_shapes", shape)) }
        return node
    }

    /// An entry of a node's attributes: a list of one shape.
    private static func attribute(_ key: String, _ shape: [Int]) -> ProtobufMessage {
        var (dimensions, list, value, entry) = (
            ProtobufMessage(), ProtobufMessage(), ProtobufMessage(), ProtobufMessage()
        )
        for extent in shape {
            var dimension = ProtobufMessage()
            dimension.put(1, extent)
            dimensions.put(2, dimension)
        }
        list.put(7, dimensions)
        value.put(1, list)
        entry.put(1, key)
        entry.put(2, value)
        return entry
    }
}
