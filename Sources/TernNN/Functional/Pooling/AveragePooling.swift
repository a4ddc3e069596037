import TernCore

/// Average pooling and its adjoint. Both are linear, and the gradient of each is the other: so they can be differentiated as
/// often as one likes.
struct AveragePooling {
    /// Over the last `rules.count` dimensions.
    let rules: [PoolRule]
    /// What sums are divided by instead of each window's size; 0 for that.
    var divisor = 0
    let name: String
    let nodeName: String

    func callAsFunction(_ x: Tensor) throws -> Tensor {
        let y = try x.uninitialized(orderedAs: leading(x) + rules.map(\.output), name)
        if y.count > 0 { x.backend.avgPool(plan(x), volume(y), volume(x)) }
        let strides = Shape.denseStrides(x.shape, like: x.strides)
        return y.recorded(nodeName, x, saves: false) { try adjoint($0, strides: strides) }
    }

    /// - Parameter strides: of the result, so that it lies in memory as the pooling's input did.
    private func adjoint(_ dy: Tensor, strides: [Int]) throws -> Tensor {
        let dx = try dy.uninitializedLike(shape: leading(dy) + rules.map(\.input), strides: strides, name)
        if dx.count > 0 { dy.backend.avgPoolBackward(plan(dy), volume(dx), volume(dy)) }
        return dx.recorded("\(nodeName.dropLast())Backward0", dy, saves: false) { try self($0) }
    }

    /// The dimensions before those that are pooled: [N, C] or [C].
    private func leading(_ tensor: Tensor) -> [Int] { Array(tensor.shape.dropLast(rules.count)) }

    private func plan(_ tensor: Tensor) -> AvgPoolPlan {
        let (batch, channels) = tensor.poolPlanes(rules.count)
        return AvgPoolPlan(batch: batch, channels: channels, axes: rules.axes, divisor: divisor)
    }

    private func volume(_ tensor: Tensor) -> Operand { tensor.poolVolume(rules.count) }
}
