extension Tensor {
    /// Turned by 90 degrees, `k` times, in the plane of two dimensions, from the first towards the second.
    ///
    /// - Parameters:
    ///   - k: how many quarter turns; negative turns the other way. Default 1.
    ///   - dims: the plane. Default `[0, 1]`.
    /// - Throws: `TensorError` unless `dims` names two different dimensions of this tensor.
    /// - Source: `torch.rot90`.
    public func rot90(_ k: Int = 1, dims: [Int] = [0, 1]) throws -> Tensor {
        try validate()
        guard dims.count == 2 else {
            throw TensorError("rot90", "expected total rotation dims == 2, but got dims = \(dims.count)")
        }
        guard ndim >= 2 else {
            throw TensorError("rot90", "expected total dims >= 2, but got total dims = \(ndim)")
        }
        let plane = try dims.map { try Shape.wrap($0, rank: ndim, "rot90") }
        guard plane[0] != plane[1] else {
            throw TensorError(
                "rot90",
                "expected rotation dims to be different, but got dim0 = \(dims[0]) and dim1 = \(dims[1])")
        }
        return try turned((k % 4 + 4) % 4, plane)
    }

    private func turned(_ quarters: Int, _ plane: [Int]) throws -> Tensor {
        let x = detach()
        let y =
            switch quarters {
            case 1: try x.flip([plane[1]]).transpose(plane[0], plane[1])
            case 2: try x.flip(plane)
            case 3: try x.flip([plane[0]]).transpose(plane[0], plane[1])
            default: x
            }
        return y.recorded("Rot90Backward0", self, saves: false) { try $0.turned((4 - quarters) % 4, plane) }
    }
}
