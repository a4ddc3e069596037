/// Which parts of a tensor's row-major elements an operation reads or writes: blocks of equal length, by number.
///
/// Gathering, scattering, index lists, masks and padding by copies all come down to a list of places. How an operation
/// finds its places is its own affair; moving the elements and their gradients is done here once.
struct Places: Sendable {
    /// int64 in row-major order. All of them exist: whoever makes a list of places checks them.
    let offsets: Tensor
    /// How many elements follow each other at every place.
    let block: Int

    init(_ offsets: Tensor, block: Int) throws {
        self.offsets = try offsets.contiguousWithoutHistory()
        self.block = block
    }

    /// Memory is moved on the word of a list: a mistake in making one must not become an access outside of it.
    fileprivate func requireMatch(_ blocks: Tensor, _ operation: String) throws {
        guard blocks.count == offsets.count * block else {
            throw TensorError(
                operation, "\(offsets.count) places of \(block) elements do not hold \(blocks.count) elements")
        }
    }
}

// MARK: - Reading, and its mirror image

extension Tensor {
    /// The blocks at these places, one after the other, as a tensor of `shape`.
    func gathered(_ places: Places, shape: [Int], _ name: String) throws -> Tensor {
        let source = try contiguousWithoutHistory()
        let result = try uninitializedLike(shape: shape, name)
        try places.requireMatch(result, name)
        withExtendedLifetime((source, places)) {
            backend.take(
                result.operand, source.operand, offsets: places.offsets.operand, block: places.block,
                count: places.offsets.count)
        }
        let original = self.shape
        return result.recorded(name, self) { try $0.spread(places, to: original) }
    }

    /// Zeros of `shape`, to whose places this tensor's blocks are added: the gradient of `gathered`, whose own gradient
    /// is `gathered` again.
    func spread(_ places: Places, to shape: [Int]) throws -> Tensor {
        let result = try uninitializedLike(shape: shape, zeroed: true, "spread")
        try result.put(self, at: places, accumulate: true)
        let original = self.shape
        return result.recorded("IndexPutBackward0", self) {
            try $0.gathered(places, shape: original, "IndexBackward0")
        }
    }
}

// MARK: - Writing

extension Tensor {
    /// A copy with `source`'s blocks added at these places; at places named more than once, all of them.
    func adding(_ source: Tensor, at places: Places, _ name: String) throws -> Tensor {
        let result = try copiedContiguous(name)
        try result.put(source, at: places, accumulate: true)
        let original = source.shape
        let (selfNeeds, sourceNeeds) = (requiresGrad, source.requiresGrad)
        return result.recorded(name, [self, source]) { dy, _ in
            [
                selfNeeds ? dy : nil,
                sourceNeeds ? try dy.gathered(places, shape: original, "IndexBackward0") : nil,
            ]
        }
    }

    /// A copy with `source`'s blocks in these places; of those for one place the last.
    func replacing(_ places: Places, with source: Tensor, _ name: String) throws -> Tensor {
        let result = try copiedContiguous(name)
        try result.put(source, at: places, accumulate: false)
        let original = source.shape
        let (selfNeeds, sourceNeeds) = (requiresGrad, source.requiresGrad)
        return result.recorded(name, [self, source]) { dy, _ in
            [
                selfNeeds ? try dy.replacing(places, with: .zeros(original, like: dy), name) : nil,
                sourceNeeds ? try dy.gathered(places, shape: original, "IndexBackward0") : nil,
            ]
        }
    }

    /// Writes into this tensor's own memory, which is row-major and not shared.
    func put(_ source: Tensor, at places: Places, accumulate: Bool) throws {
        let blocks = try source.contiguousWithoutHistory()
        try places.requireMatch(blocks, "put")
        withExtendedLifetime((blocks, places)) {
            backend.put(
                operand, blocks.operand, offsets: places.offsets.operand, block: places.block,
                count: places.offsets.count, accumulate: accumulate)
        }
    }
}

extension Tensor {
    /// This tensor's values in row-major order, without history.
    func contiguousWithoutHistory() throws -> Tensor {
        try validate()
        return isContiguous ? detach() : try copiedContiguous("contiguous")
    }

    /// Zeros of another shape with the type and device of `other`.
    static func zeros(_ shape: [Int], like other: Tensor) -> Tensor {
        zeros(shape, dtype: other.dtype, device: other.device)
    }
}
