import CTernKernels
import TernCore

/// All sizes of one convolution, checked. A transposed convolution has that of the convolution whose gradient it is.
struct ConvolutionGeometry: Sendable {
    /// One dimension of the image.
    struct Axis: Sendable {
        var input: Int
        var kernel: Int
        var output: Int
        var stride: Int
        /// Zeros before the input.
        var before: Int
        var dilation: Int

        /// A dimension without extent.
        static let point = Axis(input: 1, kernel: 1, output: 1, stride: 1, before: 0, dilation: 1)

        /// The outputs that meet the input through this tap of the kernel, and the input that the first of them meets.
        func meetings(tap: Int) -> (outputs: Range<Int>, firstInput: Int) {
            let shift = tap * dilation - before
            let first = shift >= 0 ? 0 : (-shift - 1) / stride + 1
            let end = input > shift ? min(output, (input - shift - 1) / stride + 1) : 0
            return (first..<max(first, end), first * stride + shift)
        }

        /// The same with those numbers brought down to 1 that make no difference: a single output has no stride, a single tap
        /// no dilation.
        var simplified: Axis {
            var result = self
            if output <= 1 { result.stride = 1 }
            if kernel <= 1 { result.dilation = 1 }
            return result
        }
    }

    var dtype: DType
    var batch: Int
    var channels: Int
    var outChannels: Int
    var groups: Int
    /// One for each dimension, outermost first.
    var axes: [Axis]

    var inputShape: [Int] { [batch, channels] + axes.map(\.input) }
    var weightShape: [Int] { [outChannels, channels / groups] + axes.map(\.kernel) }
    var outputShape: [Int] { [batch, outChannels] + axes.map(\.output) }

    /// The convolution of the last two dimensions, or of the only one.
    func plane(batch: Int) -> Conv2dSize {
        let (h, w) = (axes.count > 1 ? axes[axes.count - 2] : .point, axes[axes.count - 1])
        return Conv2dSize(
            dtype: dtype.kernel, n: Int64(batch), c: Int64(channels), h: Int64(h.input), w: Int64(w.input),
            k: Int64(outChannels), kh: Int64(h.kernel), kw: Int64(w.kernel), groups: Int64(groups),
            oh: Int64(h.output), ow: Int64(w.output), stride_h: Int64(h.stride), stride_w: Int64(w.stride),
            pad_top: Int64(h.before), pad_left: Int64(w.before), dilation_h: Int64(h.dilation),
            dilation_w: Int64(w.dilation))
    }
}
