import TernCore

extension F {
    /// 2-d max pooling with windows at random distances, so that the size shrinks by any factor.
    ///
    /// The first window of i = 0, 1, … starts at floor((i + u) * a) - floor(u * a), a = (H - kernel) / (H' - 1), with a random u of
    /// each plane and direction; the last ends at the border.
    ///
    /// Shapes: x [N, C, H, W] or [C, H, W] -> [N, C, H', W'].
    ///
    /// - Parameters:
    ///   - kernelSize: the window, `2` or `[2, 3]`.
    ///   - outputSize: H' and W'. Either these or `outputRatio`.
    ///   - outputRatio: what to multiply H and W by; the products are rounded down.
    ///   - randomSamples: the numbers u from 0 to 1, [N, C, 2]: first W's, then H's. Default drawn from the default generator.
    /// - Throws: `TensorError` in torch's words for shapes, types or sizes that don't fit.
    /// - Source: `torch.nn.functional.fractional_max_pool2d`; B. Graham 2014, arXiv 1412.6071.
    public static func fractionalMaxPool2d(
        _ x: Tensor, kernelSize: any SizeArgument, outputSize: (any SizeArgument)? = nil,
        outputRatio: ScaleFactor? = nil, randomSamples: Tensor? = nil
    ) throws -> Tensor {
        try fractionalMaxPool2dWithIndices(
            x, kernelSize: kernelSize, outputSize: outputSize, outputRatio: outputRatio, randomSamples: randomSamples
        ).output
    }

    /// `fractionalMaxPool2d` that also tells where each maximum was found, `h * W + w`, the first of equals.
    ///
    /// - Source: `torch.nn.functional.fractional_max_pool2d_with_indices`.
    public static func fractionalMaxPool2dWithIndices(
        _ x: Tensor, kernelSize: any SizeArgument, outputSize: (any SizeArgument)? = nil,
        outputRatio: ScaleFactor? = nil, randomSamples: Tensor? = nil
    ) throws -> (output: Tensor, indices: Tensor) {
        try x.validate()
        try randomSamples?.validate()
        let output = try outputExtents(x, outputSize?.size, outputRatio)
        guard x.ndim > 2 else {
            throw TensorError(
                .index, "fractional_max_pool2d",
                "Dimension out of range (expected to be in range of [\(-x.ndim), \(x.ndim - 1)], but got -3)")
        }
        let planes = [x.ndim == 3 ? 1 : x.shape[0], x.shape[x.ndim - 3]]
        let samples = try randomSamples ?? .rand(planes + [2], dtype: x.dtype, device: x.device).validated()
        let pooling = try FractionalPooling(x, kernelSize.size, output)
        try pooling.check(samples)
        return try pooling.apply(samples)
    }

    private static func outputExtents(_ x: Tensor, _ size: Size?, _ ratio: ScaleFactor?) throws -> Size {
        if let size { return size }
        guard let ratio else {
            throw TensorError(
                .value, "fractional_max_pool2d",
                "fractional_max_pool2d requires specifying either an output_size or an output_ratio")
        }
        guard let factors = ratio.expanded(to: 2) else {
            throw TensorError(
                .value, "fractional_max_pool2d",
                "fractional_max_pool2d requires output_ratio to either be a single Int or tuple of Ints.")
        }
        return .each(
            try zip(x.shape.suffix(2), factors).map { try Int(converting: Double($0) * $1, "fractional_max_pool2d") })
    }
}

/// One call, with torch's checks.
private struct FractionalPooling {
    let x: Tensor
    /// Height and width.
    let kernel: [Int]
    let output: [Int]

    private var input: [Int] { Array(x.shape.suffix(2)) }
    private static let name = "fractional_max_pool2d"

    init(_ x: Tensor, _ kernelSize: Size, _ outputSize: Size) throws {
        func refuse(_ text: String) -> TensorError {
            TensorError(FractionalPooling.name, text, shapes: ["input": x.shape])
        }
        let start = "fractional_max_pool2d():"
        guard let kernel = kernelSize.expanded(to: 2) else {
            throw refuse("fractional_max_pool2d: kernel_size must either be a single Int or tuple of Ints")
        }
        guard let output = outputSize.expanded(to: 2) else {
            throw refuse("fractional_max_pool2d: output_size must either be a single Int or tuple of Ints")
        }
        guard kernel.allSatisfy({ $0 > 0 }) else {
            throw refuse("\(start) kernel size should be greater than zero, but got \(kernel[0])x\(kernel[1])")
        }
        guard x.ndim == 3 || x.ndim == 4 else {
            throw refuse("\(start) Expected 3D or 4D tensor, but got: \(x.shape)")
        }
        for (dim, size) in x.shape.enumerated().dropFirst() where size == 0 {
            throw refuse(
                "\(start) Expected input to have non-zero size for non-batch dimensions, but got\(x.shape) with dimension \(dim) being empty."
            )
        }
        for (axis, side) in ["height", "width"].enumerated() {
            let extent = x.shape[x.ndim - 2 + axis]
            let (reach, overflow) = output[axis].addingReportingOverflow(kernel[axis] - 1)
            guard !overflow, reach <= extent else {
                throw refuse("\(start) pool \(side) \(kernel[axis]) too large relative to input \(side) \(extent)")
            }
        }
        guard output.allSatisfy({ $0 >= 0 }) else {
            throw refuse("Trying to create tensor with negative dimension \(output.min() ?? 0): \(output)")
        }
        (self.x, self.kernel, self.output) = (x, kernel, output)
    }

    func check(_ samples: Tensor) throws {
        func refuse(_ text: String) -> TensorError {
            TensorError(FractionalPooling.name, text, shapes: ["input": x.shape, "samples": samples.shape])
        }
        guard samples.dtype == x.dtype else {
            throw refuse("Expect _random_samples to have the same dtype as input")
        }
        guard samples.ndim == 3 else {
            throw refuse("Expect _random_samples to have 3 dimensions, got \(samples.ndim)")
        }
        guard samples.shape[0] >= (x.ndim == 3 ? 1 : x.shape[0]) else {
            throw refuse("Expect _random_samples.size(0) no less then input batch size.")
        }
        guard samples.shape[1] == x.shape[x.ndim - 3] else {
            throw refuse("Expect _random_samples.size(1) equals to input channel size.")
        }
        guard samples.shape[2] == 2 else {
            throw refuse("Expect _random_samples.size(2) equals to 2; got \(samples.shape[2]).")
        }
    }

    func apply(_ samples: Tensor) throws -> (output: Tensor, indices: Tensor) {
        let images = try x.ndim == 4 ? x.detach() : x.detach().unsqueeze(0)
        let planes = Array(images.shape.prefix(2))
        let own = try samples.detach().narrow(0, start: 0, length: planes[0])
        let rows = try positions(own.select(-1, 1), axis: 0).unsqueeze(3).unsqueeze(5)
        let columns = try positions(own.select(-1, 0), axis: 1).unsqueeze(2).unsqueeze(4)
        let windows = planes + output + [kernel[0] * kernel[1]]
        // [N, C, H', W', window]: where each element of each window lies in its plane.
        let places = try (rows * input[1]).add(columns).reshape(windows)
        let values = try images.reshape(planes + [input[0] * input[1]])
            .gather(2, places.reshape(planes + [output[0] * output[1] * windows[4]])).reshape(windows)
        let (maxima, taps) = try values.max(dim: -1)
        let found = try places.gather(-1, taps.unsqueeze(-1)).squeeze(-1)
        let (y, indices) = try x.ndim == 4 ? (maxima, found) : (maxima.squeeze(0), found.squeeze(0))
        let result = y.recorded("FractionalMaxPool2DBackward0", x) { dy in
            try dy.scatteredOverPlanes(to: indices, extents: input, mayMiss: false)
        }
        return (result, indices)
    }

    /// The positions [N, C, windows, kernel] that the windows of each plane cover along an axis. Computed in the samples' type, as in
    /// torch.
    private func positions(_ samples: Tensor, axis: Int) throws -> Tensor {
        let (count, slack) = (output[axis], input[axis] - kernel[axis])
        let ends = Tensor.full(samples.shape + [Swift.min(count, 1)], slack, dtype: .int64, device: x.device)
        var starts = ends
        if count > 1 {
            let u = try samples.unsqueeze(-1)
            func number(_ value: Int) throws -> Tensor { try Tensor([Double(value)]).to(x.dtype, device: x.device) }
            let step = try number(slack).div(number(count - 1))
            let steps = try Tensor.arange(count - 1, dtype: .float64).to(x.dtype, device: x.device)
            let first = try steps.add(u).mul(step).to(.int64).sub(u.mul(step).to(.int64))
            starts = try .cat([first, ends], dim: -1)
        }
        return try starts.unsqueeze(-1).add(Tensor.arange(kernel[axis], device: x.device))
    }
}
