import Tern

extension LayerTable {
    static let normalizations: [String: LayerMaker] = [
        "BatchNorm1d": LayerMaker {
            BatchNorm1d(
                $0.int("num_features"), eps: $0.double("eps", 1e-5), momentum: $0.nullableDouble("momentum", 0.1),
                affine: $0.flag("affine", true), trackRunningStats: $0.flag("track_running_stats", true),
                bias: $0.flag("bias", true))
        },
        "BatchNorm2d": LayerMaker {
            BatchNorm2d(
                $0.int("num_features"), eps: $0.double("eps", 1e-5), momentum: $0.nullableDouble("momentum", 0.1),
                affine: $0.flag("affine", true), trackRunningStats: $0.flag("track_running_stats", true),
                bias: $0.flag("bias", true))
        },
        "BatchNorm3d": LayerMaker {
            BatchNorm3d(
                $0.int("num_features"), eps: $0.double("eps", 1e-5), momentum: $0.nullableDouble("momentum", 0.1),
                affine: $0.flag("affine", true), trackRunningStats: $0.flag("track_running_stats", true),
                bias: $0.flag("bias", true))
        },
        "GroupNorm": LayerMaker {
            GroupNorm(
                $0.int("num_groups"), $0.int("num_channels"), eps: $0.double("eps", 1e-5),
                affine: $0.flag("affine", true),
                bias: $0.flag("bias", true))
        },
        "LayerNorm": LayerMaker {
            LayerNorm(
                $0.size("normalized_shape"), eps: $0.double("eps", 1e-5),
                elementwiseAffine: $0.flag("elementwise_affine", true), bias: $0.flag("bias", true))
        },
        "RMSNorm": LayerMaker {
            RMSNorm(
                $0.size("normalized_shape"), eps: $0.has("eps") ? $0.double("eps", 0) : nil,
                elementwiseAffine: $0.flag("elementwise_affine", true))
        },
        "LocalResponseNorm": LayerMaker {
            LocalResponseNorm(
                $0.int("size"), alpha: $0.double("alpha", 1e-4), beta: $0.double("beta", 0.75), k: $0.double("k", 1))
        },
    ]
}
