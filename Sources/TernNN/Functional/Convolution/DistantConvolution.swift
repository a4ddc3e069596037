import TernCore

/// A convolution whose stride, padding or dilation is larger than any image: most outputs and taps never meet the input, and the
/// kernels' arithmetic is not made for such distances. What meets the input is a small convolution; all else is the bias.
struct DistantConvolution {
    private let geometry: ConvolutionGeometry

    init(_ geometry: ConvolutionGeometry) { self.geometry = geometry }

    /// The convolution of a batch, made of differentiable operations.
    func callAsFunction(_ x: Tensor, _ weight: Tensor, _ bias: Tensor?) throws -> Tensor {
        _ = try Shape.elementCount(geometry.outputShape, "conv\(geometry.axes.count)d")
        var (input, kernel, near) = (x, weight, geometry)
        var margins: [Int] = []
        for (index, axis) in geometry.axes.enumerated() {
            guard let part = axis.meetingPart else { return try shifted(untouched(x, weight), by: bias) }
            input = try input.narrow(2 + index, start: part.firstInput, length: part.axis.input)
            kernel = try kernel.narrow(2 + index, start: part.taps.lowerBound, length: part.taps.count)
            near.axes[index] = part.axis
            margins.insert(contentsOf: [part.outputs.lowerBound, axis.output - part.outputs.upperBound], at: 0)
        }
        return try shifted(Convolution.forward(input, kernel, nil, near).pad(margins), by: bias)
    }

    /// Zeros whose gradients by input and weight are zeros.
    private func untouched(_ x: Tensor, _ weight: Tensor) throws -> Tensor {
        let nothing = try x.narrow(2, start: 0, length: 0).sum().add(weight.narrow(2, start: 0, length: 0).sum())
        return try Tensor.zeros(geometry.outputShape, dtype: x.dtype, device: x.device).add(nothing).to(x.dtype)
    }

    private func shifted(_ y: Tensor, by bias: Tensor?) throws -> Tensor {
        guard let bias else { return y }
        return try y.add(bias.reshape([-1] + geometry.axes.map { _ in 1 }))
    }
}

extension ConvolutionGeometry {
    /// Whether a distance along some axis has more than 32 bits.
    var isDistant: Bool {
        axes.contains { max($0.stride, $0.dilation, $0.before) > Int(Int32.max) }
    }
}

extension ConvolutionGeometry.Axis {
    /// The part of an axis in which kernel and input meet.
    struct MeetingPart {
        var taps: Range<Int>
        var outputs: Range<Int>
        var firstInput: Int
        var axis: ConvolutionGeometry.Axis
    }

    /// The part in which kernel and input meet; nil if they never do.
    var meetingPart: MeetingPart? {
        let meetings = (0..<kernel).map { self.meetings(tap: $0).outputs }
        guard let firstTap = meetings.firstIndex(where: { !$0.isEmpty }),
            let lastTap = meetings.lastIndex(where: { !$0.isEmpty })
        else { return nil }
        let met = meetings.filter { !$0.isEmpty }
        let firstOutput = met.map(\.lowerBound).min() ?? 0
        let outputs = firstOutput..<(met.map(\.upperBound).max() ?? 0)
        // Where the first output's first tap lies; no position before it is read.
        let start = firstOutput * stride + firstTap * dilation - before
        let firstInput = Swift.max(start, 0)
        let part = ConvolutionGeometry.Axis(
            input: input - firstInput, kernel: lastTap - firstTap + 1, output: outputs.count, stride: stride,
            before: Swift.max(-start, 0), dilation: dilation
        ).simplified
        return MeetingPart(taps: firstTap..<lastTap + 1, outputs: outputs, firstInput: firstInput, axis: part)
    }
}
