import TernCore

/// A linear map that works on each spatial axis by itself: the core of `F.interpolate`. The map and its transpose are each
/// other's gradient, so any order of derivative works.
struct Resampling {
    /// One for each spatial axis.
    let axes: [AxisTaps]
    /// What the gradient transposes: the same, except where torch's two disagree.
    let gradientAxes: [AxisTaps]
    /// Torch's name for the node.
    let nodeName: String

    init(axes: [AxisTaps], gradientAxes: [AxisTaps]? = nil, nodeName: String) {
        self.axes = axes
        self.gradientAxes = gradientAxes ?? axes
        self.nodeName = nodeName
    }

    /// [N, C, inputs…] -> [N, C, outputs…].
    func applied(to x: Tensor) throws -> Tensor {
        var y = x.detach()
        for (axis, taps) in axes.enumerated() {
            var sum: Tensor?
            for (positions, weights) in zip(taps.positions, taps.weights) {
                let picked = try y.indexSelect(axis + 2, Tensor(positions))
                let term = try weights.allSatisfy { $0 == 1 } ? picked : picked.mul(column(weights, axis, like: y))
                sum = try sum.map { try $0.add(term) } ?? term
            }
            y = sum ?? y
        }
        return y.recorded(nodeName, x, saves: false) { try transposed(of: $0) }
    }

    /// [N, C, outputs…] -> [N, C, inputs…].
    private func transposed(of dy: Tensor) throws -> Tensor {
        var dx = dy.detach()
        for (axis, taps) in gradientAxes.enumerated().reversed() {
            var shape = dx.shape
            shape[axis + 2] = taps.inputCount
            var sum = Tensor.zeros(shape, dtype: dx.dtype, device: dx.device)
            for (positions, weights) in zip(taps.positions, taps.weights) {
                let term = try weights.allSatisfy { $0 == 1 } ? dx : dx.mul(column(weights, axis, like: dx))
                sum = try sum.indexAdd(axis + 2, Tensor(positions), term)
            }
            dx = sum
        }
        return dx.recorded(nodeName + "Backward", dy, saves: false) { try applied(to: $0) }
    }

    /// Weights along an axis, to be multiplied with the whole.
    private func column(_ weights: [Double], _ axis: Int, like x: Tensor) throws -> Tensor {
        var shape = [Int](repeating: 1, count: x.ndim)
        shape[axis + 2] = weights.count
        return try Tensor(weights, dtype: x.dtype, device: x.device).reshape(shape)
    }
}
