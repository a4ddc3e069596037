import TernCore

extension Init {
    /// A matrix whose rows (or columns, if there are fewer) are orthogonal and of length `gain`, equally likely in
    /// every direction.
    ///
    /// Dimensions from the second on count as one. The vectors are computed in double and then rounded, so that their
    /// last bits may differ from torch's.
    ///
    /// - Parameters:
    ///   - gain: their length. Default 1.
    ///   - generator: the stream to draw from. Default the process's own.
    /// - Throws: `TensorError` for fewer than two dimensions, or a 16-bit type.
    /// - Source: `torch.nn.init.orthogonal_`; A. Saxe et al., ICLR 2014.
    public static func orthogonal(
        _ tensor: inout Tensor, gain: Double = 1, generator: Generator = .default
    ) throws {
        try tensor.validate()
        guard tensor.ndim >= 2 else {
            throw TensorError(
                .value, "orthogonal", "Only tensors with 2 or more dimensions are supported",
                shapes: ["tensor": tensor.shape])
        }
        if tensor.count == 0 { return }
        let (rows, columns) = (tensor.shape[0], tensor.count / tensor.shape[0])
        let normals = try Tensor.randn(
            [rows, columns], dtype: tensor.dtype, device: tensor.device, generator: generator
        ).validated()
        guard tensor.dtype == .float32 || tensor.dtype == .float64 else {
            throw TensorError(
                .notImplemented, "orthogonal", "\"geqrf_cpu\" not implemented for '\(tensor.dtype.scalarTypeName)'")
        }
        // One vector after another in memory, whichever way they lie in the matrix.
        let isWide = rows < columns
        var vectors = try (isWide ? normals : normals.transpose(0, 1)).array(of: Double.self)
        orthonormalize(&vectors, count: min(rows, columns))
        let flat = try Tensor(vectors, shape: [min(rows, columns), max(rows, columns)], dtype: .float64)
        let matrix = try (isWide ? flat : flat.transpose(0, 1)).to(tensor.dtype) * gain
        let shaped = try matrix.reshape(tensor.shape).contiguous().to(device: tensor.device)
        tensor.replaceElements(with: shaped)
    }

    /// Gram and Schmidt's method: from each vector its parts along those before it are taken away, then its length is
    /// made 1. Once is not enough in floating point, twice is. The result is the Q of the QR decomposition with a
    /// positive diagonal.
    private static func orthonormalize(_ vectors: inout [Double], count: Int) {
        let length = vectors.count / count
        vectors.withUnsafeMutableBufferPointer { all in
            func vector(_ index: Int) -> UnsafeMutableBufferPointer<Double> {
                UnsafeMutableBufferPointer(rebasing: all[index * length..<(index + 1) * length])
            }
            for current in 0..<count {
                let target = vector(current)
                for _ in 0..<2 {
                    for previous in 0..<current {
                        let direction = vector(previous)
                        subtract(dot(direction, target), times: direction, from: target)
                    }
                }
                let norm = dot(target, target).squareRoot()
                for index in target.indices { target[index] /= norm }
            }
        }
    }

    private static func dot(
        _ a: UnsafeMutableBufferPointer<Double>, _ b: UnsafeMutableBufferPointer<Double>
    ) -> Double {
        // Eight sums at once, which the compiler can keep in vector registers.
        var sums = SIMD8<Double>.zero
        let whole = a.count / 8 * 8
        for start in stride(from: 0, to: whole, by: 8) {
            for lane in 0..<8 { sums[lane] += a[start + lane] * b[start + lane] }
        }
        var sum = sums.sum()
        for index in whole..<a.count { sum += a[index] * b[index] }
        return sum
    }

    private static func subtract(
        _ factor: Double, times a: UnsafeMutableBufferPointer<Double>, from b: UnsafeMutableBufferPointer<Double>
    ) {
        for index in b.indices { b[index] -= factor * a[index] }
    }
}
