import TernCore

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
    let call = FusedConvolution(conv: conv, norm: norm, residual: residual, activation: activation)
    return try call.fused(x) ?? call.layerByLayer(x)
}

/// The same with a rectifier that is a module: if it has hooks it is called by itself, so that they see its call.
package func fusedConvolution(
    _ conv: Conv2d, _ norm: BatchNorm2d? = nil, residual: Tensor? = nil, relu: ReLU, _ x: Tensor
) throws -> Tensor {
    guard relu.hasHooks else { return try fusedConvolution(conv, norm, residual: residual, activation: .relu, x) }
    return try relu(fusedConvolution(conv, norm, residual: residual, x))
}

/// The activation at the end of a fused convolution.
package enum FusedActivation: Sendable {
    case identity
    case relu
    case relu6

    /// What results are clamped to.
    var bounds: ClosedRange<Double>? {
        switch self {
        case .identity: nil
        case .relu: 0 ... .infinity
        case .relu6: 0...6
        }
    }

    /// The name of the operation alone in the history.
    var nodeName: String? {
        switch self {
        case .identity: nil
        case .relu: "ReluBackward0"
        case .relu6: "HardtanhBackward0"
        }
    }

    /// The activation alone.
    package func callAsFunction(_ x: Tensor) throws -> Tensor {
        switch self {
        case .identity: x
        case .relu: try x.relu().validated()
        case .relu6: try F.relu6(x).validated()
        }
    }
}

/// One convolution and what follows it.
package struct FusedConvolution {
    private let conv: Conv2d
    private let norm: BatchNorm2d?
    private let residual: Tensor?
    private let activation: FusedActivation

    package init(conv: Conv2d, norm: BatchNorm2d?, residual: Tensor?, activation: FusedActivation) {
        self.conv = conv
        self.norm = norm
        self.residual = residual
        self.activation = activation
    }

    package func layerByLayer(_ x: Tensor) throws -> Tensor {
        var y = try conv(x)
        if let norm, norm.hasHooks {
            y = try norm(y)
        } else if let norm {
            return try norm.forward(y, residual: residual, activation: activation)
        }
        if let residual { y = try y + residual }
        return try activation(y)
    }

    /// The result in one pass; nil where only the layers themselves will do.
    package func fused(_ x: Tensor) throws -> Tensor? {
        guard isCovered(x) else { return nil }
        let (weight, bias) = (conv.weight.tensor, conv.bias?.tensor)
        let arguments = ConvolutionArguments(
            rank: 2, stride: conv.stride, padding: conv.padding, dilation: conv.dilation, groups: conv.groups)
        try arguments.check(x, weight, bias)
        let geometry = try arguments.geometry(x, weight, bias)
        guard !geometry.isDistant else { return nil }
        if let residual, residual.shape != geometry.outputShape { return nil }
        guard let norm else {
            return try geometry.inference(x, weight, shift: bias, residual: residual, activation: activation)
        }
        guard let map = try norm.folded(after: bias) else { return nil }
        return try geometry.inference(
            x, weight, scale: map.scale, shift: map.shift, residual: residual, activation: activation)
    }

    /// Nothing is recorded, nothing is trained, and everything is float32 in one place.
    private func isCovered(_ x: Tensor) -> Bool {
        guard x.ndim == 4, x.count > 0, conv.paddingMode == .zeros, norm?.training != true else { return false }
        // A layer with hooks must be called by itself.
        guard !conv.hasHooks, norm?.hasHooks != true else { return false }
        if let norm, norm.numFeatures != conv.outChannels { return false }
        let isRecording = GradientMode.isRecording
        func isCovered(_ tensor: Tensor?) -> Bool {
            guard let tensor else { return true }
            return tensor.failure == nil && tensor.dtype == .float32 && tensor.device == x.device
                && !(isRecording && tensor.requiresGrad)
        }
        guard isCovered(x), isCovered(conv.weight.tensor), isCovered(conv.bias?.tensor), isCovered(residual) else {
            return false
        }
        guard let norm else { return true }
        return isCovered(norm.weight?.tensor) && isCovered(norm.bias?.tensor) && isCovered(norm.runningMean?.tensor)
            && isCovered(norm.runningVar?.tensor)
    }
}
