/// What becomes of a convolution's sums on their way to memory: clamp(sum * scale[channel] + shift[channel] + residual).
package struct ConvolutionEpilogue {
    /// A contiguous vector of the output's channels; nil for 1.
    package var scale: Operand?
    /// A contiguous vector of the output's channels, such as a bias; nil for 0.
    package var shift: Operand?
    /// An array in memory as the output is, beside it or the output itself; nil for 0.
    package var residual: Operand?
    /// The bounds of the result, if any.
    package var bounds: ClosedRange<Double>?

    package init(
        scale: Operand? = nil, shift: Operand? = nil, residual: Operand? = nil, bounds: ClosedRange<Double>? = nil
    ) {
        self.scale = scale
        self.shift = shift
        self.residual = residual
        self.bounds = bounds
    }
}
