import TernCore

/// The activation at the end of a fused convolution.
package enum FusedActivation: Sendable {
    case identity
    case relu
    case relu6

    /// The activation alone.
    package func callAsFunction(_ x: Tensor) throws -> Tensor {
        switch self {
        case .identity: x
        case .relu: try x.relu().validated()
        case .relu6: try x.clamp(min: 0, max: 6).validated()
        }
    }
}

/// activation(norm(conv(x)) + residual), the step that residual networks are made of.
///
/// In evaluation, with no gradients recorded, it is one pass over the output; else, and for whatever the fused kernel doesn't
/// cover, the layers run one after the other. The results agree up to rounding.
///
/// - Parameters:
///   - norm: the normalisation between convolution and sum, if any.
///   - residual: what is added before the activation, of the output's shape.
/// - Throws: what the layers throw.
package func fusedConvolution(
    _ conv: Conv2d, _ norm: BatchNorm2d? = nil, residual: Tensor? = nil, activation: FusedActivation = .identity,
    _ x: Tensor
) throws -> Tensor {
    var y = try conv(x)
    if let norm { y = try norm(y) }
    if let residual { y = try y + residual }
    return try activation(y)
}
