import TernCore

extension F {
    /// ln(1 + e^(beta * x)) / beta, and x itself where beta * x is above the threshold: a smooth ReLU.
    ///
    /// - Parameters:
    ///   - beta: how sharp the bend is. Default 1.
    ///   - threshold: where it becomes linear. Default 20.
    /// - Source: `torch.nn.functional.softplus`.
    public static func softplus(
        _ x: Tensor, beta: some ScalarConvertible = 1, threshold: some ScalarConvertible = 20
    ) -> Tensor {
        let (beta, threshold) = (beta.scalar.doubleValue, threshold.scalar.doubleValue)
        return Tensor.deferringErrors {
            try ActivationRule(
                kernel: "softplus_cpu", nodeName: "SoftplusBackward0",
                value: { x in
                    let scaled = x * beta
                    return try Tensor.where(scaled .> threshold, x, scaled.exp().log1p() / beta)
                },
                gradient: { dy, x in
                    let scaled = x * beta
                    return try Tensor.where(scaled .> threshold, dy, dy.mul(scaled.sigmoid()))
                }
            )(x)
        }
    }

    /// x / (1 + |x|).
    ///
    /// - Throws: `TensorError` for bool.
    /// - Source: `torch.nn.functional.softsign`.
    public static func softsign(_ x: Tensor) throws -> Tensor { try x.div(x.abs() + 1) }

    /// ln(1 / (1 + e^-x)), exact where that underflows.
    ///
    /// - Source: `torch.nn.functional.logsigmoid`.
    public static func logSigmoid(_ x: Tensor) -> Tensor { x.logSigmoid() }
}
