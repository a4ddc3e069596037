/// Arithmetic on shapes and strides. A shape is a plain `[Int]`, outermost dimension first, as torch prints it.
package enum Shape {
    /// The most dimensions that a tensor may have, as in torch.
    package static let maximumRank = 64

    /// The refusal of a shape with more.
    package static func tooManyDimensions(_ shape: [Int], _ operation: String) -> TensorError {
        TensorError(operation, "tensor has too many (>\(maximumRank)) dims: \(shape.count)")
    }

    /// How many elements a shape holds.
    ///
    /// - Throws: for a negative dimension (torch's words) or a product beyond what memory can address.
    package static func elementCount(_ shape: [Int], _ operation: String) throws -> Int {
        guard shape.count <= maximumRank else { throw tooManyDimensions(shape, operation) }
        // Strides multiply the extents even where one of them is 0, so they must not overflow either.
        var extent = 1
        for size in shape {
            guard size >= 0 else {
                throw TensorError(operation, "Trying to create tensor with negative dimension \(size): \(shape)")
            }
            let (product, overflow) = extent.multipliedReportingOverflow(by: max(size, 1))
            // Bytes must fit too: the widest element has 8.
            guard !overflow, product <= Int.max / 8 else {
                throw TensorError(
                    operation, "Storage size calculation overflowed with sizes=\(shape)",
                    hint: "the shape has more elements than memory has addresses")
            }
            extent = product
        }
        return shape.contains(0) ? 0 : extent
    }

    /// The element count of a shape that is known to be valid. (Of one that is not, never less than it holds: what follows refuses
    /// it by its size.)
    package static func count(_ shape: [Int]) -> Int {
        shape.contains(0) ? 0 : CheckedInt.product(shape).saturated
    }

    /// Row-major strides: the last dimension is dense.
    package static func contiguousStrides(_ shape: [Int]) -> [Int] {
        var strides = [Int](repeating: 1, count: shape.count)
        var step = 1
        for dim in shape.indices.reversed() {
            strides[dim] = step
            // Where this wraps, `elementCount` refuses the shape.
            step &*= max(shape[dim], 1)
        }
        return strides
    }

    /// Whether elements lie in row-major order without gaps. Strides of dimensions of size 1 don't matter.
    package static func isContiguous(_ shape: [Int], _ strides: [Int]) -> Bool {
        var step = 1
        for dim in shape.indices.reversed() where shape[dim] != 1 {
            if shape[dim] == 0 { return true }
            if strides[dim] != step { return false }
            step &*= shape[dim]
        }
        return true
    }

    /// Strides for a result of this shape that keep the memory order of an operand, so that channels-last activations stay
    /// channels-last through elementwise operations. Row-major when the operand has gaps or overlaps.
    package static func denseStrides(_ shape: [Int], like strides: [Int]) -> [Int] {
        if isContiguous(shape, strides) { return strides }
        let order = shape.indices.filter { shape[$0] > 1 }.sorted { strides[$0] < strides[$1] }
        var step = 1
        for dim in order {
            if strides[dim] != step { return contiguousStrides(shape) }
            step *= shape[dim]
        }
        return strides
    }

    /// The common shape of operands whose dimensions are equal or 1, aligned at the last one.
    ///
    /// - Throws: torch's "The size of tensor a (3) must match …".
    package static func broadcast(_ a: [Int], _ b: [Int], _ operation: String) throws -> [Int] {
        if a == b { return a }
        let rank = max(a.count, b.count)
        var result = [Int](repeating: 1, count: rank)
        for dim in 0..<rank {
            let sizeA = dim < rank - a.count ? 1 : a[dim - (rank - a.count)]
            let sizeB = dim < rank - b.count ? 1 : b[dim - (rank - b.count)]
            guard sizeA == sizeB || sizeA == 1 || sizeB == 1 else {
                throw TensorError(
                    operation,
                    "The size of tensor a (\(sizeA)) must match the size of tensor b (\(sizeB)) at non-singleton dimension \(dim)",
                    shapes: ["a": a, "b": b],
                    hint: "dimensions are compared from the last one; each pair must be equal or contain a 1")
            }
            result[dim] = sizeA == 1 ? sizeB : sizeA
        }
        return result
    }

    /// Strides that read an array of `shape` as if it had the shape `target` to which it broadcasts.
    package static func broadcastStrides(_ shape: [Int], _ strides: [Int], to target: [Int]) -> [Int] {
        if shape == target { return strides }
        let missing = target.count - shape.count
        return target.indices.map { dim in
            dim < missing || shape[dim - missing] == 1 && target[dim] != 1 ? 0 : strides[dim - missing]
        }
    }

    /// `dim` counted from the front; negative ones count from the back, as in Python. A 0-dim tensor has a dimension 0.
    ///
    /// - Throws: torch's "Dimension out of range …".
    package static func wrap(_ dim: Int, rank: Int, _ operation: String) throws -> Int {
        let extent = max(rank, 1)
        guard dim >= -extent, dim < extent else {
            throw TensorError(
                .index, operation,
                "Dimension out of range (expected to be in range of [\(-extent), \(extent - 1)], but got \(dim))")
        }
        return dim < 0 ? dim + extent : dim
    }

    /// Several dimensions at once, without repetition.
    package static func wrap(_ dims: [Int], rank: Int, _ operation: String) throws -> [Int] {
        var seen = Set<Int>()
        return try dims.map { dim in
            let wrapped = try wrap(dim, rank: rank, operation)
            guard seen.insert(wrapped).inserted else {
                throw TensorError(.runtime, operation, "dim \(wrapped) appears multiple times in the list of dims")
            }
            return wrapped
        }
    }

    /// The strides under which an array of `shape` and `strides` can be read as `newShape` without moving an element, or
    /// nil where it takes a copy. Both shapes have the same number of elements.
    package static func viewStrides(_ shape: [Int], _ strides: [Int], as newShape: [Int]) -> [Int]? {
        if newShape.isEmpty { return [] }
        if count(shape) == 0 { return contiguousStrides(newShape) }
        // Walk both shapes from the back. Old dimensions that follow each other in memory form a chunk; new dimensions
        // must divide the chunks.
        var result = [Int](repeating: 1, count: newShape.count)
        var newDim = newShape.count - 1
        var chunkStride = strides.last ?? 1
        var chunkElements = 1
        var newElements = 1
        for dim in shape.indices.reversed() {
            chunkElements *= shape[dim]
            let chunkEnds =
                dim == 0 || (shape[dim - 1] != 1 && strides[dim - 1] != chunkElements * chunkStride)
            guard chunkEnds else { continue }
            while newDim >= 0, newElements < chunkElements || newShape[newDim] == 1 {
                result[newDim] = newElements * chunkStride
                newElements *= newShape[newDim]
                newDim -= 1
            }
            if newElements != chunkElements { return nil }
            if dim > 0 {
                chunkStride = strides[dim - 1]
                chunkElements = 1
                newElements = 1
            }
        }
        while newDim >= 0 {
            result[newDim] = newElements * chunkStride
            newDim -= 1
        }
        return result
    }
}
