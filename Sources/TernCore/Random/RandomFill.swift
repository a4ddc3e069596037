import Foundation

/// One way of filling a tensor with random numbers: what is drawn, and what torch checks first.
struct RandomFill {
    /// The method's name in errors.
    var operation: String
    /// What to draw for elements of a type, after torch's checks of the arguments.
    var draw: (DType) throws -> RandomDraw
    /// What torch checks only where there is something to fill.
    var checkType: (DType) throws -> Void = { _ in }
}

extension Tensor {
    /// A new tensor filled that way, in row-major order or with the strides given.
    static func drawn(
        _ fill: RandomFill, _ shape: [Int], strides: [Int]? = nil, dtype: DType, on backend: any Backend,
        _ generator: Generator
    ) throws -> Tensor {
        let count = try Shape.elementCount(shape, fill.operation)
        let draw = try fill.draw(dtype)
        if count > 0 { try fill.checkType(dtype) }
        let result = try uninitialized(shape, strides: strides, dtype: dtype, on: backend, fill.operation)
        // The fill may hold a tensor of probabilities.
        withExtendedLifetime(fill) {
            if count > 0 { backend.random(draw, result.operand, count: count, generator) }
        }
        return result
    }

    /// The same as a creation: an error stays with the result.
    static func created(
        _ fill: RandomFill, _ shape: [Int], dtype: DType, device: Device, requiresGrad: Bool, _ generator: Generator
    ) -> Tensor {
        created(requiresGrad) {
            try drawn(fill, shape, dtype: dtype, on: try device.backend(fill.operation), generator)
        }
    }

    /// The same with this tensor's shape, type, device and memory order.
    func drawnLike(
        _ fill: RandomFill, dtype: DType? = nil, requiresGrad: Bool = false, _ generator: Generator
    ) -> Tensor {
        Tensor.created(requiresGrad) {
            try validate()
            let dtype = dtype ?? self.dtype
            guard storage.hasLayersOrder, isChannelsLast else {
                let order = Shape.denseOrder(shape, strides)
                return try .drawn(fill, shape, strides: order, dtype: dtype, on: backend, generator)
            }
            // The draws must not show a layout that torch's results don't have.
            let outward = [0] + Array(2..<ndim) + [1]
            let inward = [0, ndim - 1] + Array(1..<ndim - 1)
            return try .drawn(fill, shape, dtype: dtype, on: backend, generator)
                .permute(outward).contiguous().permute(inward)
        }
    }

    /// Whether the channels of images [N, C, …] lie next to each other in memory.
    private var isChannelsLast: Bool {
        ndim > 2 && !isContiguous && Shape.memoryOrder(shape, strides) == [0] + Array(2..<ndim) + [1]
            && Shape.isContiguous([shape[0]] + shape[2...] + [shape[1]], [strides[0]] + strides[2...] + [strides[1]])
    }

    /// Replaces all elements. Numbers are drawn in memory order, as in torch, so that a transposed tensor gets them
    /// transposed.
    mutating func refill(_ fill: RandomFill, _ generator: Generator) throws {
        try validate()
        if GradientMode.isRecording, requiresGrad, isLeaf {
            throw TensorError(
                fill.operation, "a leaf Variable that requires grad is being used in an in-place operation.",
                hint: "write try noGrad { try x.\(fill.operation)(…) }")
        }
        let order = Shape.denseOrder(shape, strides)
        replaceElements(with: try .drawn(fill, shape, strides: order, dtype: dtype, on: backend, generator))
    }

    /// Takes over another tensor's elements. A leaf stays the same leaf; any other history ends here.
    package mutating func replaceElements(with source: Tensor) {
        var result = source.detach()
        if isLeaf { result.autograd = autograd }
        self = result
    }
}

extension Shape {
    /// Strides without gaps under which elements keep the order that they have in memory; row-major where torch finds
    /// none.
    static func denseOrder(_ shape: [Int], _ strides: [Int]) -> [Int] {
        var result = contiguousStrides(shape)
        if isContiguous(shape, strides) { return result }
        var step = 1
        for dim in fillOrder(shape, strides) {
            result[dim] = step
            step *= max(shape[dim], 1)
        }
        return result
    }

    /// The dimensions, fastest in memory first, in torch's way: an insertion sort that leaves repeated ones (stride 0)
    /// in place.
    private static func fillOrder(_ shape: [Int], _ strides: [Int]) -> [Int] {
        var order = Array(shape.indices.reversed())
        for start in order.indices.dropFirst() {
            var current = start
            for previous in (0..<start).reversed() {
                let (inner, outer) = (order[previous], order[current])
                if strides[inner] == 0 || strides[outer] == 0 { continue }
                if strides[inner] < strides[outer] { break }
                if strides[inner] == strides[outer], shape[inner] <= shape[outer] { continue }
                order.swapAt(previous, current)
                current = previous
            }
        }
        return order
    }
}

/// A number as C++ prints it in torch's messages: six significant digits at most.
package func streamed(_ value: Double) -> String { String(format: "%g", value) }

extension DType {
    /// Throws torch's "not implemented" where a kernel takes only floating-point types.
    func requireFloatingPoint(_ operation: String, kernel: String) throws {
        if isFloatingPoint { return }
        throw TensorError(.notImplemented, operation, "\"\(kernel)\" not implemented for '\(scalarTypeName)'")
    }
}
