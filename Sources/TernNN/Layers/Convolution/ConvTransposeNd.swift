import TernCore

/// What transposed convolutions of all dimensions have in common.
///
/// - Source: `torch.nn.modules.conv._ConvTransposeNd`.
public class ConvTransposeNd: ConvNd {
    /// How much longer the result is at its end.
    public var outputPadding: Size { extraSize ?? .all(0) }

    /// The result with that size, which must be one of those whose convolution has the input's size.
    ///
    /// - Parameter outputSize: the size of the image, or of the whole result.
    public func forward(_ x: Tensor, outputSize: [Int]) throws -> Tensor {
        try validate()
        try x.validate()
        var arguments = arguments
        arguments.outputPadding = try outputPadding(for: outputSize, x)
        return try arguments.convolve(x, weight.tensor, bias?.tensor)
    }

    /// The result with that size; see `forward(_:outputSize:)`.
    public func callAsFunction(_ x: Tensor, outputSize: [Int]) throws -> Tensor {
        try forward(x, outputSize: outputSize)
    }

    private func outputPadding(for outputSize: [Int], _ x: Tensor) throws -> Size {
        let others = x.ndim == rank + 2 ? 2 : 1
        let wanted = outputSize.count == others + rank ? Array(outputSize.dropFirst(others)) : outputSize
        guard wanted.count == rank else {
            throw error(
                "ConvTranspose\(rank)D: for \(x.ndim)D input, output_size must have \(rank) or \(others + rank) elements (got \(wanted.count))"
            )
        }
        let input = Array(x.shape.dropFirst(others))
        guard input.count == rank, let stride = stride.expanded(to: rank), case .size(let padding) = padding,
            let cut = padding.expanded(to: rank), let dilation = dilation.expanded(to: rank),
            let kernel = kernelSize.expanded(to: rank)
        else { return outputPadding }  // refused by the checks that follow
        let least = (0..<rank).map { dim -> Int in
            let reach: Int = dilation[dim] &* (kernel[dim] &- 1)
            let steps: Int = (input[dim] &- 1) &* stride[dim]
            return steps &+ reach &+ 1 &- 2 &* cut[dim]
        }
        let most = (0..<rank).map { least[$0] &+ stride[$0] &- 1 }
        guard (0..<rank).allSatisfy({ least[$0] <= wanted[$0] && wanted[$0] <= most[$0] }) else {
            throw error(
                "requested an output size of \(wanted), but valid sizes range from \(least) to \(most) (for an input of torch.Size(\(Array(x.shape.dropFirst(2)))))"
            )
        }
        return .each((0..<rank).map { wanted[$0] - least[$0] })
    }

    private func error(_ message: String) -> TensorError { TensorError(.value, "ConvTranspose\(rank)d", message) }
}
