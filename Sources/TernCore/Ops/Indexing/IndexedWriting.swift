// Writing through a subscript. All ways to do it (assignment, `setIndex`, `indexPut`) end in one function that writes
// into memory which nobody else sees, and in one gradient.

/// How a subscript is written through.
struct IndexedWrite {
    var items: [IndexItem]
    var accumulates = false
    /// Whether leading dimensions of size 1 of the value count, as they do in `indexPut`.
    var keepsLeadingOnes = false
    /// Torch's name for the operation.
    var name: String

    init(_ items: [IndexItem], accumulates: Bool = false, keepsLeadingOnes: Bool = false, name: String? = nil) {
        self.items = items
        self.accumulates = accumulates
        self.keepsLeadingOnes = keepsLeadingOnes
        self.name = name ?? (items.isPickingOnly ? "IndexPutBackward0" : "CopySlices")
    }
}

extension Tensor {
    /// A copy with `value`, of this tensor's type, written through a subscript.
    func writing(_ value: Tensor, _ write: IndexedWrite) throws -> Tensor {
        let value = try write.keepsLeadingOnes ? value : value.withoutLeadingOnes()
        let target = try WriteTarget(detach(), write, value)
        let result = try copiedContiguous("index_put")
        try target.overwrite(result, with: value)
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
        // A view takes any type, and so do single numbers; several values for single places must have the right one.
        guard value.dtype == dtype || value.count == 1 || !write.items.contains(where: \.isPicking) else {
            throw TensorError.writtenTypes(dtype, value.dtype)
        }
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
        let fitted = try value.detach().withoutLeadingOnes()
        let target = try WriteTarget(detach(), write, fitted)
        try makeUnique("index_put")
        try target.overwrite(self, with: fitted)
    }

    /// A value's leading dimensions of size 1 don't count.
    private func withoutLeadingOnes() throws -> Tensor {
        let surplus = shape.prefix { $0 == 1 }.count
        return surplus > 0 ? try reshape(Array(shape.dropFirst(surplus))) : self
    }
}

/// Where a value is written to, known from shapes alone, and known to have room for it.
private struct WriteTarget {
    private enum Places {
        /// All of a view.
        case whole
        /// Where a mask is true, as it stands beside the view's dimensions. For a single number, which needs no list of
        /// places.
        case mask(Tensor)
        /// What lists and masks pick from a view.
        case picked(AdvancedIndex)
    }

    private let write: IndexedWrite
    private let places: Places

    init(_ tensor: Tensor, _ write: IndexedWrite, _ value: Tensor) throws {
        self.write = write
        let resolved = try tensor.resolve(write.items)
        let shape = resolved.view.shape
        guard let pick = resolved.picks.first else {
            _ = try value.detach().expand(shape)
            places = .whole
            return
        }
        if resolved.picks.count == 1, pick.index.dtype == .bool, value.shape.isEmpty, !write.accumulates {
            try pick.requireMaskFits(shape)
            let following = [Int](repeating: 1, count: shape.count - pick.dim - pick.index.ndim)
            places = .mask(try pick.index.reshape(pick.index.shape + following))
            return
        }
        let index = try AdvancedIndex(shape, resolved.picks, on: tensor.device)
        guard (try? Shape.broadcast(value.shape, index.resultShape, "index_put")) == index.resultShape else {
            throw TensorError(
                "index_put",
                "shape mismatch: value tensor of shape \(value.shape) cannot be broadcast to indexing result of shape \(index.resultShape)"
            )
        }
        places = .picked(index)
    }

    func overwrite(_ tensor: Tensor, with value: Tensor) throws {
        let view = try tensor.detach().resolve(write.items).view
        let shape = view.shape
        switch places {
        case .whole:
            withExtendedLifetime((view, value)) {
                view.backend.copy(shape, view.operand, value.operand(broadcastTo: shape))
            }
        case .mask(let mask):
            withExtendedLifetime((view, value, mask)) {
                view.backend.select(
                    shape, view.operand, mask.operand(broadcastTo: shape), value.operand(broadcastTo: shape),
                    view.operand)
            }
        case .picked(let index):
            try put(value, index, into: view)
        }
    }

    /// Places are counted in row-major memory. Where the view is not, they are written in a copy that is.
    private func put(_ value: Tensor, _ index: AdvancedIndex, into view: Tensor) throws {
        let target = try view.permute(index.order)
        let values = try value.detach().expand(index.resultShape)
        let dense = target.isContiguous ? target : try target.copiedContiguous("index_put")
        try dense.put(values, at: index.places, accumulate: write.accumulates)
        if !target.isContiguous {
            withExtendedLifetime((target, dense)) { view.backend.copy(target.shape, target.operand, dense.operand) }
        }
    }
}

extension TensorError {
    /// Torch's words for values of another type than the tensor's.
    static func writtenTypes(_ target: DType, _ source: DType) -> TensorError {
        TensorError(
            "index_put",
            "Index put requires the source and destination dtypes match, got \(target.scalarTypeName) for the destination and \(source.scalarTypeName) for the source.",
            hint: "convert the values: values.to(.\(target))"
        )
    }
}

extension IndexItem {
    /// Whether it is a list or mask that picks single places.
    fileprivate var isPicking: Bool {
        switch kind {
        case .tensor(let index): index.ndim > 0
        case .list: true
        default: false
        }
    }
}

extension [IndexItem] {
    /// Whether lists and masks do all the work.
    fileprivate var isPickingOnly: Bool {
        var lists = 0
        for item in self {
            if item.isPicking {
                lists += 1
            } else if !item.isWhole {
                return false
            }
        }
        return lists > 0
    }
}
