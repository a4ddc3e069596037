import TernCore

/// Max pooling with any windows over the last dimensions of [N, C, …] or [C, …].
struct MaxPooling {
    /// Over the last `rules.count` dimensions.
    let rules: [PoolRule]
    let name: String
    let nodeName: String

    /// The maxima and their positions in the volume; -1 for a window that meets no element.
    func callAsFunction(_ x: Tensor) throws -> (output: Tensor, indices: Tensor) {
        let shape = x.shape.dropLast(rules.count) + rules.map(\.output)
        let y = try x.uninitialized(orderedAs: Array(shape), name)
        let indices = try x.uninitialized(orderedAs: Array(shape), dtype: .int64, name)
        let count = rules.count
        if y.count > 0 {
            let (batch, channels) = x.poolPlanes(count)
            let plan = MaxPoolPlan(
                batch: batch, channels: channels, axes: rules.axes,
                steps: Array(repeating: 1, count: 3 - count) + rules.map(\.step))
            x.backend.maxPool(
                plan, y.poolVolume(count), indices: indices.poolVolume(count), x.poolVolume(count))
        }
        // Only taps at a distance can step over the whole input.
        let mayMiss = rules.contains { $0.step > 1 }
        let result = y.recorded(nodeName, x) { dy in
            try dy.scatteredOverPlanes(to: indices, extents: rules.map(\.input), mayMiss: mayMiss)
        }
        return (result, indices)
    }
}

extension Tensor {
    /// Planes of these extents, zero but for the places that `indices` name, where the elements of this tensor add up. The gradient
    /// of a max pooling, made of differentiable operations.
    ///
    /// - Parameter mayMiss: whether there can be indices below zero, whose elements are left out.
    func scatteredOverPlanes(to indices: Tensor, extents: [Int], mayMiss: Bool) throws -> Tensor {
        let planes = Array(shape.dropLast(extents.count))
        var (values, positions) = (self, indices)
        if mayMiss {
            let misses = indices .< 0
            values = try maskedFill(misses, 0)
            positions = try indices.maskedFill(misses, 0)
        }
        let size = planes + [Shape.count(Array(shape.suffix(extents.count)))]
        return try Tensor.zeros(planes + [Shape.count(extents)], dtype: dtype, device: device)
            .scatterAdd(-1, positions.reshape(size), values.reshape(size)).reshape(planes + extents)
    }
}
