/// The part of a tensor that a view without overlap shows: what slicing, selecting and taking a diagonal have in common.
///
/// Reading a region has one gradient for all of them: zeros with the gradient written into the region.
package struct StridedRegion {
    /// The extents of the region.
    package var shape: [Int]
    /// For each of its dimensions, how many elements of the row-major source it steps over.
    package var steps: [Int]
    /// Where it starts, in elements of the row-major source.
    package var start: Int
}

extension Tensor {
    /// The view that shows this tensor's memory with these strides.
    ///
    /// - Parameter region: the same region in terms of the tensor's shape alone, for the gradient.
    package func region(
        _ shape: [Int], strides: [Int], offset: Int, _ name: String, region: @autoclosure () -> StridedRegion
    ) -> Tensor {
        let view = alias(shape: shape, strides: strides, offset: offset)
        guard Tensor.needsGrad(self) else { return view }
        let region = region()
        let source = self.shape
        return view.recorded(name, self, saves: false) { try $0.embedded(in: source, region) }
    }

    /// Zeros of `shape` with this tensor in a region: the gradient of reading the region.
    package func embedded(in shape: [Int], _ region: StridedRegion) throws -> Tensor {
        let result = try uninitializedLike(shape: shape, zeroed: true, "embed")
        let target = result.alias(shape: region.shape, strides: region.steps, offset: region.start)
        backend.copy(region.shape, target.operand, operand)
        return result.recorded("SliceBackward0", self, saves: false) { gradient in
            let dense = gradient.contiguous()
            return dense.region(
                region.shape, strides: region.steps, offset: dense.offset + region.start, "SliceBackward0",
                region: region)
        }
    }
}
