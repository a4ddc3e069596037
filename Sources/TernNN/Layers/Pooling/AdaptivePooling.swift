import TernCore

/// What the adaptive poolings share: a size for the result, and no parameters.
public class AdaptivePooling: Module {
    /// The result's extents.
    public let outputSize: AdaptiveSize

    /// A pooling to that size: one number for every dimension, or one for each, where nil keeps the input's.
    public init(outputSize: any AdaptiveSizeArgument) { self.outputSize = outputSize.adaptiveSize }

    /// The pooling of a layer of this family.
    public func forward(_ x: Tensor) throws -> Tensor {
        throw TensorError(.notImplemented, "AdaptivePooling", "use a pooling of 1, 2 or 3 dimensions")
    }

    /// Torch's text between the parentheses.
    public var extraText: String { "output_size=\(outputSize)" }
}
