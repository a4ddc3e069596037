import Tern

extension Operations {
    static let normalizations: [String: Operation] = [
        "layer_norm": { call in
            [
                try F.layerNorm(
                    call.input, normalizedShape: call.ints("normalized_shape"), weight: call.optionalTensor("weight"),
                    bias: call.optionalTensor("bias"), eps: call.optionalDouble("eps") ?? 1e-5)
            ]
        },
        "rms_norm": { call in
            [
                try F.rmsNorm(
                    call.input, normalizedShape: call.ints("normalized_shape"), weight: call.optionalTensor("weight"),
                    eps: call.optionalDouble("eps"))
            ]
        },
        "instance_norm": { call in
            [
                try F.instanceNorm(
                    call.input, runningMean: call.buffer("running_mean"),
                    runningVar: call.buffer("running_var"),
                    weight: call.optionalTensor("weight"), bias: call.optionalTensor("bias"),
                    useInputStats: call.flag("use_input_stats", default: true),
                    momentum: call.optionalDouble("momentum") ?? 0.1, eps: call.optionalDouble("eps") ?? 1e-5)
            ]
        },
        "group_norm": { call in
            [
                try F.groupNorm(
                    call.input, groups: call.int("num_groups"), weight: call.optionalTensor("weight"),
                    bias: call.optionalTensor("bias"), eps: call.optionalDouble("eps") ?? 1e-5)
            ]
        },
        "local_response_norm": { call in
            [
                try F.localResponseNorm(
                    call.input, size: call.int("size"), alpha: call.optionalDouble("alpha") ?? 1e-4,
                    beta: call.optionalDouble("beta") ?? 0.75, k: call.optionalDouble("k") ?? 1)
            ]
        },
    ]
}
