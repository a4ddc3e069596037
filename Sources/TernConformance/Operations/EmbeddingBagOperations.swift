import Tern

extension Operations {
    static let embeddingBags: [String: Operation] = [
        "embedding_bag": { call in
            [
                try F.embeddingBag(
                    call.input, call.tensor("weight"), offsets: call.optionalTensor("offsets"),
                    scaleGradByFreq: call.flag("scale_grad_by_freq"),
                    mode: EmbeddingBagMode(rawValue: call.has("mode") ? call.string("mode") : "mean"),
                    perSampleWeights: call.optionalTensor("per_sample_weights"),
                    includeLastOffset: call.flag("include_last_offset"), paddingIdx: call.optionalInt("padding_idx"))
            ]
        }
    ]
}
