import TernCore

/// A transformer's encoder: layers one behind the other, each made as a copy of one layer.
///
/// Shapes: [L, N, dModel], with the layer's `batchFirst` [N, L, dModel], or [L, dModel] -> the same.
///
/// - Source: `torch.nn.TransformerEncoder`; A. Vaswani et al., NIPS 2017.
public final class TransformerEncoder: Module {
    /// The layers in order.
    public let layers: ModuleList
    /// The normalisation at the end.
    public let norm: LayerNorm?
    private let failure: TensorError?

    /// An encoder of `numLayers` copies of a layer.
    ///
    /// - Parameters:
    ///   - encoderLayer: the layer to copy; it is no part of the encoder.
    ///   - numLayers: how many.
    ///   - norm: the normalisation at the end. Default none.
    public init(_ encoderLayer: TransformerEncoderLayer, numLayers: Int, norm: LayerNorm? = nil) {
        var error: TensorError?
        var copies: [TransformerEncoderLayer] = []
        do {
            copies = try LayerCopies.copies(of: encoderLayer, numLayers) { try $0.copy() }
        } catch let refused as TensorError {
            error = refused
        } catch {}
        layers = ModuleList(copies)
        self.norm = norm
        failure = error
    }

    /// The result without masks.
    public func forward(_ x: Tensor) throws -> Tensor { try self(x, mask: nil) }

    /// The result for a sequence or a batch of sequences.
    ///
    /// - Parameters:
    ///   - mask: [L, L] or [N * nhead, L, L]; true where a position is not to be attended to, or numbers that are added.
    ///     Default none.
    ///   - srcKeyPaddingMask: [N, L]; true for a position that is not to be used, or numbers that are added. Default none.
    ///   - isCausal: a hint that `mask` is the causal one. Default false.
    /// - Throws: `TensorError` in torch's words for shapes that don't fit, or without layers.
    public func callAsFunction(
        _ src: Tensor, mask: Tensor?, srcKeyPaddingMask: Tensor? = nil, isCausal: Bool = false
    ) throws -> Tensor {
        try validate()
        guard !layers.modules.isEmpty else {
            throw TensorError(.index, "TransformerEncoder", "index 0 is out of range")
        }
        var x = src
        for case let layer as TransformerEncoderLayer in layers.modules {
            x = try layer(x, srcMask: mask, srcKeyPaddingMask: srcKeyPaddingMask, isCausal: isCausal)
        }
        return try norm?(x) ?? x
    }

    /// Throws what went wrong when the layers were made.
    public func validate() throws {
        if let failure { throw failure }
        for layer in layers.modules { try layer.validate() }
    }
}
