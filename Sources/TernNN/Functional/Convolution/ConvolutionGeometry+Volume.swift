import CTernKernels
import TernCore

// Three dimensions as sums of planes: each depth tap of the kernel is a convolution of the planes that it meets, which are the
// batch of one kernel call, and adds its products to what the taps before it have left.

extension ConvolutionGeometry {
    private var depth: Axis { axes[0] }

    func volumeForward(_ x: Tensor, _ weight: Tensor, shift: Tensor?) throws -> Tensor {
        if let wide = wideType {
            let shift = try shift?.to(wide)
            return try widened(wide).volumeForward(x.to(wide), weight.to(wide), shift: shift).to(dtype)
        }
        let y = try image(outputShape, like: x)
        y.startWith(shift)
        forEachMeeting { n, tap, outputs, firstInput in
            let target = y.planes(n, from: outputs.lowerBound, step: 1)
            x.backend.conv2d(
                plane(batch: outputs.count), target, x.planes(n, from: firstInput, step: depth.stride),
                weight: weight.tap(tap), epilogue: ConvolutionEpilogue(residual: target))
        }
        return y
    }

    func volumeBackwardInput(_ dy: Tensor, _ weight: Tensor, shift: Tensor?) throws -> Tensor {
        if let wide = wideType {
            let shift = try shift?.to(wide)
            return try widened(wide).volumeBackwardInput(dy.to(wide), weight.to(wide), shift: shift).to(dtype)
        }
        let dx = try image(inputShape, like: dy)
        dx.startWith(shift)
        forEachMeeting { n, tap, outputs, firstInput in
            let target = dx.planes(n, from: firstInput, step: depth.stride)
            dy.backend.conv2dBackwardInput(
                plane(batch: outputs.count), target, dy.planes(n, from: outputs.lowerBound, step: 1),
                weight: weight.tap(tap), epilogue: ConvolutionEpilogue(residual: target))
        }
        return dx
    }

    func volumeBackwardWeight(_ dy: Tensor, _ x: Tensor) throws -> Tensor {
        if let wide = wideType { return try widened(wide).volumeBackwardWeight(dy.to(wide), x.to(wide)).to(dtype) }
        let dweight = try dy.uninitializedLike(shape: weightShape, zeroed: true, "conv3d")
        let shape = Array(weightShape[..<2] + weightShape[3...])
        let part = try dy.uninitializedLike(shape: shape, "conv3d")
        forEachMeeting { n, tap, outputs, firstInput in
            dy.backend.conv2dBackwardWeight(
                plane(batch: outputs.count), part.operand, dy.planes(n, from: outputs.lowerBound, step: 1),
                x.planes(n, from: firstInput, step: depth.stride))
            let sum = dweight.tap(tap)
            dy.backend.binary(TERN_ADD, shape, sum, sum, part.operand)
        }
        return dweight
    }

    /// Image after image, and for each the taps of the kernel's depth with the planes that they connect.
    private func forEachMeeting(_ body: (_ n: Int, _ tap: Int, _ outputs: Range<Int>, _ firstInput: Int) -> Void) {
        for n in 0..<batch {
            for tap in 0..<depth.kernel {
                let (outputs, firstInput) = depth.meetings(tap: tap)
                if !outputs.isEmpty { body(n, tap, outputs, firstInput) }
            }
        }
    }

    /// The type of the sums, where the elements' own would round them after each tap.
    private var wideType: DType? { dtype == .float16 || dtype == .bfloat16 ? .float32 : nil }

    private func widened(_ wide: DType) -> ConvolutionGeometry {
        var result = self
        result.dtype = wide
        return result
    }
}

extension Tensor {
    /// Planes of image n as a batch: plane `first`, and every `step`-th after it.
    fileprivate func planes(_ n: Int, from first: Int, step: Int) -> Operand {
        operand(
            strides: [strides[2] * step, strides[1], strides[3], strides[4]],
            from: n * strides[0] + first * strides[2])
    }

    /// One depth tap of a weight.
    fileprivate func tap(_ tap: Int) -> Operand {
        operand(strides: [strides[0], strides[1], strides[3], strides[4]], from: tap * strides[2])
    }

    /// Writes a new volume: the shift of each channel, or zero.
    fileprivate func startWith(_ shift: Tensor?) {
        guard let shift else { return backend.fill(shape, operand, .double(0)) }
        backend.copy(shape, operand, shift.operand(strides: [0, shift.strides[0], 0, 0, 0]))
    }
}
