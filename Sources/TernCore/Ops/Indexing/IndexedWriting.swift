// Writing through a subscript. All ways to do it (assignment, `setIndex`, `indexPut`) end in one function that writes into memory
// which nobody else sees, and in one gradient.

/// How a subscript is written through.
struct IndexedWrite {
    var items: [IndexItem]
    var accumulates = false
    /// Torch's name for the operation.
    var name: String

    init(_ items: [IndexItem], accumulates: Bool = false, name: String? = nil) {
        self.items = items
        self.accumulates = accumulates
        self.name = name ?? (items.isPickingOnly ? "IndexPutBackward0" : "CopySlices")
    }
}

extension Tensor {
    /// A copy with `value`, of this tensor's type, written through a subscript.
    func writing(_ value: Tensor, _ write: IndexedWrite) throws -> Tensor {
        let target = try detach().writeTarget(write)
        let value = try value.fitted(to: target)
        let result = try copiedContiguous("index_put")
        try result.overwrite(write, with: value)
        let (original, items) = (value.shape, write.items)
        let (selfNeeds, valueNeeds) = (requiresGrad, value.requiresGrad)
        return result.recorded(write.name, [self, value]) { dy, _ in
            let hidden = { try dy.writing(Tensor.zeros([], like: dy), IndexedWrite(items, name: write.name)) }
            return [
                selfNeeds ? (write.accumulates ? dy : try hidden()) : nil,
                valueNeeds ? try dy.indexed(items).summed(to: original) : nil,
            ]
        }
    }

    /// Writes through a subscript into this tensor's own memory. Nothing is written if it throws.
    mutating func write(_ value: Tensor, _ write: IndexedWrite) throws {
        try validate()
        try value.validate()
        let value = try value.to(dtype, device: device)
        if GradientMode.isRecording, requiresGrad || value.requiresGrad {
            guard !requiresGrad || !isLeaf else {
                throw TensorError(
                    "index_put", "a view of a leaf Variable that requires grad is being used in an in-place operation.",
                    hint: "write inside noGrad { }, or to a copy that was computed from it, such as x.clone()")
            }
            self = try writing(value, write)
            return
        }
        let target = try detach().writeTarget(write)
        let fitted = try value.detach().fitted(to: target)
        if Shape.denseStrides(shape, like: strides) != strides {
            // The elements overlap or have gaps between them.
            let copy = try copiedContiguous("index_put")
            let history = autograd
            self = copy
            autograd = history
        }
        try makeUnique("index_put")
        try overwrite(write, with: fitted)
    }

    /// The shape that values broadcast to, with torch's words for one that does not.
    fileprivate func writeTarget(_ write: IndexedWrite) throws -> WriteTarget {
        let resolved = try resolve(write.items)
        guard !resolved.picks.isEmpty else { return WriteTarget(shape: resolved.view.shape, isPicked: false) }
        let index = try AdvancedIndex(resolved.view.shape, resolved.picks, on: device)
        return WriteTarget(shape: index.resultShape, isPicked: true)
    }

    /// This value with the target's number of dimensions or fewer.
    fileprivate func fitted(to target: WriteTarget) throws -> Tensor {
        // Leading dimensions of size 1 don't count.
        let surplus = shape.prefix { $0 == 1 }.count
        let value = surplus > 0 ? try reshape(Array(shape.dropFirst(surplus))) : self
        if target.isPicked {
            let common = try? Shape.broadcast(value.shape, target.shape, "index_put")
            guard common == target.shape, value.ndim <= target.shape.count else {
                throw TensorError(
                    "index_put",
                    "shape mismatch: value tensor of shape \(shape) cannot be broadcast to indexing result of shape \(target.shape)")
            }
        } else {
            _ = try value.detach().expand(target.shape)
        }
        return value
    }

    private func overwrite(_ write: IndexedWrite, with value: Tensor) throws {
        let resolved = try detach().resolve(write.items)
        let view = resolved.view
        guard !resolved.picks.isEmpty else {
            withExtendedLifetime((view, value)) {
                backend.copy(view.shape, view.operand, value.operand(broadcastTo: view.shape))
            }
            return
        }
        let index = try AdvancedIndex(view.shape, resolved.picks, on: device)
        let target = try view.permute(index.order)
        let values = try value.detach().expand(index.resultShape)
        // Places are counted in row-major memory. Where a view is not, they are written in a copy that is.
        let dense = target.isContiguous ? target : try target.copiedContiguous("index_put")
        try dense.put(values, at: index.places, accumulate: write.accumulates)
        if !target.isContiguous {
            withExtendedLifetime((target, dense)) { backend.copy(target.shape, target.operand, dense.operand) }
        }
    }
}

/// Where values are written to.
private struct WriteTarget {
    var shape: [Int]
    /// Whether lists or masks pick the places.
    var isPicked: Bool
}

extension [IndexItem] {
    /// Whether lists and masks do all the work.
    fileprivate var isPickingOnly: Bool {
        var lists = 0
        for item in self {
            if case .tensor(let index) = item.kind, index.ndim > 0 {
                lists += 1
            } else if !item.isWhole {
                return false
            }
        }
        return lists > 0
    }
}

extension Tensor {
    /// A copy with `values` at the positions that index tensors name.
    ///
    /// - Parameters:
    ///   - indices: one for each of the first dimensions: int64 or int32 lists, or masks; nil keeps a whole dimension.
    ///   - values: of this tensor's type; they broadcast to the shape that reading with these indices gives.
    ///   - accumulate: add the values to what is there; repeated positions add up. Without it the last one counts. Default false.
    /// - Throws: `TensorError` for positions that do not exist, or arguments of unsuitable shapes or types.
    /// - Source: `torch.index_put`.
    public func indexPut(_ indices: [Tensor?], _ values: Tensor, accumulate: Bool = false) throws -> Tensor {
        try validate()
        try values.validate()
        guard values.dtype == dtype else {
            throw TensorError(
                "index_put",
                "Index put requires the source and destination dtypes match, got \(dtype.scalarTypeName) for the destination and \(values.dtype.scalarTypeName) for the source.")
        }
        // A single position does not count as picked before the lists are.
        let items = indices.map { index in
            guard let index else { return IndexItem.all }
            return IndexItem(index.ndim == 0 && !index.isMask ? .list(index) : .tensor(index))
        }
        return try writing(values, IndexedWrite(items, accumulates: accumulate, name: "IndexPutBackward0"))
    }
}
