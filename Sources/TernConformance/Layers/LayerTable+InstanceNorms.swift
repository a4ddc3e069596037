import Tern

extension LayerTable {
    static let instanceNorms: [String: LayerMaker] = [
        "InstanceNorm1d": instanceNorm {
            InstanceNorm1d($0, eps: $1, momentum: $2, affine: $3, trackRunningStats: $4, bias: $5)
        },
        "InstanceNorm2d": instanceNorm {
            InstanceNorm2d($0, eps: $1, momentum: $2, affine: $3, trackRunningStats: $4, bias: $5)
        },
        "InstanceNorm3d": instanceNorm {
            InstanceNorm3d($0, eps: $1, momentum: $2, affine: $3, trackRunningStats: $4, bias: $5)
        },
    ]

    private static func instanceNorm(
        _ make: @escaping @Sendable (Int, Double, Double?, Bool, Bool, Bool) -> InstanceNormNd
    ) -> LayerMaker {
        LayerMaker {
            make(
                $0.int("num_features"), $0.double("eps", 1e-5), $0.nullableDouble("momentum", 0.1), $0.flag("affine"),
                $0.flag("track_running_stats"), $0.flag("bias", true))
        }
    }
}
