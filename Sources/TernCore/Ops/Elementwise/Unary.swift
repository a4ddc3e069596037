import CTernKernels

// Functions of one element that every number type has.

extension Tensor {
    /// -self.
    ///
    /// - Source: `torch.neg`.
    public func neg() -> Tensor {
        Tensor.deferringErrors {
            try validate()
            guard dtype != .bool else {
                throw TensorError(
                    .notImplemented, "neg",
                    "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead."
                )
            }
            return try mapped(TERN_NEG, "neg").recorded("NegBackward0", self, saves: false) { -$0 }
        }
    }

    /// The negative of a tensor.
    public static prefix func - (x: Tensor) -> Tensor { x.neg() }

    /// self. A bool tensor is refused.
    ///
    /// - Source: `torch.positive`.
    public func positive() -> Tensor {
        guard failure == nil, dtype == .bool else { return self }
        return Tensor(
            failure: TensorError(
                .notImplemented, "positive", "The `+` operator, on a bool tensor is not supported."))
    }

    /// The tensor itself.
    public static prefix func + (x: Tensor) -> Tensor { x.positive() }

    /// |self|; its slope at 0 is 0.
    ///
    /// - Source: `torch.abs`.
    public func abs() -> Tensor {
        Tensor.deferringErrors {
            try validate()
            guard dtype != .bool else { throw unsupported("abs_cpu") }
            return try mapped(TERN_ABS, "abs").recorded("AbsBackward0", self) { try $0.mul(self.sign()) }
        }
    }

    /// -1, 0 or 1; 0 for NaN.
    ///
    /// - Source: `torch.sign`.
    public func sign() -> Tensor { stepFunction(TERN_SIGN, "sign", "SignBackward0") }

    /// self * self.
    ///
    /// - Source: `torch.square`.
    public func square() -> Tensor { pow(2) }

    /// max(self, 0); NaN stays NaN. Its slope at 0 is 0.
    ///
    /// - Source: `torch.relu`.
    public func relu() -> Tensor {
        Tensor.deferringErrors {
            try validate()
            guard dtype != .bool else {
                throw TensorError(.notImplemented, "relu", "Boolean inputs not supported for relu")
            }
            let y = try mapped(TERN_RELU, "relu")
            guard Tensor.needsGrad(self) else { return y }
            return y.recorded("ReluBackward0", self) { dy in
                // Only the composed form has a history of its own.
                if !GradientMode.isRecording, dy.dtype == y.dtype, dy.dtype.isFloatingPoint {
                    return try Tensor.combined(TERN_RELU_BACKWARD, dy, y, in: dy.dtype, "threshold_backward")
                }
                // Asked this way round, a NaN lets its gradient pass, as in torch.
                return try Tensor.where(y .<= 0, Tensor.zeros([], dtype: dy.dtype, device: dy.device), dy)
            }
        }
    }

    /// The next integer below or equal.
    ///
    /// - Source: `torch.floor`.
    public func floor() -> Tensor { stepFunction(TERN_FLOOR, "floor", "FloorBackward0") }
    /// The next integer above or equal.
    ///
    /// - Source: `torch.ceil`.
    public func ceil() -> Tensor { stepFunction(TERN_CEIL, "ceil", "CeilBackward0") }
    /// The integer part.
    ///
    /// - Source: `torch.trunc`.
    public func trunc() -> Tensor { stepFunction(TERN_TRUNC, "trunc", "TruncBackward0") }
    /// The nearest integer; halves go to the even one.
    ///
    /// - Source: `torch.round`.
    public func round() -> Tensor { stepFunction(TERN_ROUND, "round", "RoundBackward0") }

    /// Rounded to `decimals` digits after the point (before it, if negative).
    ///
    /// - Source: `torch.round`.
    public func round(decimals: Int) -> Tensor {
        if decimals == 0 { return round() }
        return Tensor.deferringErrors {
            try validate()
            guard dtype.isFloatingPoint else { throw unsupported("round_cpu") }
            let factor = (0..<Swift.min(decimals.magnitude, 400)).reduce(1.0) { power, _ in power * 10 }
            let x = detach()
            let y = decimals > 0 ? (x * factor).round() / factor : (x / factor).round() * factor
            return y.recorded("RoundBackward1", self, saves: false) { Tensor.zeros(like: $0) }
        }
    }

    /// What follows the point: self - trunc(self).
    ///
    /// - Source: `torch.frac`.
    public func frac() -> Tensor {
        Tensor.deferringErrors {
            try validate()
            guard dtype.isFloatingPoint else { throw unsupported("frac_cpu") }
            return try detach().sub(detach().trunc()).recorded("FracBackward0", self, saves: false) { $0 }
        }
    }

    /// A function that is flat between its steps: its gradient is 0.
    private func stepFunction(_ op: UnaryOp, _ operation: String, _ nodeName: String) -> Tensor {
        Tensor.deferringErrors {
            try validate()
            let isRounding = op != TERN_SIGN
            // An integer is its own rounding; bool has a sign but no rounding.
            if isRounding, dtype.isInteger { return self }
            if dtype == .bool {
                guard !isRounding else { throw unsupported("\(operation)_vml_cpu") }
                return self
            }
            return try mapped(op, operation).recorded(nodeName, self, saves: false) { Tensor.zeros(like: $0) }
        }
    }
}
