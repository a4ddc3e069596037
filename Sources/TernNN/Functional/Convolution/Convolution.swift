import TernCore

/// The convolution and its two adjoints. Each is linear in both operands, and the gradients of each are the other two: so
/// they can be differentiated as often as one likes.
enum Convolution {
    static func forward(
        _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, _ geometry: ConvolutionGeometry
    ) throws -> Tensor {
        let y = try geometry.forward(x, weight, shift: bias)
        let inputs = [x, weight] + (bias.map { [$0] } ?? [])
        guard GradientMode.isRecording, inputs.contains(where: \.requiresGrad) else { return y }
        return y.recorded("ConvolutionBackward0", inputs) { dy, _ in
            [
                x.requiresGrad ? try backwardInput(dy, weight, nil, geometry) : nil,
                weight.requiresGrad ? try backwardWeight(dy, x, geometry) : nil,
                bias?.requiresGrad == true ? try dy.sum(dim: geometry.allButChannels) : nil,
            ]
        }
    }

    /// The transposed convolution of dy; its bias belongs to the input's channels.
    static func backwardInput(
        _ dy: Tensor, _ weight: Tensor, _ bias: Tensor?, _ geometry: ConvolutionGeometry,
        named name: String = "ConvolutionBackwardBackward0"
    ) throws -> Tensor {
        let dx = try geometry.backwardInput(dy, weight, shift: bias)
        let inputs = [dy, weight] + (bias.map { [$0] } ?? [])
        guard GradientMode.isRecording, inputs.contains(where: \.requiresGrad) else { return dx }
        return dx.recorded(name, inputs) { ddx, _ in
            [
                dy.requiresGrad ? try forward(ddx, weight, nil, geometry) : nil,
                weight.requiresGrad ? try backwardWeight(dy, ddx, geometry) : nil,
                bias?.requiresGrad == true ? try ddx.sum(dim: geometry.allButChannels) : nil,
            ]
        }
    }

    static func backwardWeight(_ dy: Tensor, _ x: Tensor, _ geometry: ConvolutionGeometry) throws -> Tensor {
        let dweight = try geometry.backwardWeight(dy, x)
        return dweight.recorded("ConvolutionBackwardBackward0", [dy, x]) { ddweight, _ in
            [
                dy.requiresGrad ? try forward(x, ddweight, nil, geometry) : nil,
                x.requiresGrad ? try backwardInput(dy, ddweight, nil, geometry) : nil,
            ]
        }
    }
}

extension ConvolutionGeometry {
    fileprivate var allButChannels: [Int] { [0] + (2..<2 + axes.count) }
}
