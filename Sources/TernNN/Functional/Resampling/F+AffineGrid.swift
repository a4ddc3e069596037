import TernCore

extension F {
    /// The grid for `gridSample` that an affine map of the output's positions gives.
    ///
    /// grid[n, h, w] = theta[n] * (x, y, 1), where x and y run from -1 to 1 over the output's width and height.
    ///
    /// Shapes: theta [N, 2, 3] -> [N, H, W, 2]; theta [N, 3, 4] -> [N, D, H, W, 3].
    ///
    /// - Parameters:
    ///   - theta: the maps.
    ///   - size: the output's shape, [N, C, H, W] or [N, C, D, H, W].
    ///   - alignCorners: whether -1 and 1 are the centers of the outermost pixels, or else their outer borders. Default false.
    /// - Throws: `TensorError` in torch's words for shapes or types that don't fit.
    /// - Source: `torch.nn.functional.affine_grid`.
    public static func affineGrid(_ theta: Tensor, size: [Int], alignCorners: Bool = false) throws -> Tensor {
        try theta.validate()
        try checkAffineGrid(theta, size)
        let sizes = Array(size.dropFirst(2))
        let positions = try homogeneousPositions(sizes, alignCorners, like: theta)
        let base = try positions.reshape([1, positions.count / (sizes.count + 1), sizes.count + 1])
            .expand([size[0], -1, -1])
        let points = try base.bmm(theta.detach().transpose(1, 2))
        let grid = try points.reshape([size[0]] + sizes + [sizes.count])
        return grid.recorded("AffineGridGeneratorBackward0", theta, saves: false) { dy in
            try dy.reshape(points.shape).transpose(1, 2).bmm(base)
        }
    }

    /// (x, y, 1) or (x, y, z, 1) of every position of the output: x belongs to the last size.
    private static func homogeneousPositions(_ sizes: [Int], _ alignCorners: Bool, like theta: Tensor) throws -> Tensor
    {
        let wide = theta.wideType
        let lines = try sizes.enumerated().map { axis, count in
            var line = Tensor.zeros([1], dtype: wide)
            if count > 1 {
                line = .linspace(-1, 1, steps: count, dtype: wide)
                if !alignCorners { line = line * Double(count - 1) / Double(count) }
            }
            var shape = [Int](repeating: 1, count: sizes.count)
            shape[axis] = count
            return try line.reshape(shape).expand(sizes)
        }
        let ones = Tensor.ones(sizes, dtype: wide)
        return try Tensor.stack(lines.reversed() + [ones], dim: -1).to(theta.dtype, device: theta.device)
    }

    private static func checkAffineGrid(_ theta: Tensor, _ size: [Int]) throws {
        func refuse(_ kind: TensorError.Kind, _ text: String) -> TensorError {
            TensorError(kind, "affine_grid", text, shapes: ["theta": theta.shape])
        }
        guard theta.dtype.isFloatingPoint else {
            throw refuse(.value, "Expected theta to have floating point type, but got torch.\(theta.dtype.name)")
        }
        guard size.count == 4 || size.count == 5 else {
            throw refuse(
                .notImplemented,
                "affine_grid only supports 4D and 5D sizes, for 2D and 3D affine transforms, respectively. Got size \(size)."
            )
        }
        let dims = size.count - 2
        guard theta.ndim == 3, theta.shape[1] == dims, theta.shape[2] == dims + 1 else {
            throw refuse(
                .value,
                "Expected a batch of \(dims)D affine matrices of shape Nx\(dims)x\(dims + 1) for size \(size). Got torch.Size(\(theta.shape))."
            )
        }
        guard size.allSatisfy({ $0 > 0 }) else {
            throw refuse(.value, "Expected non-zero, positive output size. Got \(size)")
        }
    }
}
