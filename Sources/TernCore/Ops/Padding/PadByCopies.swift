// Borders that repeat what is inside, one dimension after the other.

extension Tensor {
    func paddedByCopies(_ borders: [Border], _ mode: PadMode) throws -> Tensor {
        try requireSupported(borders)
        if mode != .circular {
            try requireNonEmpty(borders)
            if mode == .reflect { try requireRoomToReflect(borders) }
        }
        let extents = try borders.map { try paddedExtent($0, mode) }
        try requireResult(borders, extents, mode)
        try requireType(mode, borders.count)
        let maps = zip(borders, extents).map { BorderMap($0, extent: shape[$0.dim], padded: $1, mode: mode) }
        let result = try maps.reduce(detach()) { try $0.bordered($1) }
        return result.recorded(mode.nodeName(borders.count), self, saves: false) { dy in
            try maps.reversed().reduce(dy) { try $0.unbordered($1) }
        }
    }

    /// The extent after padding, which may turn out negative.
    private func paddedExtent(_ border: Border, _ mode: PadMode) throws -> Int {
        let extent = shape[border.dim]
        if mode == .circular, border.before > extent || border.after > extent {
            throw TensorError("pad", "Padding value causes wrapping around more than once.")
        }
        // Beyond this no sum of widths could be the extent of anything.
        let limit = Int.max / 8
        guard (-limit...limit).contains(border.before), (-limit...limit).contains(border.after) else {
            throw TensorError(
                "pad", "Storage size calculation overflowed with padding [\(border.before), \(border.after)]")
        }
        return extent + border.before + border.after
    }
}

extension PadMode {
    fileprivate func nodeName(_ dimensions: Int) -> String {
        switch self {
        case .constant: "ConstantPadNdBackward0"
        case .circular: "CopySlices"
        case .reflect: "ReflectionPad\(dimensions)DBackward0"
        case .replicate: "ReplicationPad\(dimensions)DBackward0"
        }
    }
}

// MARK: - Checks, in torch's order and words

extension Tensor {
    private func requireSupported(_ borders: [Border]) throws {
        guard (1...3).contains(borders.count), ndim == borders.count + 1 || ndim == borders.count + 2 else {
            throw TensorError(
                .notImplemented, "pad",
                """
                Padding size \(borders.count * 2) is not supported for \(ndim)D input tensor.
                Supported combinations for non-constant padding:
                  - 2D or 3D input: padding size = 2 (pads last dimension)
                  - 3D or 4D input: padding size = 4 (pads last 2 dimensions)
                  - 4D or 5D input: padding size = 6 (pads last 3 dimensions)
                """)
        }
    }

    private func requireType(_ mode: PadMode, _ dimensions: Int) throws {
        if dtype == .bool, mode != .circular {
            let name = mode == .reflect ? "reflection" : "replication"
            throw TensorError(
                .notImplemented, "pad", "\"\(name)_pad\(dimensions)d\" not implemented for 'Bool'")
        }
    }

    private func requireNonEmpty(_ borders: [Border]) throws {
        // Only a batch may be empty.
        guard shape.dropFirst(ndim - borders.count - 1).contains(0) else { return }
        let rank = borders.count + 1
        throw TensorError(
            "pad",
            "Expected \(rank)D or \(rank + 1)D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: \(shape)"
        )
    }

    private func requireRoomToReflect(_ borders: [Border]) throws {
        for (position, border) in borders.enumerated() {
            let extent = shape[border.dim]
            guard border.before < extent, border.after < extent else {
                throw TensorError(
                    "pad",
                    "Argument #\(4 + 2 * position): Padding size should be less than the corresponding input dimension, but got: padding (\(border.before), \(border.after)) at dimension \(border.dim) of input \(shape)"
                )
            }
        }
    }

    private func requireResult(_ borders: [Border], _ extents: [Int], _ mode: PadMode) throws {
        if mode == .circular {
            let inner = borders.map { shape[$0.dim] + Swift.min($0.before, 0) + Swift.min($0.after, 0) }
            guard zip(extents, inner).allSatisfy({ $0 >= 0 && ($1 > 0 || $0 == 0) }) else {
                throw TensorError("pad", "Negative padding value is resulting in an empty dimension")
            }
            return
        }
        guard extents.contains(where: { $0 < 1 }) else { return }
        let names = ["W", "H", "D"]
        if borders.count == 1 {
            throw TensorError(
                "pad", "input (W: \(shape[borders[0].dim])) is too small. Calculated output W: \(extents[0])")
        }
        let output = zip(names, extents).reversed().map { "\($0): \($1)" }.joined(separator: " ")
        let input = zip(names, borders).reversed().map { "\($0): \(shape[$1.dim])" }.joined(separator: ", ")
        throw TensorError(
            "pad", "Calculated output \(output) must be >= 1 in every dimension (input \(input))")
    }
}
