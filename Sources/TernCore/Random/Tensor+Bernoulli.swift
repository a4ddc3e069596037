extension RandomFill {
    static func bernoulli(_ p: Double, _ operation: String) -> RandomFill {
        RandomFill(operation: operation) { _ in
            guard p >= 0, p <= 1 else {
                throw TensorError(operation, "bernoulli_ expects p to be in [0, 1], but got p=\(streamed(p))")
            }
            return .bernoulli(p: p)
        }
    }

    /// - Parameter p: one probability for each element, without gaps and in the result's memory order.
    static func bernoulli(each p: Tensor, _ operation: String) -> RandomFill {
        RandomFill(
            operation: operation, draw: { _ in .bernoulliEach(p: p.operand) },
            checkType: { _ in
                try p.dtype.requireFloatingPoint(operation, kernel: "bernoulli_tensor_cpu_p_")
                let isValid = try (p .>= 0).logicalAnd(p .<= 1).all().item(as: Bool.self)
                guard isValid else {
                    throw TensorError(
                        operation,
                        "Expected p_in >= 0 && p_in <= 1 to be true, but got false.  "
                            + "(Could this error message be improved?  "
                            + "If so, please report an enhancement request to PyTorch.)",
                        hint: "probabilities lie between 0 and 1")
                }
            })
    }
}

extension Tensor {
    /// Ones with probability `p`, zeros elsewhere.
    ///
    /// - Parameters:
    ///   - shape: the extents; `[]` for a single number.
    ///   - p: the probability of a 1.
    ///   - dtype: element type, any. Default float32.
    ///   - device: where it lies. Default the processor.
    ///   - requiresGrad: whether gradients are computed for it. Default false.
    ///   - generator: the stream to draw from. Default the process's own.
    /// - Source: `torch.empty(shape).bernoulli_(p)`.
    public static func bernoulli(
        _ shape: [Int], p: Double = 0.5, dtype: DType = .float32, device: Device = .cpu, requiresGrad: Bool = false,
        generator: Generator = .default
    ) -> Tensor {
        created(
            .bernoulli(p, "bernoulli"), shape, dtype: dtype, device: device, requiresGrad: requiresGrad, generator)
    }

    /// Ones with probability `p`, with the shape, type, device and memory order of `other`.
    ///
    /// - Source: `torch.empty_like(other).bernoulli_(p)`.
    public static func bernoulli(like other: Tensor, p: Double = 0.5, generator: Generator = .default) -> Tensor {
        other.drawnLike(.bernoulli(p, "bernoulli"), generator)
    }

    /// Ones and zeros: 1 with the probability that stands in this tensor. Its gradient is 0.
    ///
    /// - Parameter generator: the stream to draw from. Default the process's own.
    /// - Returns: a tensor of the same shape and type; with an error if an element is no probability.
    /// - Source: `torch.bernoulli`.
    public func bernoulli(generator: Generator = .default) -> Tensor {
        Tensor.deferringErrors {
            try validate()
            let p = try detach().contiguous().validated()
            let fill = RandomFill.bernoulli(each: p, "bernoulli")
            return try Tensor.drawn(fill, shape, dtype: dtype, on: backend, generator)
                .recordedDraw("BernoulliBackward0", [self])
        }
    }

    /// Replaces every element by 1 with probability `p`, by 0 otherwise.
    ///
    /// - Parameters:
    ///   - p: the probability of a 1. Default 0.5.
    ///   - generator: the stream to draw from. Default the process's own.
    /// - Throws: `TensorError` if `p` is no probability, or for a leaf that requires gradients outside `noGrad`.
    /// - Source: `torch.Tensor.bernoulli_`.
    public mutating func fillBernoulli(_ p: Double = 0.5, generator: Generator = .default) throws {
        try refill(.bernoulli(p, "fillBernoulli"), generator)
    }

    /// Replaces every element by 1 with its own probability, by 0 otherwise.
    ///
    /// - Parameters:
    ///   - p: probabilities, of a shape that broadcasts to this tensor's.
    ///   - generator: the stream to draw from. Default the process's own.
    /// - Throws: `TensorError` if an element is no probability or the shapes don't fit.
    /// - Source: `torch.Tensor.bernoulli_`.
    public mutating func fillBernoulli(_ p: Tensor, generator: Generator = .default) throws {
        try validate()
        let spread = try p.detach().to(device: device).expand(shape)
        let ordered = try spread.uninitializedLike(strides: Shape.denseOrder(shape, strides), "fillBernoulli")
        backend.copy(shape, ordered.operand, spread.operand)
        try refill(.bernoulli(each: ordered, "fillBernoulli"), generator)
    }
}
