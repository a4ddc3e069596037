/// How a reduction over some dimensions is laid out: the reduced ones moved last, for the kernel, and the shapes before
/// and after. It holds no tensor, so that a backward function can keep it.
struct ReductionPlan {
    /// The input's shape.
    let shape: [Int]
    /// The dimensions to reduce, ascending.
    let dims: [Int]
    private let keepDim: Bool
    private let operation: String

    /// - Parameter dims: dimensions to reduce, negative ones from the end; none means all.
    init(_ shape: [Int], _ dims: [Int], _ keepDim: Bool, _ operation: String) throws {
        self.shape = shape
        self.keepDim = keepDim
        self.operation = operation
        let wrapped = try Shape.wrap(dims, rank: shape.count, operation)
        self.dims = shape.isEmpty ? [] : dims.isEmpty ? Array(shape.indices) : wrapped.sorted()
    }

    private var keptDims: [Int] { shape.indices.filter { !dims.contains($0) } }

    /// The input's shape with the reduced dimensions of size 1.
    var shapeWithOnes: [Int] {
        shape.enumerated().map { dims.contains($0.offset) ? 1 : $0.element }
    }

    /// How many elements go into each result.
    var reducedCount: Int { dims.reduce(1) { $0 * shape[$1] } }

    /// The result's shape.
    var resultShape: [Int] { keepDim ? shapeWithOnes : keptDims.map { shape[$0] } }

    /// The reduction of `x`, which has the plan's shape, without history.
    func run(_ op: ReduceOp, _ x: Tensor, parameter: Double = 0, resultType: DType) throws -> Tensor {
        let result = try x.uninitializedLike(shape: resultShape, dtype: resultType, operation)
        let order = keptDims + dims
        let out = result.operand(strides: Shape.contiguousStrides(keptDims.map { shape[$0] }))
        let input = x.operand(strides: order.map { x.strides[$0] })
        x.backend.reduce(
            op, parameter: parameter, order.map { shape[$0] }, outerRank: keptDims.count, out, input)
        return result
    }

    /// A result (or its gradient) with the reduced dimensions back, of size 1, so that it broadcasts against the input.
    func restored(_ result: Tensor) throws -> Tensor { try result.reshape(shapeWithOnes) }

    /// A result (or its gradient) repeated over the elements that it was made from.
    func spread(_ result: Tensor) throws -> Tensor { try restored(result).expand(shape) }

    /// Refuses a reduction that has no value for no elements.
    ///
    /// - Parameter prefix: the operation as torch's message names it.
    func requireElements(_ prefix: String) throws {
        for dim in dims where shape[dim] == 0 {
            throw TensorError(.index, operation, "\(prefix): Expected reduction dim \(dim) to have non-zero size.")
        }
    }
}
