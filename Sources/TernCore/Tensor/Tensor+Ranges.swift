import Foundation

extension Tensor {
    /// `start`, `start + step`, … up to but not including `end`.
    ///
    /// - Parameters:
    ///   - start: first value. Default 0.
    ///   - end: bound, not included.
    ///   - step: distance, negative to count down. Default 1.
    ///   - dtype: element type. Default int64 when all three are integers, else float32.
    ///   - device: where it lies. Default the processor.
    /// - Source: `torch.arange`.
    public static func arange(
        _ start: some ScalarConvertible, _ end: some ScalarConvertible, step: some ScalarConvertible = 1,
        dtype: DType? = nil, device: Device = .cpu, requiresGrad: Bool = false
    ) -> Tensor {
        let (first, last, stride) = (start.scalar, end.scalar, step.scalar)
        return created(requiresGrad) {
            let isReal = [first, last, stride].contains { $0.category == .floating }
            let count = try rangeCount(first, last, stride, exact: !isReal)
            let type = dtype ?? (isReal ? .float32 : .int64)
            let result = try uninitialized([count], dtype: type, on: try device.backend("arange"), "arange")
            result.backend.arange(result.operand, count: count, start: first, step: stride)
            return result
        }
    }

    /// `0, 1, …` up to but not including `end`.
    ///
    /// - Source: `torch.arange`.
    public static func arange(
        _ end: some ScalarConvertible, dtype: DType? = nil, device: Device = .cpu, requiresGrad: Bool = false
    ) -> Tensor {
        let zero: Scalar = end.scalar.category == .floating ? .double(0) : .int(0)
        return arange(zero, end, step: Scalar.int(1), dtype: dtype, device: device, requiresGrad: requiresGrad)
    }

    private static func rangeCount(_ start: Scalar, _ end: Scalar, _ step: Scalar, exact: Bool) throws -> Int {
        let (first, last, stride) = (start.doubleValue, end.doubleValue, step.doubleValue)
        guard stride != 0 else { throw TensorError("arange", "step must be nonzero") }
        guard first.isFinite, last.isFinite, stride.isFinite else {
            throw TensorError("arange", "unsupported range: \(streamed(first)) -> \(streamed(last))")
        }
        guard stride > 0 ? first <= last : first >= last else {
            throw TensorError("arange", "upper bound and lower bound inconsistent with step sign")
        }
        let count: Double
        if exact {
            // As magnitudes: -2^63 has no positive counterpart.
            let (span, overflow) = end.int64Value.subtractingReportingOverflow(start.int64Value)
            let (whole, rest) = span.magnitude.quotientAndRemainder(dividingBy: step.int64Value.magnitude)
            guard !overflow, let count = Int(exactly: whole), count < Int.max else {
                throw TensorError("arange", "invalid size, possible overflow?")
            }
            return rest == 0 ? count : count + 1
        }
        count = ((last - first) / stride).rounded(.up)
        guard count < 0x1p62 else { throw TensorError("arange", "invalid size, possible overflow?") }
        return Int(count)
    }

    /// `steps` values from `start` to `end`, both included, at equal distances. With an integer type both are cut towards zero first.
    ///
    /// - Source: `torch.linspace`.
    public static func linspace(
        _ start: some ScalarConvertible, _ end: some ScalarConvertible, steps: Int, dtype: DType = .float32,
        device: Device = .cpu, requiresGrad: Bool = false
    ) -> Tensor {
        created(requiresGrad) {
            guard steps >= 0 else { throw TensorError("linspace", "number of steps must be non-negative") }
            guard dtype != .bool || steps < 2 else {
                throw TensorError(.notImplemented, "linspace", "\"linspace_cpu\" not implemented for 'Bool'")
            }
            let bounds = try [start.scalar, end.scalar].map { bound in
                if dtype.isFloatingPoint { return bound.doubleValue }
                try bound.requireFits(dtype, "linspace")
                return Double(bound.int64Value)
            }
            let (first, last) = (bounds[0], bounds[1])
            let result = try uninitialized([steps], dtype: .float64, on: try device.backend("linspace"), "linspace")
            let distance = steps > 1 ? (last - first) / Double(steps - 1) : 0
            // From both ends to the middle, so that the last value is `end` exactly.
            let half = steps == 1 ? 1 : steps / 2
            let backend = result.backend
            backend.arange(result.operand, count: half, start: .double(first), step: .double(distance))
            let rest = try uninitialized([steps - half], dtype: .float64, on: backend, "linspace")
            backend.arange(rest.operand, count: rest.count, start: .double(last), step: .double(-distance))
            if rest.count > 0 {
                let back = rest.operand(strides: [-1], from: rest.count - 1)
                backend.copy([rest.count], result.operand(strides: [1], from: half), back)
            }
            return try result.to(dtype)
        }
    }
}
