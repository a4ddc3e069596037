import TernCore

/// A transformer's decoder: layers one behind the other, each made as a copy of one layer.
///
/// Shapes: tgt [T, N, dModel] and memory [S, N, dModel], with the layer's `batchFirst` [N, T, dModel] and [N, S, dModel], or
/// [T, dModel] and [S, dModel] -> as tgt.
///
/// - Source: `torch.nn.TransformerDecoder`; A. Vaswani et al., NIPS 2017.
public final class TransformerDecoder: Module {
    /// The layers in order.
    public let layers: ModuleList
    /// The normalisation at the end.
    public let norm: LayerNorm?
    private let failure: TensorError?

    /// A decoder of `numLayers` copies of a layer.
    ///
    /// - Parameters:
    ///   - decoderLayer: the layer to copy; it is no part of the decoder.
    ///   - numLayers: how many.
    ///   - norm: the normalisation at the end. Default none.
    public init(_ decoderLayer: TransformerDecoderLayer, numLayers: Int, norm: LayerNorm? = nil) {
        var error: TensorError?
        var copies: [TransformerDecoderLayer] = []
        do {
            copies = try LayerCopies.copies(of: decoderLayer, numLayers) { try $0.copy() }
        } catch let refused as TensorError {
            error = refused
        } catch {}
        layers = ModuleList(copies)
        self.norm = norm
        failure = error
    }

    /// The result for a sequence or a batch of sequences. Parameters as in `TransformerDecoderLayer`.
    ///
    /// - Throws: `TensorError` in torch's words for shapes that don't fit, or without layers.
    public func callAsFunction(
        _ tgt: Tensor, _ memory: Tensor, tgtMask: Tensor? = nil, memoryMask: Tensor? = nil,
        tgtKeyPaddingMask: Tensor? = nil, memoryKeyPaddingMask: Tensor? = nil, tgtIsCausal: Bool = false,
        memoryIsCausal: Bool = false
    ) throws -> Tensor {
        try validate()
        guard !layers.modules.isEmpty else {
            throw TensorError(.index, "TransformerDecoder", "index 0 is out of range")
        }
        var x = tgt
        for case let layer as TransformerDecoderLayer in layers.modules {
            x = try layer(
                x, memory, tgtMask: tgtMask, memoryMask: memoryMask, tgtKeyPaddingMask: tgtKeyPaddingMask,
                memoryKeyPaddingMask: memoryKeyPaddingMask, tgtIsCausal: tgtIsCausal, memoryIsCausal: memoryIsCausal)
        }
        return try norm?(x) ?? x
    }

    /// Throws what went wrong when the layers were made.
    public func validate() throws {
        if let failure { throw failure }
        for layer in layers.modules { try layer.validate() }
    }
}
