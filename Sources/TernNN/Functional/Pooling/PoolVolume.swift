import TernCore

// Pooling kernels see batch, channels, depth, height and width, whatever the number of dimensions.

extension [PoolRule] {
    /// The tables of windows along depth, height and width.
    var axes: [PoolAxis] { Array<PoolAxis>(repeating: .absent, count: 3 - count) + map(\.axis) }
}

extension Tensor {
    /// Batch and channels of [N, C, …] or [C, …] with `dimensions` dimensions behind them.
    func poolPlanes(_ dimensions: Int) -> (batch: Int, channels: Int) {
        let leading = shape.dropLast(dimensions)
        return (leading.count == 2 ? leading[0] : 1, leading.last ?? 1)
    }

    /// The tensor as a batch of volumes, with strides of 0 where there is no such dimension.
    func poolVolume(_ dimensions: Int) -> Operand {
        let split = ndim - dimensions
        let leading = Array(repeating: 0, count: 2 - split) + strides[..<split]
        return operand(strides: leading + Array(repeating: 0, count: 3 - dimensions) + strides[split...])
    }
}
