extension Tensor {
    /// This tensor with another element type, and on another device if one is given; itself where nothing changes.
    ///
    /// Floating-point numbers are cut towards zero when they become integers, and rounded to nearest, ties to even, when they
    /// become shorter. Anything but 0 becomes true. Gradients are converted back.
    ///
    /// - Throws: `TensorError` if the device doesn't exist or memory runs out.
    /// - Source: `torch.Tensor.to`.
    public func to(_ dtype: DType, device: Device? = nil) throws -> Tensor {
        try validate()
        let moved = try device.map { try to(device: $0) } ?? self
        if moved.dtype == dtype { return moved }
        let source = moved.dtype
        let result = try moved.uninitializedLike(
            strides: Shape.denseStrides(shape, like: strides), dtype: dtype, "to")
        backend.copy(shape, result.operand, moved.operand)
        guard dtype.isFloatingPoint else { return result }
        return result.recorded("ToCopyBackward0", moved, saves: false) { try $0.to(source) }
    }

    /// This tensor on another device; itself if it is there already.
    ///
    /// - Throws: `TensorError` if the device doesn't exist or memory runs out.
    /// - Source: `torch.Tensor.to`.
    public func to(device: Device) throws -> Tensor {
        try validate()
        let source = self.device
        if device == source { return self }
        let target = try device.backend("to")
        let result = try Tensor.uninitialized(shape, dtype: dtype, on: target, "to")
        try withHostBytes { bytes in
            if let base = bytes.baseAddress {
                target.copyFromHost(base, to: result.storage.pointer, byteCount: bytes.count)
            }
        }
        return result.recorded("ToCopyBackward0", self, saves: false) { try $0.to(device: source) }
    }

    /// A copy with its own memory, in row-major order, through which gradients pass.
    ///
    /// As tensors are values this is never needed to protect one from changes to another.
    ///
    /// - Source: `torch.Tensor.clone`.
    public func clone() -> Tensor {
        Tensor.deferringErrors {
            try validate()
            return try copiedContiguous("clone").recorded("CloneBackward0", self, saves: false) { $0 }
        }
    }

    /// This tensor with its elements in row-major order in memory; itself if they are already.
    ///
    /// - Source: `torch.Tensor.contiguous`.
    public func contiguous() -> Tensor { isContiguous ? self : clone() }
}
