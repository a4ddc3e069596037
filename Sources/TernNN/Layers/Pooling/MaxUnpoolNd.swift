import TernCore

/// What the unpoolings of one to three dimensions share: their arguments. They have no parameters. They are called
/// with two tensors, the values and the indices that the pooling gave.
public class MaxUnpoolNd: Module {
    /// The pooling's window.
    public let kernelSize: Size
    /// The pooling's distance between windows.
    public let stride: Size
    /// The pooling's padding.
    public let padding: Size

    /// The partial inverse of a max pooling.
    ///
    /// - Parameters:
    ///   - kernelSize: the pooling's window, `2` or `[2, 3]`.
    ///   - stride: the pooling's distance between windows. Default the window.
    ///   - padding: the pooling's padding. Default 0.
    public init(kernelSize: any SizeArgument, stride: (any SizeArgument)? = nil, padding: any SizeArgument = 0) {
        self.kernelSize = kernelSize.size
        self.stride = stride?.size ?? kernelSize.size
        self.padding = padding.size
    }

    /// The number of dimensions that the layer works on.
    var dimensions: Int { 2 }

    /// The values where the indices say, 0 elsewhere.
    ///
    /// - Parameters:
    ///   - x: the values.
    ///   - indices: what the pooling's `forwardWithIndices` gave, in x's shape.
    ///   - outputSize: the size of the result's planes, or of the whole result. Default what follows from the window.
    public func callAsFunction(_ x: Tensor, _ indices: Tensor, outputSize: [Int]? = nil) throws -> Tensor {
        throw TensorError(.notImplemented, "MaxUnpoolNd", "use MaxUnpool1d, MaxUnpool2d or MaxUnpool3d")
    }

    /// Torch's text between the parentheses.
    public var extraText: String { "kernel_size=\(text(kernelSize)), stride=\(text(stride)), padding=\(text(padding))" }

    /// Torch's layer keeps a number for each dimension.
    private func text(_ size: Size) -> String { pythonTuple(size.expanded(to: dimensions) ?? size.values) }
}
