// Arithmetic on positions: checking what the caller gave, and computing offsets from it.

extension Tensor {
    /// These indices as int64, each known to lie in `0 ..< extent`.
    ///
    /// - Parameters:
    ///   - wrapping: whether negative ones count from the end, as in Python.
    ///   - error: torch's words for an index that does not exist.
    func positions(in extent: Int, wrapping: Bool = false, error: (Int) -> TensorError) throws -> Tensor {
        let indices = try detach().to(.int64).contiguousWithoutHistory()
        guard indices.count > 0 else { return indices }
        let bounds = withExtendedLifetime(indices) {
            backend.offsetBounds(indices.operand, count: indices.count)
        }
        guard bounds.lowerBound >= (wrapping ? -extent : 0), bounds.upperBound < extent else {
            throw error(try indices.firstOutside(wrapping ? -extent : 0, extent))
        }
        guard bounds.lowerBound < 0 else { return indices }
        return try Tensor.where(indices .< 0, indices + extent, indices)
    }

    /// The first of these indices below `low` or not below `high`: the one that torch would name.
    private func firstOutside(_ low: Int, _ high: Int) throws -> Int {
        let isOutside = try (self .< low).logicalOr(self .>= high)
        let first = try isOutside.positionsOfTrue().narrow(0, start: 0, length: 1)
        return try reshape([-1]).gathered(Places(first, block: 1), shape: [1], "item").item(as: Int.self)
    }

    /// The row-major positions of the true elements of a bool (or uint8) tensor, ascending.
    func positionsOfTrue() throws -> Tensor {
        let mask = try contiguousWithoutHistory()
        return try withExtendedLifetime(mask) {
            let found = mask.count == 0 ? 0 : backend.countTrue(mask.operand, count: mask.count)
            let result = try Tensor.uninitialized([found], dtype: .int64, on: backend, "nonzero")
            if found > 0 { backend.positionsOfTrue(result.operand, mask.operand, count: mask.count) }
            return result
        }
    }

    /// The row-major offset of each element of a tensor of `shape`, if a step along dimension `d` were `steps[d]`
    /// elements.
    static func offsets(_ shape: [Int], steps: [Int], device: Device) throws -> Tensor {
        var result = zeros([], dtype: .int64, device: device)
        // From the innermost dimension outwards, so that only the last sum has the full size.
        for dim in shape.indices.reversed() {
            let column = [shape[dim]] + [Int](repeating: 1, count: shape.count - dim - 1)
            let steps = try (arange(shape[dim], device: device) * steps[dim]).reshape(column)
            result = try steps.add(result)
        }
        return try result.validated()
    }

    /// The places that an index list names along one dimension of a tensor of `shape`.
    static func places(along dim: Int, of shape: [Int], _ positions: Tensor) throws -> Places {
        let outer = Shape.count(Array(shape.prefix(dim)))
        let block = Shape.count(Array(shape.dropFirst(dim + 1)))
        return try Places(positions.repeated(outer, every: shape.isEmpty ? 1 : shape[dim]), block: block)
    }

    /// These positions `times` times in a row, each time `distance` further on.
    func repeated(_ times: Int, every distance: Int) throws -> Tensor {
        if times == 1 { return self }
        let starts = try (Tensor.arange(times, device: device) * distance).unsqueeze(1)
        return try starts.add(reshape([1, count]))
    }

    /// Refuses indices of other types than int64 and int32.
    func requireIndexType(_ error: @autoclosure () -> TensorError) throws {
        guard dtype == .int64 || dtype == .int32 else { throw error() }
    }
}

extension TensorError {
    /// Torch's most common words for an index that does not exist.
    static func outOfBounds(_ kind: Kind, _ operation: String, dim: Int, size: Int) -> (Int) -> TensorError {
        { TensorError(kind, operation, "index \($0) is out of bounds for dimension \(dim) with size \(size)") }
    }
}
