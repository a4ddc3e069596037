import TernCore

// Kernel calls, without history. One and two dimensions are one call; three are sums of planes.

extension ConvolutionGeometry {
    func forward(_ x: Tensor, _ weight: Tensor, shift: Tensor? = nil) throws -> Tensor {
        guard axes.count < 3 else { return try volumeForward(x, weight, shift: shift) }
        let (y, shift) = (try image(outputShape, like: x), shift?.contiguous())
        x.backend.conv2d(
            plane(batch: batch), y.plane(), x.plane(), weight: weight.plane(),
            epilogue: ConvolutionEpilogue(shift: shift?.operand))
        return y
    }

    func backwardInput(_ dy: Tensor, _ weight: Tensor, shift: Tensor? = nil) throws -> Tensor {
        guard axes.count < 3 else { return try volumeBackwardInput(dy, weight, shift: shift) }
        let (dx, shift) = (try image(inputShape, like: dy), shift?.contiguous())
        dy.backend.conv2dBackwardInput(
            plane(batch: batch), dx.plane(), dy.plane(), weight: weight.plane(),
            epilogue: ConvolutionEpilogue(shift: shift?.operand))
        return dx
    }

    func backwardWeight(_ dy: Tensor, _ x: Tensor) throws -> Tensor {
        guard axes.count < 3 else { return try volumeBackwardWeight(dy, x) }
        let dweight = try dy.uninitializedLike(shape: weightShape, "conv2d")
        dy.backend.conv2dBackwardWeight(plane(batch: batch), dweight.plane(), dy.plane(), x.plane())
        return dweight
    }

    /// activation(forward * scale + shift + residual) in one pass over the output. Scale and shift are vectors of the output's
    /// channels; everything has one type. For two dimensions.
    func inference(
        _ x: Tensor, _ weight: Tensor, scale: Tensor? = nil, shift: Tensor? = nil, residual: Tensor? = nil,
        activation: FusedActivation = .identity
    ) throws -> Tensor {
        let y = try image(outputShape, like: x)
        let (scale, shift) = (scale?.contiguous(), shift?.contiguous())
        // The kernel reads the residual with y's strides.
        var added = residual
        if let residual, residual.strides != y.strides {
            let copy = try image(outputShape, like: x)
            x.backend.copy(copy.shape, copy.operand, residual.operand)
            added = copy
        }
        x.backend.conv2d(
            plane(batch: batch), y.operand, x.operand, weight: weight.operand,
            epilogue: ConvolutionEpilogue(
                scale: scale?.operand, shift: shift?.operand, residual: added?.operand, bounds: activation.bounds))
        return y
    }

    /// Images come channels-last, the layout in which the fast kernels work. Nobody sees it but the next layer.
    func image(_ shape: [Int], like x: Tensor) throws -> Tensor {
        _ = try Shape.elementCount(shape, "conv\(axes.count)d")
        let order = [0] + (2..<shape.count) + [1]
        let strides = Shape.strides(shape, inMemoryOrder: order)
        let result = try x.uninitializedLike(shape: shape, strides: strides, "conv2d")
        result.storage.hasLayersOrder = true
        return result
    }
}

extension Tensor {
    /// A batch of images as the kernels see it; rows of numbers are images of height 1.
    fileprivate func plane() -> Operand {
        ndim == 3 ? operand(strides: [strides[0], strides[1], 0, strides[2]]) : operand
    }
}
