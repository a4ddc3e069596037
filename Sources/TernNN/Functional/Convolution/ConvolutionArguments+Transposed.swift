import TernCore

extension ConvolutionArguments {
    /// The dimensions of the convolution whose gradient the transposed one is: its output is our input.
    func transposedAxes(_ x: Tensor, _ weight: Tensor, _ bias: Tensor?) throws -> [ConvolutionGeometry.Axis] {
        try checkExtents(x, weight)
        try checkTypes(x, weight, bias)
        try checkOutputPadding(x, weight)
        try checkWidths(x, weight)
        guard !x.shape[2...].contains(0) else {
            throw error(
                "Only zero batch or zero channel inputs are supported, but got input shape: \(x.shape)", x, weight)
        }
        let axes = try (0..<rank).map { try transposedAxis($0, x, weight) }
        guard axes.allSatisfy({ $0.input > 0 }) else {
            func text(_ values: [Int]) -> String { values.map(String.init).joined(separator: " x ") }
            throw error(
                "Given input size per channel: (\(text(axes.map(\.output)))). Calculated output size per channel: (\(text(axes.map(\.input)))). Output size is too small",
                x, weight, hint: "pad less")
        }
        return axes
    }

    private func transposedAxis(_ dim: Int, _ x: Tensor, _ weight: Tensor) throws -> ConvolutionGeometry.Axis {
        guard case .size(let padding) = padding, let outputPadding else {
            throw error("a transposed convolution is padded by numbers", x, weight)
        }
        let (size, kernel) = (x.shape[2 + dim], weight.shape[2 + dim])
        let (stride, before, dilation) = (value(of: stride, dim), value(of: padding, dim), value(of: dilation, dim))
        guard before <= Int.max / 2 else { throw paddingBeyondReason(before, dim, x, weight) }
        let whole = CheckedInt(size - 1) * stride + CheckedInt(dilation) * (kernel - 1) + value(of: outputPadding, dim)
        let input = try (whole + 1 - 2 * before).value(
            orThrow: error("Storage size calculation overflowed: the result has too many elements", x, weight))
        return ConvolutionGeometry.Axis(
            input: input, kernel: kernel, output: size, stride: stride, before: before, dilation: dilation)
    }

    /// Torch keeps these numbers in a C `int`. What is cut off there is refused here.
    private func checkWidths(_ x: Tensor, _ weight: Tensor) throws {
        for (name, size, separator) in [("stride", stride, ""), ("dilation", dilation, ",")] {
            // Torch looks at rows of numbers as images of height 1.
            let values = (rank == 1 ? [1] : []) + (0..<rank).map { value(of: size, $0) }
            let cut = values.map { Int32(truncatingIfNeeded: $0) }
            guard cut.allSatisfy({ $0 > 0 }) else {
                let names = ["depth", "height", "width"].suffix(values.count)
                let list = zip(names, cut).map { "\(name)_\($0): \($1)" }.joined(separator: separator + " ")
                throw error("\(name) should be greater than zero, but got \(list)", x, weight)
            }
            for value in values { _ = try value.asCInt("conv_transpose\(rank)d") }
        }
    }

    private func checkOutputPadding(_ x: Tensor, _ weight: Tensor) throws {
        guard let outputPadding else { return }
        let isTooLarge = (0..<rank).contains { dim in
            value(of: outputPadding, dim) >= max(value(of: stride, dim), value(of: dilation, dim))
        }
        guard isTooLarge else { return }
        // Torch looks at rows of numbers as images of height 1.
        let names = ["depth", "height", "width"].suffix(max(rank, 2))
        func list(_ name: String, _ size: Size, ofHeight height: Int) -> String {
            let values = (rank == 1 ? [height] : []) + (0..<rank).map { value(of: size, $0) }
            return zip(names, values).map { "\(name)_\($0): \($1)" }.joined(separator: " ")
        }
        throw error(
            "output padding must be smaller than either stride or dilation, but got \(list("output_padding", outputPadding, ofHeight: 0)) \(list("stride", stride, ofHeight: 1)) \(list("dilation", dilation, ofHeight: 1))",
            x, weight)
    }
}
