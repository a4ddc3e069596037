/// What lists and masks pick from a tensor: the places, and the shape of what they hold.
///
/// The lists broadcast against each other. Their common shape stands where the dimensions stood that they pick from, or
/// first where those dimensions are not neighbours.
struct AdvancedIndex {
    /// The tensor's dimensions in an order in which those that lists pick from are neighbours.
    let order: [Int]
    /// Where the picked elements lie, in a row-major tensor of this order.
    let places: Places
    let resultShape: [Int]

    init(_ shape: [Int], _ picks: [ResolvedIndex.Pick], on device: Device) throws {
        var terms: [Term] = []
        for pick in picks { terms.append(try Term(pick, shape, number: terms.reduce(0) { $0 + $1.dims.count })) }
        try Term.requireBroadcast(terms)
        let dims = terms.flatMap { Array($0.dims) }
        let rest = shape.indices.filter { !dims.contains($0) }
        let isAdjacent = zip(dims, dims.dropFirst()).allSatisfy { $0 + 1 == $1 }
        let before = isAdjacent ? rest.filter { $0 < dims[0] } : []
        let after = rest.filter { !before.contains($0) }
        order = before + dims + after

        let extents = { (dims: [Int]) in dims.map { shape[$0] } }
        let common = try terms.reduce([]) { try Shape.broadcast($0, $1.shape, "index") }
        resultShape = extents(before) + common + extents(after)
        if terms.contains(where: \.namesNothing) {
            throw TensorError(.index, "index", "index is out of bounds for dimension with size 0")
        }
        // Nothing is read for an empty result, so that its indices need not exist.
        guard Shape.count(resultShape) > 0 else {
            places = try Places(Tensor.zeros([0], dtype: .int64, device: device), block: 1)
            return
        }
        var offsets = Tensor.zeros([], dtype: .int64, device: device)
        for term in terms {
            offsets = try (offsets * term.extent).add(term.positions(shape, device))
        }
        let list = try offsets.expand(common).reshape([-1])
        let repeated = try list.repeated(Shape.count(extents(before)), every: Shape.count(extents(dims)))
        places = try Places(repeated, block: Shape.count(extents(after)))
    }
}

/// One list or mask, seen as positions in the dimension (for a mask: the dimensions made one) that it picks from.
private struct Term {
    let dims: Range<Int>
    /// The product of the dimensions' extents.
    let extent: Int
    /// The shape of the list; for a mask, as many positions as it has true elements.
    let shape: [Int]
    private let index: Tensor
    private let isMask: Bool
    /// Which list it is, a mask counting as one list for each of its dimensions.
    private let number: Int

    init(_ pick: ResolvedIndex.Pick, _ shape: [Int], number: Int) throws {
        self.number = number
        let index = pick.index
        guard index.isMask || index.dtype == .int64 || index.dtype == .int32 else {
            throw TensorError(
                .index, "index", "tensors used as indices must be long, int, byte or bool tensors",
                hint: "the index is \(index.dtype)")
        }
        isMask = index.isMask
        dims = pick.dim..<pick.dim + (isMask ? index.ndim : 1)
        extent = Shape.count(Array(shape[dims]))
        guard isMask else {
            self.index = index
            self.shape = index.shape
            return
        }
        try pick.requireMaskFits(shape)
        self.index = try index.positionsOfTrue()
        self.shape = self.index.shape
    }

    func positions(_ shape: [Int], _ device: Device) throws -> Tensor {
        if isMask { return index }
        let size = extent
        return try index.to(device: device).positions(in: size, wrapping: true) { position in
            TensorError(
                .index, "index", "index \(position) is out of bounds for dimension \(number) with size \(size)",
                hint: "the list picks from dimension \(dims.lowerBound) of \(shape)")
        }
    }

    /// Whether it picks from a dimension that has no positions.
    var namesNothing: Bool { !isMask && extent == 0 && index.count > 0 }

    static func requireBroadcast(_ terms: [Term]) throws {
        do {
            _ = try terms.reduce([]) { try Shape.broadcast($0, $1.shape, "index") }
        } catch {
            // A mask counts as one list for each of its dimensions.
            let shapes = terms.flatMap { term in [String](repeating: "\(term.shape)", count: term.dims.count) }
            throw TensorError(
                .index, "index",
                "shape mismatch: indexing tensors could not be broadcast together with shapes \(shapes.joined(separator: ", "))"
            )
        }
    }
}

extension ResolvedIndex.Pick {
    /// Refuses a mask that doesn't have the shape of the dimensions that it is for.
    func requireMaskFits(_ shape: [Int]) throws {
        for (axis, size) in index.shape.enumerated() where size != shape[dim + axis] {
            throw TensorError(
                .index, "index",
                "The shape of the mask \(index.shape) at index \(axis) does not match the shape of the indexed tensor \(shape) at index \(dim + axis)"
            )
        }
    }
}

extension Tensor {
    /// What the picks pick.
    func advancedIndexed(_ picks: [ResolvedIndex.Pick]) throws -> Tensor {
        let index = try AdvancedIndex(shape, picks, on: device)
        let isInOrder = index.order == Array(shape.indices)
        return try (isInOrder ? self : permute(index.order)).gathered(
            index.places, shape: index.resultShape, "IndexBackward0")
    }
}
