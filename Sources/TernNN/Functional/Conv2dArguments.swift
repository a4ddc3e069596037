import CTernKernels
import TernCore

/// The arguments of a convolution and torch's checks of them, in torch's order and words.
struct Conv2dArguments {
    var stride: Size
    var padding: Padding
    var dilation: Size
    var groups: Int

    private let operation = "conv2d"

    init(stride: Size, padding: Padding, dilation: Size, groups: Int) {
        self.stride = stride
        self.padding = padding
        self.dilation = dilation
        self.groups = groups
    }

    // MARK: What can be checked before the batch dimension is added

    func check(_ x: Tensor, _ weight: Tensor, _ bias: Tensor?) throws {
        if let bias, case .size = padding, bias.dtype != x.dtype {
            throw error(
                "Input type (\(x.dtype.cTypeName)) and bias type (\(bias.dtype.cTypeName)) should be the same",
                x, weight, hint: "convert one of them: x.to(.\(bias.dtype))")
        }
        guard x.ndim == 3 || x.ndim == 4 else {
            throw error(
                "Expected 3D (unbatched) or 4D (batched) input to conv2d, but got input of size: \(x.shape)", x, weight,
                hint: "an image is [channels, height, width], a batch of them [N, channels, height, width]")
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
            // A single number has become a pair before torch's checks see it.
            let values = size.expanded(to: 2) ?? size.values
            guard values.count != 1, values.count != dims else { return }
            if isSame { throw error("\(name) cannot broadcast to \(dims) dimensions", x, weight) }
            throw error(
                "expected \(name) to be a single integer value or a list of \(dims) values to match the convolution dimensions, but got \(name)=\(values)",
                x, weight)
        }
        try check(stride, "stride")
        if case .size(let size) = padding { try check(size, "padding") }
        try check(dilation, "dilation")
        if isSame, stride.values.contains(where: { $0 != 1 }) {
            throw error(
                "padding='same' is not supported for strided convolutions", x, weight,
                hint: "give the padding as numbers")
        }
    }

    private func checkWeightRank(_ x: Tensor, _ weight: Tensor) throws {
        guard weight.ndim != 4 else { return }
        let batched = x.ndim == 3 ? [1] + x.shape : x.shape
        throw error(
            "Expected \(weight.ndim)-dimensional input for \(weight.ndim)-dimensional weight\(weight.shape), but got \(batched.count)-dimensional input of size \(batched) instead",
            x, weight, hint: "a 2-d convolution's weight is [out, in/groups, height, width]")
    }

    private func checkSigns(_ x: Tensor, _ weight: Tensor) throws {
        if case .size(let size) = padding, size.values.contains(where: { $0 < 0 }) {
            throw error("negative padding is not supported", x, weight)
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

    /// The sizes of the convolution of a [N, C, H, W] input.
    func geometry(_ x: Tensor, _ weight: Tensor, _ bias: Tensor?) throws -> Conv2dGeometry {
        let (channels, expected) = (x.shape[1], weight.shape[1].multipliedReportingOverflow(by: groups))
        guard !expected.overflow, channels == expected.partialValue else {
            throw error(
                "Given groups=\(groups), weight of size \(weight.shape), expected input\(x.shape) to have \(expected.partialValue) channels, but got \(channels) channels instead",
                x, weight,
                hint: "dimension 1 of the input is the channels; the weight was made for \(expected.partialValue)")
        }
        if let bias, bias.shape != [weight.shape[0]] {
            throw error(
                "Given weight of size \(weight.shape), expected bias to be 1-dimensional with \(weight.shape[0]) elements, but got bias of size \(bias.shape) instead",
                x, weight)
        }
        let axes = try axes(x, weight)
        let sizes = axes.map { $0.inputSize }
        let isTooSmall = axes.contains { $0.kernelExtent > $0.paddedSize }
        if isTooSmall {
            throw error(
                "Calculated padded input size per channel: (\(axes[0].paddedSize) x \(axes[1].paddedSize)). Kernel size: (\(axes[0].kernelExtent) x \(axes[1].kernelExtent)). Kernel size can't be greater than actual input size",
                x, weight, hint: "pad the input or use a smaller kernel or dilation")
        }
        guard dilation.values.allSatisfy({ $0 > 0 }) else {
            throw error("non-positive dilation is not supported", x, weight)
        }
        guard weight.shape[2] > 0, weight.shape[3] > 0 else {
            throw error(
                "kernel size should be greater than zero, but got \(pythonTuple(Array(weight.shape[2...])))", x, weight)
        }
        try checkTypes(x, weight, bias)
        guard sizes[0] > 0, sizes[1] > 0 else {
            throw error(
                "Only zero batch or zero channel inputs are supported, but got input shape: \(x.shape)", x, weight)
        }
        let output = axes.map { ($0.paddedSize - $0.kernelExtent) / $0.stride + 1 }
        return Conv2dGeometry(
            size: Conv2dSize(
                dtype: x.dtype.kernel, n: Int64(x.shape[0]), c: Int64(channels), h: Int64(sizes[0]), w: Int64(sizes[1]),
                k: Int64(weight.shape[0]), kh: Int64(weight.shape[2]), kw: Int64(weight.shape[3]),
                groups: Int64(groups), oh: Int64(output[0]), ow: Int64(output[1]),
                stride_h: Int64(axes[0].stride), stride_w: Int64(axes[1].stride),
                pad_top: Int64(axes[0].before), pad_left: Int64(axes[1].before),
                dilation_h: Int64(axes[0].dilation), dilation_w: Int64(axes[1].dilation)))
    }

    /// One dimension of the image.
    private struct Axis {
        var inputSize: Int
        var kernelExtent: Int
        var before: Int
        var paddedSize: Int
        var stride: Int
        var dilation: Int
    }

    private func axes(_ x: Tensor, _ weight: Tensor) throws -> [Axis] {
        try (0..<2).map { dim in
            let input = x.shape[2 + dim]
            let dilation = value(of: self.dilation, dim)
            let reach = dilation.multipliedReportingOverflow(by: weight.shape[2 + dim] - 1)
            let paddings = paddings(dim, reach: reach.partialValue)
            let padded = input.addingReportingOverflow(paddings.before)
            let total = padded.partialValue.addingReportingOverflow(paddings.after)
            guard !reach.overflow, !padded.overflow, !total.overflow, reach.partialValue < Int.max else {
                throw error("padding or dilation is too large: the sizes overflow", x, weight)
            }
            return Axis(
                inputSize: input, kernelExtent: reach.partialValue + 1, before: paddings.before,
                paddedSize: total.partialValue, stride: value(of: stride, dim), dilation: dilation)
        }
    }

    private func paddings(_ dim: Int, reach: Int) -> (before: Int, after: Int) {
        switch padding {
        case .size(let size): (value(of: size, dim), value(of: size, dim))
        case .rule("same"): (reach / 2, reach - reach / 2)
        case .rule: (0, 0)
        }
    }

    /// The size in one of the two dimensions; a list of one counts for both.
    private func value(of size: Size, _ dim: Int) -> Int {
        let values = size.values
        return values.count == 1 ? values[0] : values[dim]
    }

    private func checkTypes(_ x: Tensor, _ weight: Tensor, _ bias: Tensor?) throws {
        if let bias, bias.dtype != x.dtype {
            throw error(
                "Input type (\(x.dtype.cTypeName)) and bias type (\(bias.dtype.cTypeName)) should be the same", x,
                weight)
        }
        guard x.dtype != .bool else {
            throw TensorError(.notImplemented, operation, "\"slow_conv2d_cpu\" not implemented for 'Bool'")
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

    private func error(_ message: String, _ x: Tensor, _ weight: Tensor, hint: String? = nil) -> TensorError {
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
