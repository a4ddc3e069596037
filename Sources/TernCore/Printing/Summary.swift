/// Which positions of each dimension are printed.
struct Summary {
    /// How many at each end of a long dimension; nil where everything is printed.
    let edgeItems: Int?

    init(of tensor: Tensor, _ options: PrintOptions) {
        edgeItems = tensor.count > options.threshold ? options.edgeItems : nil
    }

    /// Whether positions of a dimension of this size are left out.
    func shortens(_ size: Int) -> Bool { edgeItems.map { size > 2 * $0 } ?? false }

    /// How many positions of a dimension of this size are printed.
    func shownCount(_ size: Int) -> Int { edgeItems.map { min(size, 2 * $0) } ?? size }
}

extension Tensor {
    /// The elements that `summary` shows, as text.
    func texts(_ summary: Summary, _ options: PrintOptions) throws -> ElementTexts {
        switch dtype.category {
        case .floating: ElementTexts(reals: try shown(summary, as: .float64).array(of: Double.self), options)
        case .integer: ElementTexts(integers: try shown(summary, as: .int64).array(of: Int64.self))
        case .boolean: ElementTexts(booleans: try shown(summary, as: .int64).array(of: Int64.self))
        }
    }

    /// A copy of the shown elements alone: printing a summary must not touch the rest.
    private func shown(_ summary: Summary, as dtype: DType) throws -> Tensor {
        let shownShape = shape.map(summary.shownCount)
        // Their text has to fit into memory too.
        guard try Shape.elementCount(shownShape, "print") <= 1 << 27 else {
            throw TensorError(
                .memory, "print", "cannot print \(count) elements",
                hint: "print a part of the tensor, or lower the options' threshold")
        }
        let result = try uninitializedLike(shape: shownShape, dtype: dtype, "print")
        detach().copyShown(to: result, from: 0)
        return result
    }

    /// Copies both ends of every shortened dimension from number `dim` on: the corners of the tensor.
    private func copyShown(to target: Tensor, from dim: Int) {
        guard let dim = (dim..<ndim).first(where: { shape[$0] > target.shape[$0] }) else {
            backend.copy(shape, target.operand, operand)
            return
        }
        let edge = target.shape[dim] / 2
        for (first, targetFirst) in [(0, 0), (shape[dim] - edge, edge)] {
            let part = sliced(dim, first: first, count: edge, step: 1)
            part.copyShown(to: target.sliced(dim, first: targetFirst, count: edge, step: 1), from: dim + 1)
        }
    }
}
