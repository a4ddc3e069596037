import TernCore

extension F {
    /// The partial inverse of `maxPool1dWithIndices`: each value goes where its index says, all else is 0.
    ///
    /// Shapes: x and indices [N, C, L] or [C, L] -> [N, C, L'] with L' = (L - 1)*stride - 2*padding + k, or as `outputSize` says.
    ///
    /// Parameters and errors as `maxUnpool2d`.
    ///
    /// - Source: `torch.nn.functional.max_unpool1d`.
    public static func maxUnpool1d(
        _ x: Tensor, _ indices: Tensor, kernelSize: any SizeArgument, stride: (any SizeArgument)? = nil,
        padding: any SizeArgument = 0, outputSize: [Int]? = nil
    ) throws -> Tensor {
        let call = UnpoolCall(dimensions: 1, kernelSize.size, stride?.size, padding.size)
        let size = try call.outputSize(x, indices, outputSize)
        // A column of width 1.
        let image = UnpoolCall(dimensions: 2, kernelSize.size, stride?.size, padding.size)
        return try image.apply(x.unsqueeze(-1), indices.unsqueeze(-1), size + [1]).squeeze(-1)
    }

    /// The partial inverse of `maxPool2dWithIndices`: each value goes where its index says, all else is 0.
    ///
    /// y[n, c, indices[n, c, i, j]] = x[n, c, i, j], the plane of y counted in rows. Of several values for one place the last counts.
    ///
    /// Shapes: x and indices [N, C, H, W] or [C, H, W] -> [N, C, H', W'] with H' = (H - 1)*stride - 2*padding + k, or as
    /// `outputSize` says.
    ///
    /// - Parameters:
    ///   - indices: int64, as the pooling gave them.
    ///   - kernelSize: the pooling's window.
    ///   - stride: the pooling's distance between windows. Default the window's size.
    ///   - padding: the pooling's padding. Default 0.
    ///   - outputSize: the size of the planes, or of the whole result: less than a stride from what follows from the others.
    ///     Default that.
    /// - Throws: `TensorError` in torch's words for shapes, types or arguments that don't fit, and for an index outside the plane.
    /// - Source: `torch.nn.functional.max_unpool2d`.
    public static func maxUnpool2d(
        _ x: Tensor, _ indices: Tensor, kernelSize: any SizeArgument, stride: (any SizeArgument)? = nil,
        padding: any SizeArgument = 0, outputSize: [Int]? = nil
    ) throws -> Tensor {
        let call = UnpoolCall(dimensions: 2, kernelSize.size, stride?.size, padding.size)
        return try call.apply(x, indices, call.outputSize(x, indices, outputSize))
    }

    /// The partial inverse of `maxPool3dWithIndices`: each value goes where its index says, all else is 0.
    ///
    /// Shapes: x and indices [N, C, D, H, W] or [C, D, H, W] -> [N, C, D', H', W'] with D' = (D - 1)*stride - 2*padding + k, or as
    /// `outputSize` says.
    ///
    /// Parameters and errors as `maxUnpool2d`.
    ///
    /// - Source: `torch.nn.functional.max_unpool3d`.
    public static func maxUnpool3d(
        _ x: Tensor, _ indices: Tensor, kernelSize: any SizeArgument, stride: (any SizeArgument)? = nil,
        padding: any SizeArgument = 0, outputSize: [Int]? = nil
    ) throws -> Tensor {
        let call = UnpoolCall(dimensions: 3, kernelSize.size, stride?.size, padding.size)
        return try call.apply(x, indices, call.outputSize(x, indices, outputSize))
    }
}

/// One call of unpooling, with torch's checks.
private struct UnpoolCall {
    let dimensions: Int
    private let sizes: [(name: String, size: Size)]

    init(dimensions: Int, _ kernelSize: Size, _ stride: Size?, _ padding: Size) {
        self.dimensions = dimensions
        sizes = [("kernel_size", kernelSize), ("stride", stride ?? kernelSize), ("padding", padding)]
    }

    private var name: String { "max_unpool\(dimensions)d" }

    func outputSize(_ x: Tensor, _ indices: Tensor, _ given: [Int]?) throws -> [Int] {
        try x.validate()
        try indices.validate()
        let numbers = try sizes.map { name, size in
            guard let values = size.expanded(to: dimensions) else {
                throw TensorError(
                    .value, self.name, "\(name) should contain \(dimensions) elements, but it has \(size.values.count)")
            }
            return values
        }
        guard x.ndim >= dimensions else { throw TensorError(.index, name, "tuple index out of range") }
        let (kernel, stride, padding) = (numbers[0], numbers[1], numbers[2])
        let standard = try (0..<dimensions).map { d in
            let extent = CheckedInt(x.shape[x.ndim - dimensions + d] - 1) * stride[d] + kernel[d]
            return try (extent - CheckedInt(padding[d]) * 2).value(
                orThrow: TensorError(
                    .type, name,
                    "\(name)(): argument 'output_size' failed to unpack the object at pos \(d + 1) with error \"Overflow when unpacking long long\""
                ))
        }
        let size = try given.map { try checked($0, standard, stride) } ?? standard
        if let d = size.firstIndex(where: { $0 < 0 }) {
            throw TensorError(
                .value, name,
                "max_unpooling: output_size must contain non-negative spatial dimensions, but got output_size[\(d)]=\(size[d])"
            )
        }
        return size
    }

    private func checked(_ given: [Int], _ standard: [Int], _ stride: [Int]) throws -> [Int] {
        let size = given.count == dimensions + 2 ? Array(given.dropFirst(2)) : given
        guard size.count == dimensions else {
            throw TensorError(
                .value, name,
                "output_size should be a sequence containing \(dimensions) or \(dimensions + 2) elements, but it has a length of '\(size.count)'"
            )
        }
        for d in 0..<dimensions {
            let least = (CheckedInt(standard[d]) - stride[d]).saturated
            let most = (CheckedInt(standard[d]) + stride[d]).saturated
            guard least < size[d], size[d] < most else {
                throw TensorError(
                    .value, name, "invalid output_size \"\(size)\" (dim \(d) must be between \(least) and \(most))")
            }
        }
        return size
    }

    func apply(_ x: Tensor, _ indices: Tensor, _ size: [Int]) throws -> Tensor {
        try check(x, indices)
        _ = try Shape.elementCount(x.shape.dropLast(dimensions) + size, name)
        try checkPositions(indices, size)
        guard x.dtype.isFloatingPoint else { throw x.unsupported(name) }
        let planes = Array(x.shape.dropLast(dimensions))
        let flat = planes + [Shape.count(Array(x.shape.suffix(dimensions)))]
        let positions = try indices.reshape(flat)
        let y = try noGrad {
            try Tensor.zeros(planes + [Shape.count(size)], dtype: x.dtype, device: x.device)
                .scatter(-1, positions, x.reshape(flat)).reshape(planes + size)
        }
        return y.recorded("MaxUnpool\(dimensions)DBackward0", x, saves: false) { dy in
            try dy.reshape(planes + [Shape.count(size)]).gather(-1, positions).reshape(x.shape)
        }
    }

    private func check(_ x: Tensor, _ indices: Tensor) throws {
        guard indices.dtype == .int64 else {
            throw TensorError(
                name, "elements in indices should be type int64 but got: \(indices.dtype.scalarTypeName)")
        }
        guard x.ndim == dimensions + 1 || x.ndim == dimensions + 2 else {
            throw TensorError(
                name,
                "Input to max_unpooling\(dimensions)d should be a \(dimensions + 1)d or \(dimensions + 2)d Tensor, but got a tensor with \(x.ndim) dimensions."
            )
        }
        guard indices.shape == x.shape else {
            throw TensorError(
                name,
                "Expected shape of indices to be same as that of the input tensor (\(x.shape)) but got indices tensor with shape: \(indices.shape)"
            )
        }
        if let empty = x.shape.indices.dropFirst().first(where: { x.shape[$0] == 0 }) {
            throw TensorError(
                name,
                "max_unpooling\(dimensions)d_forward_out_cpu(): Expected input to have non-zero size for non-batch dimensions, but input has sizes \(x.shape) with dimension \(empty) being empty"
            )
        }
        if dimensions == 3, let stride = sizes[1].size.expanded(to: 3), stride.contains(where: { $0 <= 0 }) {
            throw TensorError(
                name,
                "strides should be greater than zero, but got stride: \(stride[0]) \(stride[1]) \(stride[2])")
        }
    }

    private func checkPositions(_ indices: Tensor, _ size: [Int]) throws {
        guard indices.count > 0 else { return }
        let isOutside = try (indices .< 0).logicalOr(indices .>= Shape.count(size))
        // Torch names the last one.
        guard let last = try indices.flatten().maskedSelect(isOutside.flatten()).array(of: Int64.self).last else {
            return
        }
        throw TensorError(
            name,
            "Found an invalid max index: \(last) (output volumes are of size \(size.map(String.init).joined(separator: "x")))"
        )
    }
}
