extension RandomFill {
    static func integers(_ low: Int, _ high: Int, _ operation: String) -> RandomFill {
        RandomFill(operation: operation) { dtype in
            guard low < high else {
                throw TensorError(
                    operation, "random_ expects 'from' to be less than 'to', but got from=\(low) >= to=\(high)")
            }
            let (from, to) = (dtype.firstInteger(from: low), dtype.integerBound(high))
            guard from < to else {
                throw TensorError(
                    operation,
                    "random_ expects 'from' casted to dtype to be less than 'to' casted to dtype, "
                        + "but got from=\(from) >= to=\(to)")
            }
            for (value, name) in [(from, "from"), (to - 1, "to - 1")] where !dtype.hasInteger(value) {
                throw TensorError(operation, "\(name) is out of bounds for \(dtype.cTypeName)")
            }
            return .integers(low: from, range: UInt64(bitPattern: Int64(to)) &- UInt64(bitPattern: Int64(from)))
        }
    }
}

extension Tensor {
    /// Integers uniform in low ..< high.
    ///
    /// - Parameters:
    ///   - low: smallest value.
    ///   - high: bound, not included.
    ///   - shape: the extents; `[]` for a single number.
    ///   - dtype: element type. Default int64.
    ///   - device: where it lies. Default the processor.
    ///   - requiresGrad: whether gradients are computed for it. Default false.
    ///   - generator: the stream to draw from. Default the process's own.
    /// - Source: `torch.randint`.
    public static func randint(
        _ low: Int, _ high: Int, _ shape: [Int], dtype: DType = .int64, device: Device = .cpu,
        requiresGrad: Bool = false, generator: Generator = .default
    ) -> Tensor {
        created(
            .integers(low, high, "randint"), shape, dtype: dtype, device: device, requiresGrad: requiresGrad,
            generator)
    }

    /// Integers uniform in 0 ..< high; see `randint(low, high, shape)`.
    ///
    /// - Source: `torch.randint`.
    public static func randint(
        _ high: Int, _ shape: [Int], dtype: DType = .int64, device: Device = .cpu, requiresGrad: Bool = false,
        generator: Generator = .default
    ) -> Tensor {
        randint(
            0, high, shape, dtype: dtype, device: device, requiresGrad: requiresGrad, generator: generator)
    }

    /// Integers uniform in low ..< high with the shape, type, device and memory order of `other`.
    ///
    /// - Parameter dtype: another type. Default that of `other`.
    /// - Source: `torch.randint_like`.
    public static func randint(
        like other: Tensor, _ low: Int = 0, _ high: Int, dtype: DType? = nil, requiresGrad: Bool = false,
        generator: Generator = .default
    ) -> Tensor {
        other.drawnLike(.integers(low, high, "randint"), dtype: dtype, requiresGrad: requiresGrad, generator)
    }

    /// Replaces every element by an integer uniform in low ..< high.
    ///
    /// - Parameters:
    ///   - low: smallest value.
    ///   - high: bound, not included.
    ///   - generator: the stream to draw from. Default the process's own.
    /// - Throws: `TensorError` for an empty range, one that the type doesn't hold, or a leaf that requires gradients
    ///   outside `noGrad`.
    /// - Source: `torch.Tensor.random_`.
    public mutating func fillRandom(_ low: Int, _ high: Int, generator: Generator = .default) throws {
        try refill(.integers(low, high, "fillRandom"), generator)
    }
}

// MARK: - What a type can hold

extension DType {
    /// How many bits the numbers of a floating-point type have.
    private var significantBits: Int {
        switch self {
        case .float64: 53
        case .float16: 11
        case .bfloat16: 8
        default: 24
        }
    }

    /// An integer after a round trip through a floating-point type; where it leaves int64 on the way back, int64's
    /// least value, as on x86.
    private func roundTrip(_ value: Int) -> Int {
        let rounded: Double
        switch self {
        case .float64: rounded = Double(value)
        case .bfloat16: rounded = Double(BFloat16(Float(value)).floatValue)
        // `Half` has no arithmetic: the number is rounded to a multiple of its distance from the next.
        case .float16:
            let number = Float(value)
            let step = max(number.magnitude.binade / 1024, 0x1p-24)
            let half = (number / step).rounded(.toNearestOrEven) * step
            rounded = Double(half).magnitude > greatestFinite ? .infinity : Double(half)
        default: rounded = Double(Float(value))
        }
        return Int(exactly: rounded) ?? .min
    }

    /// The step between neighbours of the size of `value`.
    private func step(at value: Int) -> Int {
        let exponent = value == 0 ? 0 : Int.bitWidth - 1 - value.magnitude.leadingZeroBitCount
        let shift = exponent - significantBits + 1
        return shift < 0 ? 0 : 1 << min(shift, 62)
    }

    /// The first integer from `low` on that rounding to this type does not take below `low`, as torch finds it.
    fileprivate func firstInteger(from low: Int) -> Int {
        guard isFloatingPoint, low < Int.max else { return low }
        let next = roundTrip(low + 1)
        return next < low ? next &+ step(at: low + 1) : low
    }

    /// The bound below which rounding to this type stays below `high`, as torch finds it.
    fileprivate func integerBound(_ high: Int) -> Int {
        guard isFloatingPoint, high > Int.min else { return high }
        let previous = roundTrip(high - 1)
        return previous >= high ? previous &- step(at: high - 1) : high
    }

    /// Whether the integer lies in the type's range.
    fileprivate func hasInteger(_ value: Int) -> Bool {
        switch self {
        case .float32, .float64, .bfloat16, .int64: true
        case .float16: Double(value).magnitude <= greatestFinite
        case .int32: Int32(exactly: value) != nil
        case .int16: Int16(exactly: value) != nil
        case .int8: Int8(exactly: value) != nil
        case .uint8: UInt8(exactly: value) != nil
        case .bool: value == 0 || value == 1
        }
    }
}
