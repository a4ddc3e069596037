import Tern

extension LayerTable {
    static let resampling: [String: LayerMaker] = [
        "Upsample": LayerMaker {
            Upsample(
                size: $0.has("size") ? $0.size("size") : nil, scaleFactor: $0.factor("scale_factor"),
                mode: InterpolationMode(rawValue: $0.string("mode", "nearest")),
                alignCorners: $0.has("align_corners") ? $0.flag("align_corners") : nil,
                recomputeScaleFactor: $0.flag("recompute_scale_factor"))
        },
        "UpsamplingNearest2d": LayerMaker { UpsamplingNearest2d(scaleFactor: $0.factor("scale_factor")) },
        "UpsamplingBilinear2d": LayerMaker { UpsamplingBilinear2d(size: $0.size("size")) },
    ]

    static let recurrent: [String: LayerMaker] = [
        "RNN": LayerMaker { arguments -> RNN in
            RNN(
                arguments.int("input_size"), arguments.int("hidden_size"), numLayers: arguments.int("num_layers", 1),
                nonlinearity: RNNNonlinearity(rawValue: arguments.string("nonlinearity", "tanh")),
                bias: arguments.flag("bias", true), batchFirst: arguments.flag("batch_first"),
                dropout: arguments.scalar("dropout", .double(0)), bidirectional: arguments.flag("bidirectional"))
        } call: { layer, inputs, _ in
            let (output, hidden) = try layer(inputs[0], inputs.count > 1 ? inputs[1] : nil)
            return [output, hidden]
        },
        "GRU": LayerMaker { arguments -> GRU in
            GRU(
                arguments.int("input_size"), arguments.int("hidden_size"), numLayers: arguments.int("num_layers", 1),
                bias: arguments.flag("bias", true), batchFirst: arguments.flag("batch_first"),
                dropout: arguments.scalar("dropout", .double(0)), bidirectional: arguments.flag("bidirectional"))
        } call: { layer, inputs, _ in
            let (output, hidden) = try layer(inputs[0], inputs.count > 1 ? inputs[1] : nil)
            return [output, hidden]
        },
        "LSTM": LayerMaker { arguments -> LSTM in
            LSTM(
                arguments.int("input_size"), arguments.int("hidden_size"), numLayers: arguments.int("num_layers", 1),
                bias: arguments.flag("bias", true), batchFirst: arguments.flag("batch_first"),
                dropout: arguments.scalar("dropout", .double(0)), bidirectional: arguments.flag("bidirectional"),
                projSize: arguments.int("proj_size"))
        } call: { layer, inputs, _ in
            let (output, state) = try layer(inputs[0], inputs.count > 2 ? (inputs[1], inputs[2]) : nil)
            return [output, state.hidden, state.cell]
        },
        "RNNCell": LayerMaker { arguments -> RNNCell in
            RNNCell(
                arguments.int("input_size"), arguments.int("hidden_size"), bias: arguments.flag("bias", true),
                nonlinearity: RNNNonlinearity(rawValue: arguments.string("nonlinearity", "tanh")))
        } call: { cell, inputs, _ in
            [try cell(inputs[0], inputs.count > 1 ? inputs[1] : nil)]
        },
        "GRUCell": LayerMaker { arguments -> GRUCell in
            GRUCell(arguments.int("input_size"), arguments.int("hidden_size"), bias: arguments.flag("bias", true))
        } call: { cell, inputs, _ in
            [try cell(inputs[0], inputs.count > 1 ? inputs[1] : nil)]
        },
        "LSTMCell": LayerMaker { arguments -> LSTMCell in
            LSTMCell(arguments.int("input_size"), arguments.int("hidden_size"), bias: arguments.flag("bias", true))
        } call: { cell, inputs, _ in
            let (hidden, state) = try cell(inputs[0], inputs.count > 2 ? (inputs[1], inputs[2]) : nil)
            return [hidden, state]
        },
    ]

    static let attention: [String: LayerMaker] = [
        "MultiheadAttention": LayerMaker { arguments -> MultiheadAttention in
            MultiheadAttention(
                arguments.int("embed_dim"), arguments.int("num_heads"), dropout: arguments.double("dropout", 0),
                bias: arguments.flag("bias", true), addBiasKV: arguments.flag("add_bias_kv"),
                addZeroAttn: arguments.flag("add_zero_attn"), kdim: arguments.optionalInt("kdim"),
                vdim: arguments.optionalInt("vdim"), batchFirst: arguments.flag("batch_first"))
        } call: { layer, inputs, named in
            let (output, weights) = try layer(
                inputs[0], inputs[1], inputs[2], keyPaddingMask: named.tensor("key_padding_mask"),
                needWeights: named.flag("need_weights", true), attnMask: named.tensor("attn_mask"),
                averageAttnWeights: named.flag("average_attn_weights", true))
            return [output] + (weights.map { [$0] } ?? [])
        }
    ]
}

extension LayerArguments {
    /// A number, or one for each axis.
    func factor(_ name: String) -> ScaleFactor? {
        doubles(name).map { .each($0) } ?? (has(name) ? .all(double(name, 1)) : nil)
    }
}
