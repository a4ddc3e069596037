import TernCore

/// The arguments of a convolution, or of a transposed one, in 1 to 3 dimensions and torch's checks of them, in torch's order and
/// words.
struct ConvolutionArguments {
    /// Dimensions of the image.
    var rank: Int
    var stride: Size
    var padding: Padding
    var dilation: Size
    var groups: Int
    /// What a transposed convolution's result is longer; nil for a plain convolution.
    var outputPadding: Size?

    var isTransposed: Bool { outputPadding != nil }
    private var operation: String { isTransposed ? "conv_transpose\(rank)d" : "conv\(rank)d" }

    init(rank: Int, stride: Size, padding: Padding, outputPadding: Size? = nil, dilation: Size, groups: Int) {
        self.rank = rank
        self.stride = stride
        self.padding = padding
        self.outputPadding = outputPadding
        self.dilation = dilation
        self.groups = groups
    }

    /// The checked convolution of a batch of images or of a single one.
    func convolve(_ x: Tensor, _ weight: Tensor, _ bias: Tensor?) throws -> Tensor {
        try x.validate()
        try weight.validate()
        try bias?.validate()
        try check(x, weight, bias)
        let isSingle = x.ndim == rank + 1
        let batched = isSingle ? try x.unsqueeze(0) : x
        let geometry = try geometry(batched, weight, bias)
        let y =
            isTransposed
            ? try Convolution.backwardInput(batched, weight, bias, geometry, named: "ConvolutionBackward0")
            : geometry.isDistant
                ? try DistantConvolution(geometry)(batched, weight, bias)
                : try Convolution.forward(batched, weight, bias, geometry)
        return isSingle ? try y.squeeze(0) : y
    }

    // MARK: What can be checked before the batch dimension is added

    func check(_ x: Tensor, _ weight: Tensor, _ bias: Tensor?) throws {
        if let bias, case .size = padding, !isTransposed, bias.dtype != x.dtype {
            throw error(
                "Input type (\(x.dtype.cTypeName)) and bias type (\(bias.dtype.cTypeName)) should be the same",
                x, weight, hint: "convert one of them: x.to(.\(bias.dtype))")
        }
        guard x.ndim == rank + 1 || x.ndim == rank + 2 else {
            let sides = ["depth", "height", "width"].suffix(rank).joined(separator: ", ")
            throw error(
                "Expected \(rank + 1)D (unbatched) or \(rank + 2)D (batched) input to \(operation), but got input of size: \(x.shape)",
                x, weight,
                hint: rank == 1
                    ? "a row is [channels, length], a batch of them [N, channels, length]"
                    : "an image is [channels, \(sides)], a batch of them [N, channels, \(sides)]")
        }
        if case .rule(let name) = padding, name != "same", name != "valid" {
            throw error("Invalid padding string: '\(name)'", x, weight, hint: "write .same, .valid or a number")
        }
        guard groups > 0 else { throw error("non-positive groups is not supported", x, weight) }
        try checkLengths(weight.ndim - 2, x, weight)
        try checkSigns(x, weight)
        try checkWeight(x, weight)
    }

    private func checkLengths(_ dims: Int, _ x: Tensor, _ weight: Tensor) throws {
        guard dims > 0 else { throw error("weight should have at least three dimensions", x, weight) }
        let isSame = padding == .rule("same")
        // Torch's "same" looks at the ranks before it looks at the arguments.
        if isSame { try checkWeightRank(x, weight) }
        func check(_ size: Size, _ name: String) throws {
            // A single number has become a list before torch's checks see it.
            let values = size.expanded(to: rank) ?? size.values
            guard values.count != 1, values.count != dims else { return }
            if isSame { throw error("\(name) cannot broadcast to \(dims) dimensions", x, weight) }
            throw error(
                "expected \(name) to be a single integer value or a list of \(dims) values to match the convolution dimensions, but got \(name)=\(values)",
                x, weight)
        }
        try check(stride, "stride")
        if case .size(let size) = padding { try check(size, "padding") }
        if let outputPadding { try check(outputPadding, "output_padding") }
        try check(dilation, "dilation")
        if isSame, stride.values.contains(where: { $0 != 1 }) {
            throw error(
                "padding='same' is not supported for strided convolutions", x, weight,
                hint: "give the padding as numbers")
        }
    }

    private func checkWeightRank(_ x: Tensor, _ weight: Tensor) throws {
        guard weight.ndim != rank + 2 else { return }
        let batched = x.ndim == rank + 1 ? [1] + x.shape : x.shape
        throw error(
            "Expected \(weight.ndim)-dimensional input for \(weight.ndim)-dimensional weight\(weight.shape), but got \(batched.count)-dimensional input of size \(batched) instead",
            x, weight, hint: "the weight of \(operation) has \(rank + 2) dimensions")
    }

    private func checkSigns(_ x: Tensor, _ weight: Tensor) throws {
        if case .size(let size) = padding, size.values.contains(where: { $0 < 0 }) {
            throw error("negative padding is not supported", x, weight)
        }
        if let outputPadding, outputPadding.values.contains(where: { $0 < 0 }) {
            throw error("negative output_padding is not supported", x, weight)
        }
        guard stride.values.allSatisfy({ $0 > 0 }) else {
            throw error("non-positive stride is not supported", x, weight)
        }
        guard dilation.values.allSatisfy({ $0 >= 0 }) else {
            throw error("dilation should be greater than zero", x, weight)
        }
    }

    private func checkWeight(_ x: Tensor, _ weight: Tensor) throws {
        try checkWeightRank(x, weight)
        let out = weight.shape[0]
        guard out >= groups else {
            throw error(
                "Given groups=\(groups), expected weight to be at least \(groups) at dimension 0, but got weight of size \(weight.shape) instead",
                x, weight)
        }
        guard out % groups == 0 else {
            throw error(
                "Given groups=\(groups), expected weight to be divisible by \(groups) at dimension 0, but got weight of size [\(weight.shape)] instead",
                x, weight)
        }
    }

    // MARK: What depends on the batched input

    /// The sizes of the convolution of a batch.
    func geometry(_ x: Tensor, _ weight: Tensor, _ bias: Tensor?) throws -> ConvolutionGeometry {
        try checkChannels(x, weight, bias)
        let axes = try isTransposed ? transposedAxes(x, weight, bias) : plainAxes(x, weight, bias)
        let (outer, inner) = (weight.shape[0], weight.shape[1] * groups)
        return ConvolutionGeometry(
            dtype: x.dtype, batch: x.shape[0], channels: inner, outChannels: outer, groups: groups, axes: axes)
    }

    private func checkChannels(_ x: Tensor, _ weight: Tensor, _ bias: Tensor?) throws {
        let (inner, overflow) = weight.shape[1].multipliedReportingOverflow(by: groups)
        let (expected, results) = isTransposed ? (weight.shape[0], inner) : (inner, weight.shape[0])
        let given = isTransposed ? "transposed=1" : "groups=\(groups)"
        guard !overflow, x.shape[1] == expected else {
            throw error(
                "Given \(given), weight of size \(weight.shape), expected input\(x.shape) to have \(expected) channels, but got \(x.shape[1]) channels instead",
                x, weight, hint: "dimension 1 of the input is the channels; the weight was made for \(expected)")
        }
        if let bias, bias.shape != [results] {
            throw error(
                "Given \(isTransposed ? given + ", " : "")weight of size \(weight.shape), expected bias to be 1-dimensional with \(results) elements, but got bias of size \(bias.shape) instead",
                x, weight)
        }
    }

    private func plainAxes(_ x: Tensor, _ weight: Tensor, _ bias: Tensor?) throws -> [ConvolutionGeometry.Axis] {
        let extents = try extents(x, weight)
        if extents.contains(where: { $0.kernel > $0.padded }) {
            func text(_ values: [Int]) -> String { values.map(String.init).joined(separator: " x ") }
            throw error(
                "Calculated padded input size per channel: (\(text(extents.map(\.padded)))). Kernel size: (\(text(extents.map(\.kernel)))). Kernel size can't be greater than actual input size",
                x, weight, hint: "pad the input or use a smaller kernel or dilation")
        }
        try checkExtents(x, weight)
        try checkTypes(x, weight, bias)
        guard !x.shape[2...].contains(0) else {
            // Torch looks at rows of numbers as images of height 1.
            let shape = rank == 1 ? [x.shape[0], x.shape[1], 1, x.shape[2]] : x.shape
            throw error(
                "Only zero batch or zero channel inputs are supported, but got input shape: \(shape)", x, weight)
        }
        return extents.enumerated().map { dim, extent in
            let stride = value(of: stride, dim)
            return ConvolutionGeometry.Axis(
                input: x.shape[2 + dim], kernel: weight.shape[2 + dim],
                output: (extent.padded - extent.kernel) / stride + 1, stride: stride, before: extent.before,
                dilation: value(of: dilation, dim)
            ).simplified
        }
    }

    func checkExtents(_ x: Tensor, _ weight: Tensor) throws {
        guard dilation.values.allSatisfy({ $0 > 0 }) else {
            throw error("non-positive dilation is not supported", x, weight)
        }
        guard !weight.shape[2...].contains(0) else {
            throw error(
                "kernel size should be greater than zero, but got \(pythonTuple(Array(weight.shape[2...])))", x, weight)
        }
    }

    /// One dimension with its padding.
    private struct Extent {
        /// From the kernel's first tap to its last.
        var kernel: Int
        var before: Int
        var padded: Int
    }

    private func extents(_ x: Tensor, _ weight: Tensor) throws -> [Extent] {
        try (0..<rank).map { dim in
            let reach = CheckedInt(value(of: dilation, dim)) * (weight.shape[2 + dim] - 1)
            let paddings = paddings(dim, reach: reach.saturated)
            let padded = CheckedInt(x.shape[2 + dim]) + paddings.before + paddings.after
            guard paddings.before <= Int.max / 2, padded.isExact else {
                throw paddingBeyondReason(paddings.before, dim, x, weight)
            }
            return Extent(kernel: (reach + 1).saturated, before: paddings.before, padded: padded.saturated)
        }
    }

    func paddingBeyondReason(_ padding: Int, _ dim: Int, _ x: Tensor, _ weight: Tensor) -> TensorError {
        error("Given padding=\(padding) at dimension \(dim) , expected padding to be at most \(Int.max / 2)", x, weight)
    }

    private func paddings(_ dim: Int, reach: Int) -> (before: Int, after: Int) {
        switch padding {
        case .size(let size): (value(of: size, dim), value(of: size, dim))
        case .rule("same"): (reach / 2, reach - reach / 2)
        case .rule: (0, 0)
        }
    }

    /// The size in one of the dimensions; a list of one counts for all.
    func value(of size: Size, _ dim: Int) -> Int {
        let values = size.values
        return values.count == 1 ? values[0] : values[dim]
    }

    func checkTypes(_ x: Tensor, _ weight: Tensor, _ bias: Tensor?) throws {
        if let bias, bias.dtype != x.dtype, !isTransposed {
            throw error(
                "Input type (\(x.dtype.cTypeName)) and bias type (\(bias.dtype.cTypeName)) should be the same", x,
                weight)
        }
        guard x.dtype != .bool, x.dtype.isFloatingPoint || x.dtype == .int64 || !isTransposed else {
            let kernel =
                isTransposed
                ? "slow_conv_transpose\(max(rank, 2))d_out_cpu" : rank == 3 ? "compute_columns3d" : "slow_conv2d_cpu"
            throw TensorError(
                .notImplemented, operation, "\"\(kernel)\" not implemented for '\(x.dtype.scalarTypeName)'")
        }
        if let bias, bias.dtype != x.dtype, x.dtype == weight.dtype {
            throw error(
                "Input type (\(x.dtype.torchTypeName)) and bias type (\(bias.dtype.torchTypeName)) should be the same or input should be a MKLDNN tensor and bias is a dense tensor",
                x, weight)
        }
        if x.dtype == weight.dtype { return }
        // Torch has two texts: that of its fast library, which takes the 16- and 32-bit types, and that of its fallback.
        let isFastType = x.dtype.isFloatingPoint && x.dtype != .float64
        throw error(
            isFastType
                ? "Input type (\(x.dtype.torchTypeName)) and weight type (\(weight.dtype.torchTypeName)) should be the same or input should be a MKLDNN tensor and weight is a dense tensor"
                : "expected scalar type \(x.dtype.scalarTypeName) but found \(weight.dtype.scalarTypeName)",
            x, weight, hint: "convert one of them: x.to(.\(weight.dtype))")
    }

    func error(_ message: String, _ x: Tensor, _ weight: Tensor, hint: String? = nil) -> TensorError {
        TensorError(operation, message, shapes: ["input": x.shape, "weight": weight.shape], hint: hint)
    }
}

extension DType {
    /// The tensor type's name in torch's older messages.
    fileprivate var torchTypeName: String {
        switch self {
        case .bfloat16: "CPUBFloat16Type"
        default: "torch.\(scalarTypeName)Tensor"
        }
    }
}
