import Tern

extension Tensor {
    /// The same elements in memory of their own with these strides; a stride of 0 repeats an element, so all that fall together
    /// must be equal.
    func laidOut(strides: [Int]) -> Tensor {
        guard strides.count == shape.count, count > 0, strides.allSatisfy({ $0 >= 0 }) else { return self }
        let last = zip(shape, strides).reduce(0) { $0 + ($1.0 - 1) * $1.1 }
        let view = Tensor.zeros([last + 1], dtype: dtype).alias(shape: shape, strides: strides, offset: 0)
        backend.copy(shape, view.operand, operand)
        return view
    }
}
