/// One piece of hardware: all that Tern asks of a device. Everything above this protocol is device-free; a new device is one
/// type that conforms to it.
///
/// Callers have checked shapes, element types and devices: an implementation computes and cannot fail, except that memory
/// may run out. Operands are strided arrays in the device's memory.
package protocol Backend: LossBackend, OptimizerBackend, SamplingBackend, Sendable {
    /// The device that this backend drives.
    var device: Device { get }

    // MARK: Memory
    func allocate(byteCount: Int, zeroed: Bool, _ operation: String) throws -> UnsafeMutableRawPointer
    func deallocate(_ pointer: UnsafeMutableRawPointer, byteCount: Int)
    func copyFromHost(_ source: UnsafeRawPointer, to target: UnsafeMutableRawPointer, byteCount: Int)
    func copyToHost(_ source: UnsafeRawPointer, to target: UnsafeMutableRawPointer, byteCount: Int)

    // MARK: Elementwise
    /// out = x, converted to out's type.
    func copy(_ shape: [Int], _ out: Operand, _ x: Operand)
    func fill(_ shape: [Int], _ out: Operand, _ value: Scalar)
    func arange(_ out: Operand, count: Int, start: Scalar, step: Scalar)
    func unary(_ op: UnaryOp, _ shape: [Int], _ out: Operand, _ x: Operand)
    func binary(_ op: BinaryOp, _ shape: [Int], _ out: Operand, _ a: Operand, _ b: Operand)
    /// The same for `count` elements that lie side by side in all operands, as most do. `dtype` is the inputs' type.
    func unary(_ op: UnaryOp, count: Int, _ dtype: DType, _ out: UnsafeMutableRawPointer, _ x: UnsafeMutableRawPointer)
    /// An operand may also be one element for all.
    func binary(
        _ op: BinaryOp, count: Int, _ dtype: DType, _ out: UnsafeMutableRawPointer, _ a: PackedOperand,
        _ b: PackedOperand)
    /// out = a + factor * b, rounded once, for `count` elements of float32 or float64 that lie side by side.
    func addScaled(
        count: Int, _ dtype: DType, _ out: UnsafeMutableRawPointer, _ a: UnsafeMutableRawPointer,
        _ b: UnsafeMutableRawPointer, _ factor: Double)
    func select(_ shape: [Int], _ out: Operand, _ condition: Operand, _ a: Operand, _ b: Operand)

    // MARK: Reduction
    /// Reduces the dimensions from `outerRank` on.
    func reduce(_ op: ReduceOp, parameter: Double, _ shape: [Int], outerRank: Int, _ out: Operand, _ x: Operand)
    /// Runs along the last dimension.
    func scan(_ op: ScanOp, _ shape: [Int], _ out: Operand, _ x: Operand)
    /// Sorts along the last dimension.
    func sort(_ shape: [Int], values: Operand, indices: Operand, _ x: Operand, descending: Bool)
    /// The first `k` elements of a sort along the last dimension, for small k.
    func top(_ k: Int, _ shape: [Int], values: Operand, indices: Operand, _ x: Operand, largest: Bool)

    // MARK: Indexing, on contiguous memory
    func take(_ out: Operand, _ x: Operand, offsets: Operand, block: Int, count: Int)
    func put(_ out: Operand, _ x: Operand, offsets: Operand, block: Int, count: Int, accumulate: Bool)
    /// The smallest and largest of `count` > 0 offsets.
    func offsetBounds(_ offsets: Operand, count: Int) -> ClosedRange<Int>
    func countTrue(_ mask: Operand, count: Int) -> Int
    func positionsOfTrue(_ out: Operand, _ mask: Operand, count: Int)

    // MARK: Networks
    func matmul(_ size: MatmulSize, _ out: Operand, _ a: Operand, _ b: Operand)
    func conv2d(_ size: Conv2dSize, _ y: Operand, _ x: Operand, weight: Operand, epilogue: ConvolutionEpilogue)
    func conv2dBackwardInput(
        _ size: Conv2dSize, _ dx: Operand, _ dy: Operand, weight: Operand, epilogue: ConvolutionEpilogue)
    func conv2dBackwardWeight(_ size: Conv2dSize, _ dweight: Operand, _ dy: Operand, _ x: Operand)
    func maxPool2d(_ size: Pool2dSize, _ y: Operand, indices: Operand, _ x: Operand)
    func maxPool2dBackward(_ size: Pool2dSize, _ dx: Operand, _ dy: Operand, indices: Operand)
    /// The same without indices. The winners' numbers in their windows (uint8) are noted only where `taps` is given; at most 255 taps.
    func maxPool2dTaps(_ size: Pool2dSize, _ y: Operand, taps: Operand?, _ x: Operand)
    func maxPool2dTapsBackward(_ size: Pool2dSize, _ dx: Operand, _ dy: Operand, taps: Operand)
    /// The largest value of each window, and its position in the volume; see `tern_max_pool_forward`.
    func maxPool(_ plan: MaxPoolPlan, _ y: Operand, indices: Operand, _ x: Operand)
    func avgPool(_ plan: AvgPoolPlan, _ y: Operand, _ x: Operand)
    func avgPoolBackward(_ plan: AvgPoolPlan, _ dx: Operand, _ dy: Operand)
    func batchNormStatistics(_ size: NormSize, _ x: Operand, mean: Operand, variance: Operand)
    func batchNormApply(
        _ size: NormSize, _ y: Operand, _ x: Operand, _ affine: NormAffine, activation: NormActivation?)
    /// The normalisation of x + biasBefore as x * scale + shift; contiguous float32 vectors. False where that loses digits.
    func batchNormFold(channels: Int, _ state: NormState, biasBefore: Operand?, scale: Operand, shift: Operand) -> Bool
    func batchNormSums(
        _ size: NormSize, _ dy: Operand, _ x: Operand, mean: Operand, gate: NormGate?, sumDY: Operand, sumDYXmu: Operand
    )
    func batchNormBackward(
        _ size: NormSize, _ dx: Operand, _ dy: Operand, _ x: Operand, mean: Operand, dyFactor: Operand,
        xmuFactor: Operand, shift: Operand, gate: NormGate?)

    /// Softmax, or its logarithm, along the middle dimension of contiguous float32 [outer, length, inner]. False, with nothing
    /// done, where there is no kernel for it.
    func softmax(isLog: Bool, outer: Int, length: Int, inner: Int, _ y: Operand, _ x: Operand) -> Bool
    /// The gradient from that of softmax's result y, along rows.
    func softmaxBackward(isLog: Bool, rows: Int, length: Int, _ dx: Operand, _ dy: Operand, _ y: Operand) -> Bool

    // MARK: Random numbers
    /// Fills contiguous memory from the generator's stream.
    func random(_ draw: RandomDraw, _ out: Operand, count: Int, _ generator: Generator)
}

/// A strided array in device memory: where it starts, the steps in elements, the element type.
package struct Operand {
    package var pointer: UnsafeMutableRawPointer
    package var strides: [Int]
    package var dtype: DType
    /// Keeps the memory alive while a kernel uses it: the tensor that the operand was taken from may have been a temporary.
    private let owner: Storage?

    /// - Parameter owner: what frees the memory; nil for memory that outlives the operand by itself.
    package init(_ pointer: UnsafeMutableRawPointer, _ strides: [Int], _ dtype: DType, owner: Storage?) {
        self.pointer = pointer
        self.strides = strides
        self.dtype = dtype
        self.owner = owner
    }

    /// What the backend keeps with the memory's values until they change; see `Storage`. Nil for memory without an owner.
    package func derived<Form: AnyObject>(_ make: () -> Form) -> Form? { owner?.derived(make) }
}

/// Elements that lie side by side, or one that stands for all.
package struct PackedOperand {
    package var pointer: UnsafeMutableRawPointer
    package var isOne: Bool
}

/// One fill of the random stream; see `Tensor+Random.swift` for what each draws.
package enum RandomDraw {
    case uniform(low: Double, high: Double)
    case normal(mean: Double, std: Double, scalarPath: Bool)
    case integers(low: Int, range: UInt64)
    case fullInt64
    case permutation
    case bernoulli(p: Double)
    case bernoulliEach(p: Operand)
    case exponential(lambda: Double)
}
