import TernCore

/// What `F.gridSample` finds beyond the borders.
///
/// A name that torch does not know can be given; it is refused with torch's words.
public struct GridPaddingMode: RawRepresentable, ExpressibleByStringLiteral, Sendable, Hashable {
    /// Torch's name.
    public let rawValue: String

    /// The mode of that name.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// The mode of that name.
    public init(stringLiteral value: String) { rawValue = value }

    /// Zeros. The default.
    public static let zeros: GridPaddingMode = "zeros"
    /// The nearest pixel of the border.
    public static let border: GridPaddingMode = "border"
    /// The image mirrored at its borders, again and again.
    public static let reflection: GridPaddingMode = "reflection"
}

extension F {
    /// Images (volumes) read at the points of a grid.
    ///
    /// y[n, :, h, w] = x[n, :] at grid[n, h, w] = (x, y), where -1 is the left or upper border, 1 the right or lower one.
    ///
    /// Shapes: x [N, C, H, W], grid [N, H', W', 2] -> [N, C, H', W']; x [N, C, D, H, W], grid [N, D', H', W', 3] ->
    /// [N, C, D', H', W'].
    ///
    /// - Parameters:
    ///   - x: what is read.
    ///   - grid: the points, of x's type; the first coordinate belongs to the last dimension of x.
    ///   - mode: how a value between pixels is made: `.bilinear` (of volumes trilinear), `.nearest` or `.bicubic`.
    ///     Default `.bilinear`.
    ///   - paddingMode: what is found beyond the borders. Default zeros.
    ///   - alignCorners: whether -1 and 1 are the centers of the outermost pixels, or else their outer borders. Default false.
    /// - Throws: `TensorError` in torch's words for shapes, types or modes that don't fit.
    /// - Source: `torch.nn.functional.grid_sample`; M. Jaderberg et al., NIPS 2015.
    public static func gridSample(
        _ x: Tensor, _ grid: Tensor, mode: InterpolationMode = .bilinear, paddingMode: GridPaddingMode = .zeros,
        alignCorners: Bool = false
    ) throws -> Tensor {
        try x.validate()
        try grid.validate()
        try checkGridModes(mode, paddingMode)
        try checkGrid(x, grid)
        let sampling = GridSampling(
            mode: mode, padding: paddingMode, alignCorners: alignCorners, batch: x.shape[0], channels: x.shape[1],
            sizes: Array(x.shape.dropFirst(2)))
        return try sampling.applied(to: x, at: grid)
    }

    private static func checkGridModes(_ mode: InterpolationMode, _ padding: GridPaddingMode) throws {
        let start = "nn.functional.grid_sample(): expected"
        guard [.bilinear, .nearest, .bicubic].contains(mode) else {
            throw TensorError(
                .value, "grid_sample",
                "\(start) mode to be 'bilinear', 'nearest' or 'bicubic', but got: '\(mode.rawValue)'")
        }
        guard [.zeros, .border, .reflection].contains(padding) else {
            throw TensorError(
                .value, "grid_sample",
                "\(start) padding_mode to be 'zeros', 'border', or 'reflection', but got: '\(padding.rawValue)'")
        }
    }

    private static func checkGrid(_ x: Tensor, _ grid: Tensor) throws {
        func refuse(_ text: String) -> TensorError {
            TensorError("grid_sample", "grid_sampler(): \(text)", shapes: ["input": x.shape, "grid": grid.shape])
        }
        guard x.device == grid.device else {
            throw refuse(
                "expected input and grid to be on same device, but input is on \(x.device) and grid is on \(grid.device)"
            )
        }
        guard x.shape.first == grid.shape.first else {
            throw refuse(
                "expected grid and input to have same batch size, but got input with sizes \(x.shape) and grid with sizes \(grid.shape)"
            )
        }
        guard grid.shape.last == x.ndim - 2 else {
            throw refuse(
                "expected grid to have size \(x.ndim - 2) in last dimension, but got grid with sizes \(grid.shape)")
        }
        for (dim, size) in x.shape.enumerated().dropFirst(2) where size <= 0 {
            throw refuse(
                "expected input to have non-empty spatial dimensions, but input has sizes \(x.shape) with dimension \(dim) being empty"
            )
        }
        let rank = x.ndim == 4 ? 4 : 5
        guard x.ndim == rank, grid.ndim == rank else {
            throw refuse(
                "expected \(rank)D input and grid with same number of dimensions, but got input with sizes \(x.shape) and grid with sizes \(grid.shape)"
            )
        }
        guard x.dtype.isFloatingPoint else {
            throw x.unsupported(rank == 4 ? "grid_sampler_2d_cpu_kernel_impl" : "grid_sampler3d_cpu")
        }
        guard x.dtype == grid.dtype else {
            throw TensorError(
                "grid_sample",
                "expected scalar type \(x.dtype.scalarTypeName) but found \(grid.dtype.scalarTypeName)",
                hint: "convert the grid: grid.to(.\(x.dtype))")
        }
    }
}
