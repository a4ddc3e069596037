import Tern

extension LayerTable {
    static let embeddingBags: [String: LayerMaker] = [
        "EmbeddingBag": LayerMaker { arguments -> EmbeddingBag in
            EmbeddingBag(
                arguments.int("num_embeddings"), arguments.int("embedding_dim"),
                maxNorm: arguments.optionalScalar("max_norm"), normType: arguments.scalar("norm_type", .double(2)),
                scaleGradByFreq: arguments.flag("scale_grad_by_freq"),
                mode: EmbeddingBagMode(rawValue: arguments.string("mode", "mean")),
                includeLastOffset: arguments.flag("include_last_offset"),
                paddingIdx: arguments.optionalInt("padding_idx"))
        } call: { layer, inputs, named in
            [
                try layer(
                    inputs[0], inputs.count > 1 ? inputs[1] : nil,
                    perSampleWeights: named.tensor("per_sample_weights"))
            ]
        }
    ]
}
