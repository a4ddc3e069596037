import TernCore

/// Resampling of uint8 images: 16-bit weights, along the rows first, rounded in between. Torch's AVX2 kernels, to the last bit.
struct ByteResampling {
    /// The axes of rows and columns.
    let axes: [AxisTaps]

    /// [N, C, H, W] -> [N, C, new H, new W].
    func applied(to x: Tensor) throws -> Tensor {
        var bytes = try x.array(of: UInt8.self)
        let planes = x.shape[0] * x.shape[1]
        let (rows, columns) = (axes[0], axes[1])
        if columns.inputCount != columns.outputCount {
            bytes = FixedPointWeights(columns.windows, from: columns.inputCount)
                .apply(bytes, lines: planes * rows.inputCount, stride: 1)
        }
        if rows.inputCount != rows.outputCount {
            bytes = FixedPointWeights(rows.windows, from: rows.inputCount)
                .apply(bytes, lines: planes, stride: columns.outputCount)
        }
        return try Tensor(bytes, shape: [x.shape[0], x.shape[1], rows.outputCount, columns.outputCount])
    }
}

extension AxisTaps {
    /// For each output position the first input position that counts, and the weights from there on. What falls on one position,
    /// at the border, is added up.
    fileprivate var windows: [(first: Int, weights: [Double])] {
        (0..<outputCount).map { i in
            let places = positions.map { $0[i] }
            let first = places.min() ?? 0
            var sums = [Double](repeating: 0, count: (places.max() ?? 0) - first + 1)
            for (place, tap) in zip(places, weights) { sums[place - first] += tap[i] }
            return (first, sums)
        }
    }
}
