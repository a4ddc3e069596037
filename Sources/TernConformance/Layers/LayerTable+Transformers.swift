import Tern

extension LayerTable {
    static let transformers: [String: LayerMaker] = [
        "TransformerEncoderLayer": LayerMaker {
            encoderLayer($0)
        } call: { layer, inputs, named in
            [
                try layer(
                    inputs[0], srcMask: named.tensor("src_mask"),
                    srcKeyPaddingMask: named.tensor("src_key_padding_mask"), isCausal: named.flag("is_causal"))
            ]
        },
        "TransformerEncoder": LayerMaker { arguments -> TransformerEncoder in
            TransformerEncoder(
                encoderLayer(arguments), numLayers: arguments.int("num_layers"),
                norm: arguments.flag("norm") ? LayerNorm(arguments.int("d_model")) : nil)
        } call: { layer, inputs, named in
            [
                try layer(
                    inputs[0], mask: named.tensor("mask"), srcKeyPaddingMask: named.tensor("src_key_padding_mask"),
                    isCausal: named.flag("is_causal"))
            ]
        },
        "TransformerDecoderLayer": LayerMaker {
            decoderLayer($0)
        } call: { layer, inputs, named in
            [
                try layer(
                    inputs[0], inputs[1], tgtMask: named.tensor("tgt_mask"), memoryMask: named.tensor("memory_mask"),
                    tgtKeyPaddingMask: named.tensor("tgt_key_padding_mask"),
                    memoryKeyPaddingMask: named.tensor("memory_key_padding_mask"),
                    tgtIsCausal: named.flag("tgt_is_causal"), memoryIsCausal: named.flag("memory_is_causal"))
            ]
        },
        "TransformerDecoder": LayerMaker { arguments -> TransformerDecoder in
            TransformerDecoder(
                decoderLayer(arguments), numLayers: arguments.int("num_layers"),
                norm: arguments.flag("norm") ? LayerNorm(arguments.int("d_model")) : nil)
        } call: { layer, inputs, named in
            [
                try layer(
                    inputs[0], inputs[1], tgtMask: named.tensor("tgt_mask"), memoryMask: named.tensor("memory_mask"),
                    tgtKeyPaddingMask: named.tensor("tgt_key_padding_mask"),
                    memoryKeyPaddingMask: named.tensor("memory_key_padding_mask"),
                    tgtIsCausal: named.flag("tgt_is_causal"), memoryIsCausal: named.flag("memory_is_causal"))
            ]
        },
        "Transformer": LayerMaker { arguments -> Transformer in
            Transformer(
                arguments.int("d_model", 512), arguments.int("nhead", 8),
                numEncoderLayers: arguments.int("num_encoder_layers", 6),
                numDecoderLayers: arguments.int("num_decoder_layers", 6),
                dimFeedforward: arguments.int("dim_feedforward", 2048), dropout: arguments.double("dropout", 0.1),
                activation: .named(arguments.string("activation", "relu")),
                layerNormEps: arguments.double("layer_norm_eps", 1e-5), batchFirst: arguments.flag("batch_first"),
                normFirst: arguments.flag("norm_first"), bias: arguments.flag("bias", true))
        } call: { layer, inputs, named in
            [
                try layer(
                    inputs[0], inputs[1], srcMask: named.tensor("src_mask"), tgtMask: named.tensor("tgt_mask"),
                    memoryMask: named.tensor("memory_mask"), srcKeyPaddingMask: named.tensor("src_key_padding_mask"),
                    tgtKeyPaddingMask: named.tensor("tgt_key_padding_mask"),
                    memoryKeyPaddingMask: named.tensor("memory_key_padding_mask"),
                    srcIsCausal: named.flag("src_is_causal"), tgtIsCausal: named.flag("tgt_is_causal"),
                    memoryIsCausal: named.flag("memory_is_causal"))
            ]
        },
    ]

    private static func decoderLayer(_ arguments: LayerArguments) -> TransformerDecoderLayer {
        TransformerDecoderLayer(
            arguments.int("d_model"), arguments.int("nhead"), dimFeedforward: arguments.int("dim_feedforward", 2048),
            dropout: arguments.double("dropout", 0.1), activation: .named(arguments.string("activation", "relu")),
            layerNormEps: arguments.double("layer_norm_eps", 1e-5), batchFirst: arguments.flag("batch_first"),
            normFirst: arguments.flag("norm_first"), bias: arguments.flag("bias", true))
    }

    private static func encoderLayer(_ arguments: LayerArguments) -> TransformerEncoderLayer {
        TransformerEncoderLayer(
            arguments.int("d_model"), arguments.int("nhead"), dimFeedforward: arguments.int("dim_feedforward", 2048),
            dropout: arguments.double("dropout", 0.1), activation: .named(arguments.string("activation", "relu")),
            layerNormEps: arguments.double("layer_norm_eps", 1e-5), batchFirst: arguments.flag("batch_first"),
            normFirst: arguments.flag("norm_first"), bias: arguments.flag("bias", true))
    }
}
