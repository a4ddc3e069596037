import TernCore

/// The arguments of a pooling with sliding windows over two or three dimensions, and torch's checks of them in its order.
struct PoolArguments {
    enum Operation: String { case max, avg }

    let operation: Operation
    let dimensions: Int
    let kernel: [Int]
    let stride: [Int]
    let padding: [Int]
    let dilation: [Int]
    let ceilMode: Bool

    /// - Parameter isWide: whether numbers of more than 32 bits are allowed, as torch's one-dimensional maximum does.
    init(
        _ operation: Operation, dimensions: Int, kernelSize: Size, stride: Size?, padding: Size,
        dilation: Size = .all(1), ceilMode: Bool, isWide: Bool = false
    ) throws {
        let name = "\(operation)_pool\(dimensions)d"
        let (tuple, either) = (
            dimensions == 2 ? "two" : "three", operation == .avg && dimensions == 3 ? "be" : "either be"
        )
        func expanded(_ size: Size, _ rule: String) throws -> [Int] {
            let values = size.values
            for value in values where !isWide { _ = try value.asCInt(name) }
            if values.count == 1 { return Array(repeating: values[0], count: dimensions) }
            guard values.count == dimensions else {
                throw TensorError(name, "\(name): \(rule) a single int, or a tuple of \(tuple) ints")
            }
            return values
        }
        self.operation = operation
        self.dimensions = dimensions
        kernel = try expanded(kernelSize, "kernel_size must \(either)")
        let isDefaultStride = stride == nil || stride?.values.isEmpty == true
        self.stride = isDefaultStride ? kernel : try expanded(stride ?? kernelSize, "stride must \(either) omitted,")
        self.padding = try expanded(padding, "padding must \(either)")
        self.dilation = try expanded(dilation, "dilation must be either")
        self.ceilMode = ceilMode
    }

    var name: String { "\(operation)_pool\(dimensions)d" }

    /// Whether windows reach or step so far that kernels should visit only the positions that exist.
    var isVast: Bool { (kernel + stride + padding + dilation).contains { $0 > 1 << 15 } }

    /// The results' extents, after all checks.
    func outputSize(_ x: Tensor) throws -> [Int] {
        try checkRank(x)
        let output = try (0..<dimensions).map { axis in
            try outputExtent(axis, x)
        }
        try checkWindow(x)
        try checkExtents(x, output)
        return output
    }

    /// How the windows lie along each dimension.
    func rules(_ x: Tensor, _ output: [Int], countsPadding: Bool = false) -> [PoolRule] {
        (0..<dimensions).map { axis in
            PoolRule(
                input: x.shape[x.ndim - dimensions + axis], output: output[axis],
                kind: .sliding(
                    kernel: kernel[axis], stride: stride[axis], padding: padding[axis],
                    dilation: kernel[axis] == 1 ? 1 : dilation[axis], countsPadding: countsPadding))
        }
    }

    func error(_ message: String, _ x: Tensor, _ kind: TensorError.Kind = .runtime) -> TensorError {
        TensorError(kind, name, message, shapes: ["input": x.shape])
    }
}

// MARK: - Checks

extension PoolArguments {
    private var isBatched: String { "\(dimensions + 1)D or \(dimensions + 2)D (batch mode) tensor" }

    private func checkRank(_ x: Tensor) throws {
        let fits = x.ndim == dimensions + 1 || x.ndim == dimensions + 2
        if fits { return }
        // Average pooling of images looks at the sizes first, and counts dimensions later.
        guard operation == .avg, dimensions == 2 else { throw error("non-empty \(isBatched) expected for input", x) }
        guard x.ndim < 3 else { return }
        throw error(
            "Dimension out of range (expected to be in range of [\(-Swift.max(x.ndim, 1)), \(Swift.max(x.ndim, 1) - 1)], but got -3)",
            x, .index)
    }

    private func checkAxis(_ axis: Int, _ x: Tensor) throws {
        guard stride[axis] != 0 else { throw error("stride should not be zero", x) }
        guard padding[axis] >= 0 else { throw error("pad must be non-negative, but got pad: \(padding[axis])", x) }
        guard let reach = reach(axis).exact else {
            throw error(
                "effective kernel size overflows, but got kernel_size=\(kernel[axis]) and dilation=\(dilation[axis])", x
            )
        }
        guard padding[axis] <= reach / 2 else {
            throw error(
                "pad should be at most half of effective kernel size, but got pad=\(padding[axis]), kernel_size=\(kernel[axis]) and dilation=\(dilation[axis])",
                x)
        }
    }

    /// ` kT: 1 kH: 2 kW: 3`: one number for each dimension under its letter.
    private func labelled(_ prefix: String, _ values: [Int]) -> String {
        zip(["T", "H", "W"].suffix(dimensions), values).map { " \(prefix)\($0): \($1)" }.joined()
    }

    private func checkWindow(_ x: Tensor) throws {
        for (rule, prefix, values) in [
            ("kernel size", "k", kernel), ("stride", "d", stride), ("dilation", "dilation", dilation),
        ] where !values.allSatisfy({ $0 > 0 }) {
            throw error("\(rule) should be greater than zero, but got\(labelled(prefix, values))", x)
        }
    }

    private func checkExtents(_ x: Tensor, _ output: [Int]) throws {
        let canBeEmpty = x.ndim == dimensions + 2 ? 1 : 0
        if let empty = x.shape.indices.dropFirst(canBeEmpty).first(where: { x.shape[$0] == 0 }) {
            guard dimensions == 3 else { throw wrongInput(x) }
            let function = operation == .max ? "max_pool3d_with_indices_out_cpu_template" : name
            throw error(
                "\(function)(): Expected input to have non-zero size for non-batch dimensions, but input has sizes \(x.shape) with dimension \(empty) being empty",
                x)
        }
        guard x.ndim <= dimensions + 2 else { throw wrongInput(x) }
        let image = Array(x.shape.suffix(dimensions))
        if operation == .avg, dimensions == 3, zip(image, kernel).contains(where: { $0 < $1 }) {
            throw error(
                "input image (\(labelled("", image).dropFirst())) smaller than kernel size (\(labelled("k", kernel).dropFirst()))",
                x)
        }
        try checkHalf(x)
        guard output.allSatisfy({ $0 >= 1 }) else {
            let channels = x.shape[x.ndim - dimensions - 1]
            func text(_ sizes: [Int]) -> String {
                "(" + ([channels] + sizes).map(String.init).joined(separator: "x") + ")"
            }
            throw error(
                "Given input size: \(text(image)). Calculated output size: \(text(output)). Output size is too small",
                x)
        }
    }

    private func wrongInput(_ x: Tensor) -> TensorError {
        error("Expected \(isBatched) with optional 0 dim batch size for input, but got:\(x.shape)", x)
    }

    private func checkHalf(_ x: Tensor) throws {
        guard zip(kernel, padding).contains(where: { $0 / 2 < $1 }) else { return }
        let start = "pad should be smaller than or equal to half of kernel size, but got "
        func inTorchsOrder(_ prefix: String, _ v: [Int]) -> String {
            "\(prefix)T: \(v[0]) \(prefix)W: \(v[2]) \(prefix)H: \(v[1])"
        }
        throw error(
            dimensions == 2
                ? start + "padW = \(padding[1]), padH = \(padding[0]), kW = \(kernel[1]), kH = \(kernel[0])"
                : start + inTorchsOrder("k", kernel) + " " + inTorchsOrder("pad", padding), x)
    }

    /// From a window's first tap to its last.
    private func reach(_ axis: Int) -> CheckedInt { (CheckedInt(kernel[axis]) - 1) * dilation[axis] + 1 }

    /// One output extent. In ceil mode the last window must start inside the image or the padding before it.
    func outputExtent(_ axis: Int, _ x: Tensor) throws -> Int {
        try checkAxis(axis, x)
        let (input, stride) = (x.shape[x.ndim - dimensions + axis], stride[axis])
        let padded = CheckedInt(padding[axis]) * 2 + input
        let space = try (padded - reach(axis).saturated).value(
            orThrow: error("stride or padding is too large: the sizes overflow", x))
        // A negative distance is refused later; torch computes with it up to there.
        guard stride > 0 else { return space / stride + 1 }
        var output = space.floorDivided(by: stride) + 1
        if ceilMode, !space.isMultiple(of: stride) {
            // One window more, unless it starts behind the image.
            let start = CheckedInt(output) * stride
            if start.isExact, start.saturated < input + padding[axis] { output += 1 }
        }
        return output
    }
}
