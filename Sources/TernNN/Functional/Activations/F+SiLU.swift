import TernCore

extension F {
    /// x / (1 + e^-x), also called swish.
    ///
    /// - Source: `torch.nn.functional.silu`; D. Hendrycks, K. Gimpel (2016).
    public static func silu(_ x: Tensor) -> Tensor {
        Tensor.deferringErrors {
            try ActivationRule(kernel: "silu_cpu", nodeName: "SiluBackward0", value: { try $0.div((-$0).exp() + 1) }) {
                dy, x in
                let share = x.sigmoid()
                return try dy.mul(share.mul(x.mul(1 - share) + 1))
            }(x)
        }
    }

    /// x * tanh(ln(1 + e^x)).
    ///
    /// - Source: `torch.nn.functional.mish`; D. Misra (2019).
    public static func mish(_ x: Tensor) -> Tensor {
        Tensor.deferringErrors {
            try ActivationRule(
                kernel: "mish_cpu", nodeName: "MishBackward0", value: { try $0.mul($0.exp().log1p().tanh()) }
            ) { dy, x in
                let share = softplus(x).tanh()
                return try dy.mul(share.add(x.mul(x.sigmoid()).mul(1 - share.square())))
            }(x)
        }
    }
}
