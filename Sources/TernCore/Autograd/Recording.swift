/// How operations enter the tape.
///
/// An operation computes its result without history, then calls `recorded`. Its backward function is written with Tern's own
/// differentiable operations, so that gradients can be differentiated again.
extension Tensor {
    /// Whether an operation on these tensors must be recorded.
    package static func needsGrad(_ inputs: Tensor...) -> Bool {
        GradientMode.isRecording && inputs.contains { $0.requiresGrad }
    }
    /// The same for one and for two, which need no array: most operations end here.
    package static func needsGrad(_ input: Tensor) -> Bool { GradientMode.isRecording && input.requiresGrad }
    package static func needsGrad(_ a: Tensor, _ b: Tensor) -> Bool {
        GradientMode.isRecording && (a.requiresGrad || b.requiresGrad)
    }

    /// This result with the history "`name` of `inputs`", if any of them needs a gradient.
    ///
    /// - Parameters:
    ///   - saves: whether `backward` holds on to tensors that should be freed after use.
    ///   - backward: gives the inputs' gradients from the result's; called only where a gradient is needed.
    package func recorded(
        _ name: String, _ inputs: [Tensor], saves: Bool = true,
        backward: @escaping (_ gradient: Tensor, _ node: Node) throws -> [Tensor?]
    ) -> Tensor {
        guard GradientMode.isRecording, inputs.contains(where: \.requiresGrad) else { return self }
        let node = Node(name, edges: inputs.map(\.gradientEdge), outputCount: 1, savesTensors: saves) {
            gradients, node in
            guard let gradient = gradients[0] else { return [] }
            return try backward(gradient, node)
        }
        return attached(to: node, output: 0)
    }

    /// The same for one input.
    package func recorded(
        _ name: String, _ input: Tensor, saves: Bool = true, backward: @escaping (_ gradient: Tensor) throws -> Tensor
    ) -> Tensor {
        recorded(name, [input], saves: saves) { gradient, _ in [try backward(gradient)] }
    }

    /// Several results of one operation.
    package static func recorded(
        _ name: String, outputs: [Tensor], _ inputs: [Tensor], saves: Bool = true, backward: @escaping BackwardFunction
    ) -> [Tensor] {
        guard GradientMode.isRecording, inputs.contains(where: \.requiresGrad) else { return outputs }
        let node = Node(
            name, edges: inputs.map(\.gradientEdge), outputCount: outputs.count, savesTensors: saves, backward: backward
        )
        return outputs.enumerated().map { index, output in
            output.dtype.isFloatingPoint ? output.attached(to: node, output: index) : output
        }
    }

    /// This tensor, made of `inputs`, as one whose gradient cannot be had; torch says `message` of that.
    package func undifferentiable(_ message: String, by inputs: [Tensor]) -> Tensor {
        detach().recorded("NotImplemented", inputs, saves: false) { _, _ in throw TensorError("backward", message) }
    }

    /// Where a gradient of this tensor goes; nil if it needs none.
    package var gradientEdge: Edge? { requiresGrad ? autograd?.edge : nil }

    /// This tensor as a result of `node`. A backward function gets its own results back this way: holding on to them with
    /// their history would be a cycle.
    package func attached(to node: Node, output: Int = 0) -> Tensor {
        var result = self
        result.autograd = Autograd(node: node, outputIndex: output)
        return result
    }

    /// Adds up the dimensions along which a tensor of `target` shape was broadcast to this shape: the gradient of
    /// broadcasting.
    package func summed(to target: [Int]) throws -> Tensor {
        if shape == target { return self }
        let missing = ndim - target.count
        let repeated = target.indices.filter { target[$0] == 1 && shape[$0 + missing] != 1 }.map { $0 + missing }
        let sum = try self.sum(dim: Array(0..<missing) + repeated, keepDim: true)
        return try sum.reshape(target)
    }
}
