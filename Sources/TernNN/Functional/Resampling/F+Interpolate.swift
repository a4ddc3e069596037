import TernCore

/// How `F.interpolate` makes new positions from old ones.
///
/// A name that torch does not know can be given; it is refused with torch's words.
public struct InterpolationMode: RawRepresentable, ExpressibleByStringLiteral, Sendable, Hashable {
    /// Torch's name.
    public let rawValue: String

    /// The mode of that name.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// The mode of that name.
    public init(stringLiteral value: String) { rawValue = value }

    /// The position below. The default.
    public static let nearest: InterpolationMode = "nearest"
    /// The nearest position, as other libraries count.
    public static let nearestExact: InterpolationMode = "nearest-exact"
    /// The two neighbours, in one dimension.
    public static let linear: InterpolationMode = "linear"
    /// The four neighbours, in two dimensions.
    public static let bilinear: InterpolationMode = "bilinear"
    /// The sixteen neighbours, by cubics, in two dimensions.
    public static let bicubic: InterpolationMode = "bicubic"
    /// The eight neighbours, in three dimensions.
    public static let trilinear: InterpolationMode = "trilinear"
    /// The mean of what is covered.
    public static let area: InterpolationMode = "area"

    fileprivate var interpolates: Bool { ![.nearest, .nearestExact, .area].contains(self) }
}

/// Scale factors: one number for all axes, or one for each. Keeps the form in which it was given, as a layer's text shows it.
public enum ScaleFactor: Sendable, Hashable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral,
    CustomStringConvertible
{
    /// The same for every axis.
    case all(Double)
    /// One for each axis.
    case each([Double])

    /// The same for every axis.
    public init(floatLiteral value: Double) { self = .all(value) }
    /// The same for every axis.
    public init(integerLiteral value: Int) { self = .all(Double(value)) }
    /// One for each axis.
    public init(arrayLiteral elements: Double...) { self = .each(elements) }

    /// As Python prints it.
    public var description: String {
        switch self {
        case .all(let value): "\(value)"
        case .each(let values): "(" + values.map { "\($0)" }.joined(separator: ", ") + (values.count == 1 ? ",)" : ")")
        }
    }

    fileprivate var values: [Double] {
        switch self {
        case .all(let value): [value]
        case .each(let values): values
        }
    }

    /// One factor for each of `count` axes; nil if there are factors for another count.
    func expanded(to count: Int) -> [Double]? {
        switch self {
        case .all(let value): Array(repeating: value, count: count)
        case .each(let values): values.count == count ? values : nil
        }
    }
}

extension F {
    /// Images (sequences, volumes) made larger or smaller.
    ///
    /// Shapes: [N, C, sizes…] -> [N, C, new sizes…] with one to three sizes.
    ///
    /// - Parameters:
    ///   - size: the new sizes. Either these or `scaleFactor`.
    ///   - scaleFactor: what to multiply the sizes by; the products are rounded down.
    ///   - mode: how. Default `.nearest`.
    ///   - alignCorners: whether the outermost positions keep their places; only for interpolating modes. Default false.
    ///   - recomputeScaleFactor: whether the positions follow from the sizes' quotient instead of `scaleFactor`. Default false.
    ///   - antialias: whether shrinking takes every input position into account; bilinear and bicubic only. Default false.
    /// - Throws: `TensorError` in torch's words for sizes, modes or types that don't fit.
    /// - Source: `torch.nn.functional.interpolate`.
    public static func interpolate(
        _ x: Tensor, size: (any SizeArgument)? = nil, scaleFactor: ScaleFactor? = nil,
        mode: InterpolationMode = .nearest, alignCorners: Bool? = nil, recomputeScaleFactor: Bool = false,
        antialias: Bool = false
    ) throws -> Tensor {
        try x.validate()
        func refuse(_ kind: TensorError.Kind, _ text: String) -> TensorError { TensorError(kind, "interpolate", text) }
        if !mode.interpolates, alignCorners != nil {
            throw refuse(
                .value,
                "align_corners option can only be set with the interpolating modes: linear | bilinear | bicubic | trilinear"
            )
        }
        let request = try InterpolationSizes(
            x, size?.size, scaleFactor, isRecomputed: recomputeScaleFactor || mode == .area)
        if recomputeScaleFactor, size != nil {
            throw refuse(.value, "recompute_scale_factor is not meaningful with an explicit size.")
        }
        if antialias, !([.bilinear, .bicubic].contains(mode) && x.ndim == 4) {
            throw refuse(
                .value,
                "Anti-alias option is restricted to bilinear, bicubic, and lanczos modes and requires a 4-D tensor as input"
            )
        }
        try check(x, request, mode)
        if mode == .area { return try averaged(x, request.sizes) }
        try checkRoom(x, request, mode, antialias)
        func axes(keepsWholeSteps: Bool) -> [AxisTaps] {
            axisTaps(x, request, mode, alignCorners ?? false, antialias, keepsWholeSteps: keepsWholeSteps)
        }
        let dims = x.ndim - 2
        let name = nodeName(mode, dims, antialias)
        if x.dtype == .uint8, [.bilinear, .bicubic].contains(mode) {
            return try ByteResampling(axes: axes(keepsWholeSteps: true)).applied(to: x)
        }
        guard mode == .nearest || mode == .nearestExact || x.dtype.isFloatingPoint else {
            throw x.unsupported("compute_indices_weights_\(mode == .bicubic ? "cubic" : "linear")")
        }
        guard x.dtype != .bool else { throw x.unsupported("compute_indices_weights_nearest") }
        let resampling =
            mode == .nearest && dims != 2
            ? Resampling(
                axes: axes(keepsWholeSteps: false), gradientAxes: axes(keepsWholeSteps: true), nodeName: name)
            : Resampling(axes: axes(keepsWholeSteps: true), nodeName: name)
        let wide = x.wideType
        return try wide == x.dtype ? resampling.applied(to: x) : resampling.applied(to: x.to(wide)).to(x.dtype)
    }

    private static func averaged(_ x: Tensor, _ sizes: [Int]) throws -> Tensor {
        switch sizes.count {
        case 1: try adaptiveAvgPool1d(x, outputSize: sizes)
        case 2: try adaptiveAvgPool2d(x, outputSize: sizes)
        default: try adaptiveAvgPool3d(x, outputSize: sizes)
        }
    }

    private static func nodeName(_ mode: InterpolationMode, _ dims: Int, _ antialias: Bool) -> String {
        switch mode {
        case .nearest: "UpsampleNearest\(dims)DBackward0"
        case .nearestExact: "UpsampleNearestExact\(dims)DBackward0"
        default: "Upsample\(mode.rawValue.capitalized)\(dims)D\(antialias ? "Aa" : "")Backward0"
        }
    }

    private static func check(_ x: Tensor, _ request: InterpolationSizes, _ mode: InterpolationMode) throws {
        let ranks: [InterpolationMode: Int] = [.linear: 3, .bilinear: 4, .bicubic: 4, .trilinear: 5]
        if (3...5).contains(x.ndim), let rank = ranks[mode], mode != .bicubic, rank != x.ndim {
            throw TensorError(
                .notImplemented, "interpolate",
                "Got \(x.ndim)D input, but \(mode.rawValue) mode needs \(rank)D input")
        }
        guard (3...5).contains(x.ndim), !mode.interpolates || ranks[mode] == x.ndim else {
            throw TensorError(
                .notImplemented, "interpolate",
                "Input Error: Only 3D, 4D and 5D input Tensors supported (got \(x.ndim)D) for the modes: nearest | linear | bilinear | bicubic | trilinear | lanczos | area | nearest-exact (got \(mode.rawValue))"
            )
        }
        if mode == .area { return }
        let sizes = Array(x.shape.dropFirst(2))
        guard !sizes.contains(where: { $0 <= 0 }), !request.sizes.contains(where: { $0 <= 0 }) else {
            throw TensorError(
                "interpolate",
                "Input and output sizes should be greater than 0, but got input (\(InterpolationSizes.text(sizes)))\(sizes.count == 1 ? " and" : "") output (\(InterpolationSizes.text(request.sizes)))"
            )
        }
        guard x.shape[1] > 0 else {
            throw TensorError(
                "interpolate",
                "Non-empty \(x.ndim)D data tensor expected but got a tensor with sizes \(x.shape)")
        }
    }

    /// The result and the tables of its positions must fit into memory.
    private static func checkRoom(
        _ x: Tensor, _ request: InterpolationSizes, _ mode: InterpolationMode, _ antialias: Bool
    ) throws {
        let count = try Shape.elementCount(x.shape.prefix(2) + request.sizes, "interpolate")
        var bytes = CheckedInt(count) * x.dtype.itemSize
        for (input, output) in zip(x.shape.dropFirst(2), request.sizes) {
            // A widened filter covers a few steps' worth of the input for each output.
            let taps = antialias ? CheckedInt(4 * (input / output)) + 8 : CheckedInt(4)
            bytes = bytes + taps * output * 16
        }
        try CPUBackend.requireRoom(for: bytes, "interpolate")
    }

    private static func axisTaps(
        _ x: Tensor, _ request: InterpolationSizes, _ mode: InterpolationMode, _ alignCorners: Bool, _ antialias: Bool,
        keepsWholeSteps: Bool
    ) -> [AxisTaps] {
        // Torch computes positions in the elements' type; half types in float32, bytes in float64.
        let isDouble = x.dtype == .float64 || x.dtype == .uint8
        return zip(x.shape.dropFirst(2), zip(request.sizes, request.factors)).map { input, wanted in
            let (output, factor) = wanted
            if mode == .nearest || mode == .nearestExact {
                return .nearest(
                    input, output, factor, isExact: mode == .nearestExact, keepsWholeSteps: keepsWholeSteps)
            }
            // Whatever the factor, torch leaves an axis that keeps its size alone; but not in this mode.
            if input == output, mode != .bicubic || antialias { return .identity(input) }
            if antialias {
                return mode == .bicubic
                    ? .antialiased(
                        input, output, factor, alignCorners: alignCorners, isDouble: isDouble, width: 2,
                        filter: AxisTaps.softCubic)
                    : .antialiased(
                        input, output, factor, alignCorners: alignCorners, isDouble: isDouble, width: 1,
                        filter: AxisTaps.triangle)
            }
            return mode == .bicubic
                ? .cubic(input, output, factor, alignCorners: alignCorners, isDouble: isDouble)
                : .linear(input, output, factor, alignCorners: alignCorners, isDouble: isDouble)
        }
    }
}

/// The sizes that an interpolation is asked for, and the factors that it keeps.
private struct InterpolationSizes {
    let sizes: [Int]
    /// Nil where positions follow from the sizes.
    let factors: [Double?]

    init(_ x: Tensor, _ size: Size?, _ scaleFactor: ScaleFactor?, isRecomputed: Bool) throws {
        let spatial = Array(x.shape.dropFirst(2))
        func refuse(_ text: String) -> TensorError { TensorError(.value, "interpolate", text) }
        let start = "Input and"
        switch (size, scaleFactor) {
        case (_?, _?): throw refuse("only one of size or scale_factor should be defined")
        case (nil, nil): throw refuse("either size or scale_factor should be defined")
        case (let size?, nil):
            guard let expanded = size.expanded(to: spatial.count) else {
                throw refuse(
                    "\(start) output must have the same number of spatial dimensions, but got input with spatial dimensions of \(spatial) and output size of \(size.values). Please provide input tensor in (N, C, d1, d2, ...,dK) format and output size in (o1, o2, ...,oK) format."
                )
            }
            sizes = expanded
            factors = spatial.map { _ in nil }
        case (nil, let given?):
            guard let expanded = given.expanded(to: spatial.count) else {
                throw refuse(
                    "\(start) scale_factor must have the same number of spatial dimensions, but got input with spatial dimensions of \(spatial) and scale_factor of shape \(given.values). Please provide input tensor in (N, C, d1, d2, ...,dK) format and scale_factor in (s1, s2, ...,sK) format."
                )
            }
            sizes = try zip(spatial, expanded).map { size, factor in
                let product = Double(size) * factor
                if isRecomputed, !product.isFinite {
                    throw refuse("cannot convert float \(product.isNaN ? "NaN" : "infinity") to integer")
                }
                return try Int(converting: product.rounded(.down), "interpolate")
            }
            factors = isRecomputed ? spatial.map { _ in nil } : expanded
        }
    }

    /// As torch lists sizes here: `H: 3, W: 4`.
    static func text(_ sizes: [Int]) -> String {
        zip(["D", "H", "W"].suffix(sizes.count), sizes).map { "\($0): \($1)" }.joined(separator: ", ")
    }
}
