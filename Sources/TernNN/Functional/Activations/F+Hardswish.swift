import TernCore

extension F {
    /// x * min(max(x + 3, 0), 6) / 6.
    ///
    /// - Source: `torch.nn.functional.hardswish`; A. Howard et al., ICCV 2019.
    public static func hardswish(_ x: Tensor) -> Tensor {
        Tensor.deferringErrors {
            try ActivationRule(
                kernel: "hardswish_cpu", nodeName: "HardswishBackward0",
                value: { try $0.mul(($0 + 3).clamp(min: 0, max: 6)) / 6 }
            ) { dy, x in
                let curved = try Tensor.where(x .< 3, dy.mul(x / 3 + 0.5), dy)
                return try curved.zeroed(where: x .<= -3)
            }(x)
        }
    }

    /// min(max(x + 3, 0), 6) / 6.
    ///
    /// - Source: `torch.nn.functional.hardsigmoid`.
    public static func hardsigmoid(_ x: Tensor) -> Tensor {
        Tensor.deferringErrors {
            try ActivationRule(
                kernel: "hardsigmoid_cpu", nodeName: "HardsigmoidBackward0",
                value: { ($0 + 3).clamp(min: 0, max: 6) / 6 }
            ) { dy, x in
                let isInside = try (x .> -3).logicalAnd(x .< 3)
                // Torch's sixth is a float32 in every type.
                return try (dy * (Float(1) / 6)).zeroed(where: isInside.logicalNot())
            }(x)
        }
    }
}
