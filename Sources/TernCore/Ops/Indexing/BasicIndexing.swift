/// A subscript taken apart: a view that its positions, ranges and new dimensions give, and the lists and masks that
/// then pick from the view's dimensions.
struct ResolvedIndex {
    var view: Tensor
    var picks: [Pick]

    /// A list or mask and the first of the view's dimensions that it applies to.
    struct Pick {
        var dim: Int
        var index: Tensor
    }
}

extension Tensor {
    /// Applies the indices to this tensor, from left to right.
    ///
    /// - Throws: torch's `IndexError`s for too many indices, positions that do not exist, and steps below 1.
    func resolve(_ items: [IndexItem]) throws -> ResolvedIndex {
        try validate()
        let named = try items.reduce(0) { try $0 + $1.dimensionCount }
        guard named <= ndim || ndim == 0 && items.count == 1 && items[0].isPosition else {
            throw TensorError(
                .index, "index", "too many indices for tensor of dimension \(ndim)", shapes: ["self": shape])
        }
        var result = ResolvedIndex(view: self, picks: [])
        var dim = 0
        for (number, item) in items.enumerated() {
            try result.view.requireDimensions(try item.dimensionCount, from: dim)
            switch item.kind {
            case .at(let position):
                result.view = try result.view.selectedChecked(dim, position, number)
            case .slice(let start, let end, let step):
                result.view = try result.view.slicedChecked(dim, start, end, step)
                dim += 1
            case .newAxis:
                result.view = try result.view.unsqueeze(dim)
                dim += 1
            case .ellipsis:
                // As in torch, every ellipsis passes over as many dimensions as the first.
                dim += ndim - named
            case .tensor(let index):
                try result.apply(index, number, &dim)
            case .list(let index):
                result.picks.append(ResolvedIndex.Pick(dim: dim, index: index))
                dim += 1
            }
        }
        return result
    }

    /// Refuses what stands behind a second ellipsis, when that has passed over all dimensions that there are.
    fileprivate func requireDimensions(_ count: Int, from dim: Int) throws {
        guard count == 0 || dim + count <= Swift.max(ndim, 1) else {
            throw TensorError(
                .index, "index",
                "Dimension out of range (expected to be in range of [\(-ndim), \(ndim - 1)], but got \(dim + count - 1))",
                hint: "every ellipsis stands for the same number of dimensions")
        }
    }

    /// - Parameter number: where the index stands in the brackets: torch's "dimension" of the message.
    fileprivate func selectedChecked(_ dim: Int, _ position: Int, _ number: Int) throws -> Tensor {
        guard ndim > 0 || position != 0 else {
            throw TensorError(
                .index, "index",
                "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number",
                hint: "a tensor of one element gives it with x.item()")
        }
        let extent = dim < ndim ? shape[dim] : 0
        guard position >= -extent, position < extent else {
            throw TensorError(
                .index, "index", "index \(position) is out of bounds for dimension \(number) with size \(extent)")
        }
        return selected(dim, position < 0 ? position + extent : position)
    }

    private func slicedChecked(_ dim: Int, _ start: Int?, _ end: Int?, _ step: Int) throws -> Tensor {
        guard step > 0 else {
            throw TensorError(
                .value, "index", step == 0 ? "slice step cannot be zero" : "step must be greater than zero",
                hint: step < 0 ? "flip(dim) reverses a dimension" : nil)
        }
        let result = try slice(dim: dim, from: start, to: end, step: step)
        // Torch, too, passes over what keeps a whole dimension.
        return result.shape == shape && step == 1 ? self : result
    }
}

extension ResolvedIndex {
    fileprivate mutating func apply(_ index: Tensor, _ number: Int, _ dim: inout Int) throws {
        switch (index.ndim, index.isMask) {
        case (0, true):
            // A single truth value keeps a new dimension's only position, or drops it.
            view = try view.unsqueeze(dim)
            let isKept = try index.item(as: Bool.self)
            let position = Tensor.zeros([isKept ? 1 : 0], dtype: .int64, device: view.device)
            picks.append(Pick(dim: dim, index: position))
            dim += 1
        case (0, false) where index.dtype.isInteger:
            view = try view.selectedChecked(dim, index.item(as: Int.self), number)
        case (let rank, let isMask):
            picks.append(Pick(dim: dim, index: index))
            dim += isMask ? rank : 1
        }
    }
}

extension Tensor {
    /// Whether this tensor, as an index, is a mask. Torch still takes uint8 for one.
    var isMask: Bool { dtype == .bool || dtype == .uint8 }
}

extension IndexItem {
    fileprivate var isEllipsis: Bool { if case .ellipsis = kind { true } else { false } }

    /// Whether the index keeps everything as it is.
    var isWhole: Bool {
        switch kind {
        case .ellipsis: true
        case .slice(let start, let end, let step): start ?? 0 == 0 && end == nil && step == 1
        default: false
        }
    }

    fileprivate var isPosition: Bool {
        switch kind {
        case .at, .slice: true
        default: false
        }
    }

    /// How many of the tensor's dimensions the index is for.
    fileprivate var dimensionCount: Int {
        get throws {
            switch kind {
            case .at, .slice: return 1
            case .newAxis, .ellipsis: return 0
            case .tensor(let index), .list(let index):
                try index.validate()
                return index.isMask ? index.ndim : 1
            }
        }
    }
}
