import TernCore

extension F {
    /// x where it is positive, alpha * (e^x - 1) elsewhere.
    ///
    /// - Parameter alpha: how far below 0 the negative side ends. Default 1.
    /// - Source: `torch.nn.functional.elu`; D. Clevert et al., ICLR 2016.
    public static func elu(_ x: Tensor, alpha: some ScalarConvertible = 1.0) -> Tensor {
        let limit = alpha.scalar.doubleValue
        return Tensor.deferringErrors { try ExponentialRule(limit: limit).activation(x) }
    }

    /// scale * (x where it is positive, alpha * (e^x - 1) elsewhere), with the scale and alpha that keep mean 0 and variance 1.
    ///
    /// - Source: `torch.nn.functional.selu`; G. Klambauer et al., NIPS 2017.
    public static func selu(_ x: Tensor) -> Tensor {
        let (alpha, scale) = (1.673_263_242_354_377_284_8, 1.050_700_987_355_480_493_4)
        return Tensor.deferringErrors { try ExponentialRule(limit: alpha * scale, scale: scale).activation(x) }
    }

    /// x where it is positive, alpha * (e^(x / alpha) - 1) elsewhere: an ELU with slope 1 on both sides of 0.
    ///
    /// - Parameter alpha: how far below 0 the negative side ends. Default 1.
    /// - Throws: `TensorError` for an alpha of 0.
    /// - Source: `torch.nn.functional.celu`; J. Barron (2017).
    public static func celu(_ x: Tensor, alpha: some ScalarConvertible = 1.0) throws -> Tensor {
        try x.validate()
        let alpha = alpha.scalar.doubleValue
        guard alpha != 0 else { throw TensorError("celu", "ZeroDivisionError: alpha cannot be 0 for CELU") }
        return try ExponentialRule(limit: alpha, inputScale: 1 / alpha, nodeName: "CeluBackward0").activation(x)
    }
}

/// scale * x above 0, limit * (e^(inputScale * x) - 1) elsewhere.
private struct ExponentialRule {
    var limit: Double
    var scale = 1.0
    var inputScale = 1.0
    var nodeName = "EluBackward0"

    var activation: ActivationRule {
        ActivationRule(kernel: "elu_cpu", nodeName: nodeName, value: value) { dy, x in
            // The power of a positive number, which may be infinite, must not meet a gradient of 0.
            let slope = (x.clamp(max: 0) * inputScale).exp() * (inputScale * limit)
            return try Tensor.where(x .<= 0, dy.mul(slope), dy * scale)
        }
    }

    private func value(_ x: Tensor) throws -> Tensor {
        try Tensor.where(x .> 0, x * scale, (x * inputScale).expm1() * limit)
    }
}
