/// Which way the first two dimensions of a coordinate grid run.
public enum GridIndexing: String, Sendable {
    /// The first vector along dimension 0, as matrices are indexed.
    case ij
    /// The first vector along dimension 1, as pictures are measured.
    case xy
}

extension Tensor {
    /// Coordinate grids: each vector repeated along the dimensions of all others; views.
    ///
    /// - Parameters:
    ///   - tensors: vectors (or single numbers) of one type.
    ///   - indexing: which dimension the first two vectors run along. Default `.ij`.
    /// - Returns: one tensor for each vector, all of one shape.
    /// - Throws: `TensorError` when there is no vector, one has more dimensions, or their types differ.
    /// - Source: `torch.meshgrid`.
    public static func meshgrid(_ tensors: [Tensor], indexing: GridIndexing = .ij) throws -> [Tensor] {
        for tensor in tensors { try tensor.validate() }
        guard let first = tensors.first else {
            throw TensorError("meshgrid", "meshgrid expects a non-empty TensorList")
        }
        for tensor in tensors {
            guard tensor.dtype == first.dtype else {
                throw TensorError("meshgrid", "meshgrid expects all tensors to have the same dtype")
            }
            guard tensor.ndim <= 1 else {
                throw TensorError(
                    "meshgrid",
                    "torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: \(tensor.shape)")
            }
        }
        let isSwapped = indexing == .xy && tensors.count >= 2
        var order = Array(tensors.indices)
        if isSwapped { order.swapAt(0, 1) }
        let shape = order.map { tensors[$0].count }
        var grids = try order.enumerated().map { axis, position in
            var ones = [Int](repeating: 1, count: order.count)
            ones[axis] = shape[axis]
            return try tensors[position].reshape(ones).expand(shape)
        }
        if isSwapped { grids.swapAt(0, 1) }
        return grids
    }

    /// All combinations of one element from each vector, as the rows of a matrix, the last vector running fastest.
    ///
    /// - Throws: `TensorError` when one of the tensors is not a vector, or their types differ.
    /// - Source: `torch.cartesian_prod`.
    public static func cartesianProd(_ tensors: [Tensor]) throws -> Tensor {
        for tensor in tensors {
            try tensor.validate()
            guard tensor.ndim == 1 else {
                throw TensorError("cartesian_prod", "Expect a 1D vector, but got shape \(tensor.shape)")
            }
        }
        if tensors.count == 1 { return tensors[0] }
        return try stack(meshgrid(tensors).map { try $0.flatten() }, dim: 1)
    }
}
