import CTernKernels

// Real functions. Integers and bool become float32 first. Each line: the function, torch's name for it, its slope.

private let twoOverRootPi = 1.128_379_167_095_512_573_9

extension Tensor {
    /// The square root; NaN below 0.
    ///
    /// - Source: `torch.sqrt`.
    public func sqrt() -> Tensor {
        realMappedByResult(TERN_SQRT, "sqrt", "SqrtBackward0") { dy, y in try dy.div(y * 2) }
    }
    /// 1 / sqrt(self).
    ///
    /// - Source: `torch.rsqrt`.
    public func rsqrt() -> Tensor {
        realMappedByResult(TERN_RSQRT, "rsqrt", "RsqrtBackward0") { dy, y in try (dy * -0.5).mul(y.pow(3)) }
    }
    /// 1 / self.
    ///
    /// - Source: `torch.reciprocal`.
    public func reciprocal() -> Tensor {
        realMappedByResult(TERN_RECIPROCAL, "reciprocal", "ReciprocalBackward0") { dy, y in try -dy.mul(y.mul(y)) }
    }

    /// e^self.
    ///
    /// - Source: `torch.exp`.
    public func exp() -> Tensor {
        realMappedByResult(TERN_EXP, "exp", "ExpBackward0") { dy, y in try dy.mul(y) }
    }
    /// 2^self.
    ///
    /// - Source: `torch.exp2`.
    public func exp2() -> Tensor {
        realMappedByResult(
            TERN_EXP2, "exp2", "Exp2Backward0"
        ) { dy, y in try dy.mul(y) * 0.693_147_180_559_945_309_4 }
    }
    /// e^self - 1, exact near 0.
    ///
    /// - Source: `torch.expm1`.
    public func expm1() -> Tensor {
        realMappedByResult(TERN_EXPM1, "expm1", "Expm1Backward0") { dy, y in try dy.mul(y + 1) }
    }
    /// The natural logarithm.
    ///
    /// - Source: `torch.log`.
    public func log() -> Tensor {
        realMapped(TERN_LOG, "log", "LogBackward0") { dy, x in try dy.div(x) }
    }
    /// The logarithm to base 2.
    ///
    /// - Source: `torch.log2`.
    public func log2() -> Tensor {
        realMapped(TERN_LOG2, "log2", "Log2Backward0") { dy, x in try dy.div(x * 0.693_147_180_559_945_309_4) }
    }
    /// The logarithm to base 10.
    ///
    /// - Source: `torch.log10`.
    public func log10() -> Tensor {
        realMapped(TERN_LOG10, "log10", "Log10Backward0") { dy, x in try dy.div(x * 2.302_585_092_994_045_684_0) }
    }
    /// ln(1 + self), exact near 0.
    ///
    /// - Source: `torch.log1p`.
    public func log1p() -> Tensor {
        realMapped(TERN_LOG1P, "log1p", "Log1PBackward0") { dy, x in try dy.div(x + 1) }
    }

    /// The sine of radians.
    ///
    /// - Source: `torch.sin`.
    public func sin() -> Tensor {
        realMapped(TERN_SIN, "sin", "SinBackward0") { dy, x in try dy.mul(x.cos()) }
    }
    /// The cosine of radians.
    ///
    /// - Source: `torch.cos`.
    public func cos() -> Tensor {
        realMapped(TERN_COS, "cos", "CosBackward0") { dy, x in try -dy.mul(x.sin()) }
    }
    /// The tangent of radians.
    ///
    /// - Source: `torch.tan`.
    public func tan() -> Tensor {
        realMappedByResult(TERN_TAN, "tan", "TanBackward0") { dy, y in try dy.mul(y.mul(y) + 1) }
    }
    /// The angle whose sine it is.
    ///
    /// - Source: `torch.asin`.
    public func asin() -> Tensor {
        realMapped(TERN_ASIN, "asin", "AsinBackward0") { dy, x in try dy.mul((1 - x.mul(x)).rsqrt()) }
    }
    /// The angle whose cosine it is.
    ///
    /// - Source: `torch.acos`.
    public func acos() -> Tensor {
        realMapped(TERN_ACOS, "acos", "AcosBackward0") { dy, x in try -dy.mul((1 - x.mul(x)).rsqrt()) }
    }
    /// The angle whose tangent it is.
    ///
    /// - Source: `torch.atan`.
    public func atan() -> Tensor {
        realMapped(TERN_ATAN, "atan", "AtanBackward0") { dy, x in try dy.div(x.mul(x) + 1) }
    }

    /// The hyperbolic sine.
    ///
    /// - Source: `torch.sinh`.
    public func sinh() -> Tensor {
        realMapped(TERN_SINH, "sinh", "SinhBackward0") { dy, x in try dy.mul(x.cosh()) }
    }
    /// The hyperbolic cosine.
    ///
    /// - Source: `torch.cosh`.
    public func cosh() -> Tensor {
        realMapped(TERN_COSH, "cosh", "CoshBackward0") { dy, x in try dy.mul(x.sinh()) }
    }
    /// The hyperbolic tangent.
    ///
    /// - Source: `torch.tanh`.
    public func tanh() -> Tensor {
        realMappedByResult(TERN_TANH, "tanh", "TanhBackward0") { dy, y in try dy.mul(1 - y.mul(y)) }
    }
    /// The inverse of sinh.
    ///
    /// - Source: `torch.asinh`.
    public func asinh() -> Tensor {
        realMapped(TERN_ASINH, "asinh", "AsinhBackward0") { dy, x in try dy.mul((x.mul(x) + 1).rsqrt()) }
    }
    /// The inverse of cosh.
    ///
    /// - Source: `torch.acosh`.
    public func acosh() -> Tensor {
        realMapped(TERN_ACOSH, "acosh", "AcoshBackward0") { dy, x in try dy.mul((x.mul(x) - 1).rsqrt()) }
    }
    /// The inverse of tanh.
    ///
    /// - Source: `torch.atanh`.
    public func atanh() -> Tensor {
        realMapped(TERN_ATANH, "atanh", "AtanhBackward0") { dy, x in try dy.div(1 - x.mul(x)) }
    }

    /// The error function, 2/sqrt(pi) times the integral of e^(-t^2) from 0 to self.
    ///
    /// - Source: `torch.erf`.
    public func erf() -> Tensor {
        realMapped(TERN_ERF, "erf", "ErfBackward0") { dy, x in try dy.mul((-x.mul(x)).exp() * twoOverRootPi) }
    }
    /// 1 - erf(self), exact for large arguments.
    ///
    /// - Source: `torch.erfc`.
    public func erfc() -> Tensor {
        realMapped(TERN_ERFC, "erfc", "ErfcBackward0") { dy, x in try dy.mul((-x.mul(x)).exp() * -twoOverRootPi) }
    }
    /// The inverse of erf.
    ///
    /// - Source: `torch.erfinv`.
    public func erfinv() -> Tensor {
        realMappedByResult(
            TERN_ERFINV, "erfinv", "ErfinvBackward0"
        ) { dy, y in
            try dy.mul(y.mul(y).exp() * (1 / twoOverRootPi))
        }
    }
    /// The logarithm of the absolute value of the gamma function.
    ///
    /// - Source: `torch.lgamma`.
    public func lgamma() -> Tensor {
        realMapped(TERN_LGAMMA, "lgamma", "LgammaBackward0") { dy, x in try dy.mul(x.digamma()) }
    }
    /// The derivative of `lgamma`. Those after it are `polygamma`.
    ///
    /// - Source: `torch.digamma`.
    public func digamma() -> Tensor {
        realMapped(TERN_DIGAMMA, "digamma", "DigammaBackward0") { dy, x in try dy.mul(x.polygamma(1)) }
    }

    /// 1 / (1 + e^-self).
    ///
    /// - Source: `torch.sigmoid`.
    public func sigmoid() -> Tensor {
        realMappedByResult(TERN_SIGMOID, "sigmoid", "SigmoidBackward0") { dy, y in try dy.mul(y.mul(1 - y)) }
    }
    /// ln(sigmoid(self)), finite for large negative arguments.
    ///
    /// - Source: `torch.nn.functional.logsigmoid`.
    public func logSigmoid() -> Tensor {
        guard failure != nil || dtype.isFloatingPoint else { return Tensor(failure: unsupported("log_sigmoid_cpu")) }
        return realMapped(TERN_LOG_SIGMOID, "log_sigmoid", "LogSigmoidBackward0") { dy, x in
            try dy.mul((-x).sigmoid())
        }
    }
}
