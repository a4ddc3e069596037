extension Tensor {
    /// For each class number a vector with a single 1 in that place.
    ///
    /// - Parameter numClasses: the length of the vectors; -1 for the largest class plus one. Default -1.
    /// - Returns: an int64 tensor of this shape with one more dimension.
    /// - Throws: `TensorError` for negative classes, classes that are too large, or another type than int64.
    /// - Source: `torch.nn.functional.one_hot`.
    public func oneHot(numClasses: Int = -1) throws -> Tensor {
        try validate()
        guard dtype == .int64 else {
            throw TensorError("one_hot", "one_hot is only applicable to index tensor of type LongTensor.")
        }
        if count == 0, numClasses <= 0 {
            throw TensorError("one_hot", "Can not infer total number of classes from empty tensor.")
        }
        let classes = try contiguousWithoutHistory()
        let bounds =
            count == 0
            ? 0...0
            : withExtendedLifetime(classes) {
                backend.offsetBounds(classes.operand, count: count)
            }
        guard bounds.lowerBound >= 0 else {
            throw TensorError("one_hot", "Class values must be non-negative.")
        }
        guard numClasses == -1 || bounds.upperBound < Swift.max(numClasses, 1), bounds.upperBound < Int.max else {
            throw TensorError(
                "one_hot", "Class values must be smaller than num_classes.",
                hint: "the largest class is \(bounds.upperBound), numClasses is \(numClasses)")
        }
        guard numClasses == -1 || numClasses > 0 else {
            throw TensorError("one_hot", "Class values must be smaller than num_classes.")
        }
        let width = numClasses == -1 ? bounds.upperBound + 1 : numClasses
        let result = try uninitializedLike(shape: shape + [width], zeroed: true, "one_hot")
        let rows = Tensor.arange(count, device: device) * width
        let ones = Tensor.ones([count], dtype: .int64, device: device)
        try result.put(ones, at: Places(rows.add(classes.reshape([count])), block: 1), accumulate: false)
        return result
    }

    /// How often each of the numbers 0, 1, … occurs in a vector of integers.
    ///
    /// - Parameters:
    ///   - weights: what each element counts; float32 stays, other types add up in float64. Default 1 each, in int64.
    ///   - minLength: the least length of the result. Default 0.
    /// - Throws: `TensorError` for negative numbers, another shape than a vector, or weights of another length.
    /// - Source: `torch.bincount`.
    public func bincount(weights: Tensor? = nil, minLength: Int = 0) throws -> Tensor {
        try validate()
        try weights?.validate()
        guard dtype.isInteger else {
            throw TensorError(
                .notImplemented, "bincount", "\"bincount_cpu\" not implemented for '\(dtype.scalarTypeName)'")
        }
        guard minLength >= 0 else { throw TensorError("bincount", "minlength should be >= 0") }
        let refusal = TensorError("bincount", "bincount only supports 1-d non-negative integral inputs.")
        guard ndim == 1 else { throw refusal }
        if count == 0 { return Tensor.zeros([minLength], dtype: .int64, device: device) }
        if let weights, weights.shape != shape {
            throw TensorError("bincount", "weights should be 1-d and have the same length as input")
        }
        let numbers = try detach().to(.int64).contiguousWithoutHistory()
        let bounds = withExtendedLifetime(numbers) { backend.offsetBounds(numbers.operand, count: count) }
        guard bounds.lowerBound >= 0 else { throw refusal }
        let length = Swift.max(bounds.upperBound == Int.max ? Int.max : bounds.upperBound + 1, minLength)
        let type: DType = weights.map { $0.dtype == .float32 ? .float32 : .float64 } ?? .int64
        let result = try uninitializedLike(shape: [length], dtype: type, zeroed: true, "bincount")
        let values = try weights?.detach().to(type) ?? Tensor.ones([count], dtype: .int64, device: device)
        try result.put(values, at: Places(numbers, block: 1), accumulate: true)
        return result
    }
}
