import Tern

extension Operations {
    static let functions = lookups.merging(attention) { first, _ in first }

    private static let lookups: [String: Operation] = [
        "pixel_shuffle": { [try F.pixelShuffle($0.input, $0.int("upscale_factor"))] },
        "pixel_unshuffle": { [try F.pixelUnshuffle($0.input, $0.int("downscale_factor"))] },
        "channel_shuffle": { [try F.channelShuffle($0.input, $0.int("groups"))] },
        "im2col": { call in
            [
                try F.unfold(
                    call.input, kernelSize: call.size("kernel_size"), dilation: call.size("dilation", default: 1),
                    padding: call.size("padding", default: 0), stride: call.size("stride", default: 1))
            ]
        },
        "col2im": { call in
            [
                try F.fold(
                    call.input, outputSize: call.size("output_size"), kernelSize: call.size("kernel_size"),
                    dilation: call.size("dilation", default: 1), padding: call.size("padding", default: 0),
                    stride: call.size("stride", default: 1))
            ]
        },
        "normalize": { call in
            [
                try F.normalize(
                    call.input, p: call.optionalDouble("p") ?? 2, dim: call.optionalInt("dim") ?? 1,
                    eps: call.optionalDouble("eps") ?? 1e-12)
            ]
        },
        "pairwise_distance": { call in
            [
                try F.pairwiseDistance(
                    call.tensor("x1"), call.tensor("x2"), p: call.optionalDouble("p") ?? 2,
                    eps: call.optionalDouble("eps") ?? 1e-6, keepDim: call.flag("keepdim"))
            ]
        },
        "bilinear": { call in
            [
                try F.bilinear(
                    call.tensor("input1"), call.tensor("input2"), call.tensor("weight"), call.optionalTensor("bias"))
            ]
        },
        "embedding": { call in
            [
                try F.embedding(
                    call.input, call.tensor("weight"), paddingIdx: call.optionalInt("padding_idx"),
                    scaleGradByFreq: call.flag("scale_grad_by_freq"))
            ]
        },
    ]

    private static let attention: [String: Operation] = [
        "scaled_dot_product_attention": { call in
            [
                try F.scaledDotProductAttention(
                    call.tensor("query"), call.tensor("key"), call.tensor("value"),
                    attnMask: call.optionalTensor("attn_mask"), dropoutP: call.optionalDouble("dropout_p") ?? 0,
                    isCausal: call.flag("is_causal"),
                    scale: call.optionalDouble("scale"), enableGQA: call.flag("enable_gqa"))
            ]
        },
        "interpolate": { call in
            let mode = call.has("mode") ? try call.string("mode") : "nearest"
            return [
                try F.interpolate(
                    call.input, size: call.has("size") ? call.size("size") : nil, scaleFactor: call.scaleFactor,
                    mode: InterpolationMode(rawValue: mode),
                    alignCorners: call.has("align_corners") ? call.flag("align_corners") : nil,
                    recomputeScaleFactor: call.flag("recompute_scale_factor"), antialias: call.flag("antialias"))
            ]
        },
    ]
}

extension Call {
    /// `scale_factor`: a number or a list.
    fileprivate var scaleFactor: ScaleFactor? {
        guard let list = argument("scale_factor")?.array else { return optionalDouble("scale_factor").map { .all($0) } }
        return .each(list.compactMap(Call.double))
    }

    /// A number or a list of them, or one number where it is left out.
    func size(_ name: String, default standard: Int) throws -> Size { has(name) ? try size(name) : .all(standard) }
}
