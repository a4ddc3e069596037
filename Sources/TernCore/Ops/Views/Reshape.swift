extension Tensor {
    /// The same elements, in the same order, with another shape; a view where memory allows, else a copy.
    ///
    /// - Parameter shape: extents; one of them may be -1, which is then computed from the rest.
    /// - Throws: `TensorError` when the numbers of elements differ.
    /// - Source: `torch.reshape`.
    public func reshape(_ shape: [Int]) throws -> Tensor {
        try validate()
        let target = try inferredShape(shape, "reshape")
        _ = try Shape.elementCount(target, "reshape")
        if target == self.shape { return self }
        let original = self.shape
        let result: Tensor
        let name: String
        if let strides = Shape.viewStrides(original, strides, as: target) {
            result = alias(shape: target, strides: strides, offset: offset)
            name = "ViewBackward0"
        } else {
            let copy = try copiedContiguous("reshape")
            result = copy.alias(shape: target, strides: Shape.contiguousStrides(target), offset: 0)
            name = "UnsafeViewBackward0"
            // The layers before have chosen their order because they are fast in it, gradients included.
            if storage.hasLayersOrder {
                return result.recorded(name, self, saves: false) { [strides] gradient in
                    let shaped = try gradient.reshape(original)
                    return try shaped.detach().laidOut(strides: strides, "reshape").recorded("CloneBackward0", shaped) {
                        $0
                    }
                }
            }
        }
        return result.recorded(name, self, saves: false) { try $0.reshape(original) }
    }

    /// The same elements with another shape; see `reshape([Int])`.
    public func reshape(_ shape: Int...) throws -> Tensor { try reshape(shape) }

    /// The same memory with another shape.
    ///
    /// - Throws: `TensorError` when the numbers of elements differ, or where only a copy could have that shape.
    /// - Source: `torch.Tensor.view`.
    public func view(_ shape: [Int]) throws -> Tensor {
        try validate()
        let target = try inferredShape(shape, "view")
        guard Shape.viewStrides(self.shape, strides, as: target) != nil else {
            throw TensorError(
                "view",
                "view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous subspaces). Use .reshape(...) instead.",
                shapes: ["self": self.shape, "view": target])
        }
        return try reshape(target)
    }

    /// The shape with its -1 filled in.
    private func inferredShape(_ shape: [Int], _ operation: String) throws -> [Int] {
        var invalid: TensorError {
            TensorError(operation, "shape '\(shape)' is invalid for input of size \(count)")
        }
        var known = 1
        var inferred: Int?
        for (dim, size) in shape.enumerated() {
            if size == -1 {
                guard inferred == nil else { throw TensorError(operation, "only one dimension can be inferred") }
                inferred = dim
            } else if size < 0 {
                throw TensorError(operation, "invalid shape dimension \(size) at index \(dim) of shape \(shape)")
            } else {
                let (product, overflow) = known.multipliedReportingOverflow(by: size)
                if overflow { throw invalid }
                known = product
            }
        }
        guard let inferred else {
            guard known == count else { throw invalid }
            return shape
        }
        guard known != 0 else {
            guard count == 0 else { throw invalid }
            throw TensorError(
                operation,
                "cannot reshape tensor of 0 elements into shape \(shape) because the unspecified dimension size -1 can be any value and is ambiguous"
            )
        }
        guard count % known == 0 else { throw invalid }
        var result = shape
        result[inferred] = count / known
        return result
    }

    /// The dimensions `from ... to` made one.
    ///
    /// - Parameters:
    ///   - from: first dimension. Default 0.
    ///   - to: last dimension, included. Default -1, the last.
    /// - Throws: `TensorError` when there is no such dimension.
    /// - Source: `torch.flatten`.
    public func flatten(from: Int = 0, to: Int = -1) throws -> Tensor {
        try validate()
        let first = try Shape.wrap(from, rank: ndim, "flatten")
        let last = try Shape.wrap(to, rank: ndim, "flatten")
        guard first <= last else {
            throw TensorError("flatten", "flatten() has invalid args: start_dim cannot come after end_dim")
        }
        if shape.isEmpty { return try reshape([1]) }
        return try reshape(Array(shape[..<first]) + [Shape.count(Array(shape[first...last]))] + shape[(last + 1)...])
    }

    /// Dimension `dim` split into several; the inverse of `flatten`.
    ///
    /// - Parameters:
    ///   - dim: the dimension to split.
    ///   - sizes: its new extents; one may be -1.
    /// - Throws: `TensorError` when their product is not the dimension's extent.
    /// - Source: `torch.unflatten`.
    public func unflatten(_ dim: Int, _ sizes: [Int]) throws -> Tensor {
        try validate()
        let dim = try Shape.wrap(dim, rank: ndim, "unflatten")
        guard !sizes.isEmpty else { throw TensorError("unflatten", "unflatten: sizes must be non-empty") }
        let extent = shape.isEmpty ? 1 : shape[dim]
        let known = sizes.filter { $0 != -1 }.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue }
        guard sizes.filter({ $0 == -1 }).count <= 1 else {
            throw TensorError("unflatten", "unflatten got an unexpected error:\nonly one dimension can be inferred")
        }
        let fits = sizes.contains(-1) ? known != 0 && extent % known == 0 : known == extent
        guard fits else {
            throw TensorError(
                "unflatten",
                "unflatten: Provided sizes \(sizes) don't multiply up to the size of dim \(dim) (\(extent)) in the input tensor"
            )
        }
        let filled = sizes.map { $0 == -1 ? extent / known : $0 }
        return try reshape(Array(shape.prefix(dim)) + filled + shape.dropFirst(dim + 1))
    }
}
