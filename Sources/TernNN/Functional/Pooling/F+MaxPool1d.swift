import TernCore

extension F {
    /// 1-d max pooling: the largest value of each window.
    ///
    /// y[n, c, i] = max over u of x[n, c, i*stride + u*dilation - padding]. Positions outside the signal don't count. NaN wins over
    /// every number.
    ///
    /// Shapes: x [N, C, L] or [C, L] -> [N, C, L'] with L' = floor((L + 2*padding - dilation*(k-1) - 1) / stride) + 1, or its
    /// ceiling.
    ///
    /// - Parameters:
    ///   - kernelSize: the window.
    ///   - stride: distance between windows. Default the window's size.
    ///   - padding: how far windows reach over the border, at most half a window. Default 0.
    ///   - dilation: distance between a window's taps. Default 1.
    ///   - ceilMode: whether windows that end outside count too, if they start inside. Default false.
    /// - Throws: `TensorError` in torch's words for shapes, types or arguments that don't fit.
    /// - Source: `torch.nn.functional.max_pool1d`.
    public static func maxPool1d(
        _ x: Tensor, kernelSize: any SizeArgument, stride: (any SizeArgument)? = nil, padding: any SizeArgument = 0,
        dilation: any SizeArgument = 1, ceilMode: Bool = false
    ) throws -> Tensor {
        let row = RowPooling(kernelSize, stride, padding, dilation, ceilMode)
        try row.check(x)
        let image = try x.unsqueeze(-2)
        let call = try MaxPool2dCall(
            image, row.kernelSize, row.stride, row.padding, row.dilation, ceilMode, isWide: true)
        return try call.output(image).squeeze(-2)
    }

    /// Max pooling that also tells where each maximum was found, the first of equals. (-1 for a dilated window that meets no
    /// element at all.)
    ///
    /// Parameters and shapes as `maxPool1d`.
    ///
    /// - Source: `torch.nn.functional.max_pool1d_with_indices`.
    public static func maxPool1dWithIndices(
        _ x: Tensor, kernelSize: any SizeArgument, stride: (any SizeArgument)? = nil, padding: any SizeArgument = 0,
        dilation: any SizeArgument = 1, ceilMode: Bool = false
    ) throws -> (output: Tensor, indices: Tensor) {
        let row = RowPooling(kernelSize, stride, padding, dilation, ceilMode)
        try row.checkForIndices(x)
        let (y, indices) = try maxPool2dWithIndices(
            x.unsqueeze(-2), kernelSize: row.kernelSize, stride: row.stride, padding: row.padding,
            dilation: row.dilation, ceilMode: ceilMode)
        return (try y.squeeze(-2), try indices.squeeze(-2))
    }
}

/// The arguments of a 1-d pooling as those of an image of height 1. Torch words its checks in two ways.
private struct RowPooling {
    private let given: [(name: String, values: [Int])]
    private let ceilMode: Bool

    init(
        _ kernelSize: any SizeArgument, _ stride: (any SizeArgument)?, _ padding: any SizeArgument,
        _ dilation: any SizeArgument, _ ceilMode: Bool
    ) {
        let distance = stride?.size.values ?? []
        given = [
            ("kernel_size", kernelSize.size.values), ("stride", distance), ("padding", padding.size.values),
            ("dilation", dilation.size.values),
        ]
        self.ceilMode = ceilMode
    }

    private func row(_ argument: Int, _ height: Int) -> Size { .each([height] + given[argument].values) }

    var kernelSize: Size { row(0, 1) }
    var stride: Size? { given[1].values.isEmpty ? nil : row(1, 1) }
    var padding: Size { row(2, 0) }
    var dilation: Size { row(3, 1) }

    func checkForIndices(_ x: Tensor) throws {
        try x.validate()
        for (name, values) in given where values.count > 1 || (values.isEmpty && name != "stride") {
            throw error("max_pool1d() argument '\(name)' should contain one int (got \(values.count))", x)
        }
        guard x.ndim == 2 || x.ndim == 3 else { throw x.notASignal("max_pool1d") }
    }

    func check(_ x: Tensor) throws {
        try x.validate()
        // Only the batch may be empty.
        guard x.ndim == 2 || x.ndim == 3, !x.shape.dropFirst(x.ndim - 2).contains(0) else {
            throw error(
                "max_pool1d: Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for input, but got:\(x.shape)",
                x)
        }
        let kinds = [
            "an int, list of ints or tuple of ints", "None, an int, list of ints, or tuple of ints",
            "an int, list of ints, or tuple of ints", "an int, list of ints or tuple of ints",
        ]
        for ((name, values), kind) in zip(given, kinds) where values.count != 1 && !(values.isEmpty && name == "stride")
        {
            throw error("max_pool1d() \(name) must be \(kind) of size 1 but got size \(values.count)", x)
        }
        for (name, values) in given where name != "padding" {
            if let value = values.first, value <= 0 {
                throw error("max_pool1d() \(name) must be greater than zero, but got \(value)", x)
            }
            if name == "stride" { try checkPadding(x) }
        }
        let arguments = try PoolArguments(
            .max, dimensions: 2, kernelSize: kernelSize, stride: stride, padding: padding, dilation: dilation,
            ceilMode: ceilMode, isWide: true)
        let output = try arguments.outputExtent(1, x)
        guard output > 0 else { throw error("max_pool1d() Invalid computed output size: \(output)", x) }
        // Torch has no kernel for integers here, but one where indices are asked for.
        guard x.dtype.isFloatingPoint || x.dtype == .int64 else { throw x.unsupported("max_pool1d_impl") }
    }

    private func checkPadding(_ x: Tensor) throws {
        let (kernel, padding) = (given[0].values[0], given[2].values[0])
        guard padding >= 0 else { throw error("max_pool1d() padding must be non-negative, but got \(padding)", x) }
        guard padding <= kernel / 2 else {
            throw error(
                "max_pool1d() padding should be at most half of kernel size, but got padding=\(padding) and kernel_size=\(kernel)",
                x)
        }
    }

    private func error(_ message: String, _ x: Tensor) -> TensorError {
        TensorError(.runtime, "max_pool1d", message, shapes: ["input": x.shape])
    }
}
