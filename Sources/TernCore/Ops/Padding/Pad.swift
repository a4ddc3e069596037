/// What stands in the border that `pad` adds.
public enum PadMode: String, Sendable, CaseIterable {
    /// A constant.
    case constant
    /// The inside mirrored at its outermost element, which is not repeated.
    case reflect
    /// The outermost element.
    case replicate
    /// The inside again, from the other end.
    case circular
}

extension Tensor {
    /// This tensor with a border around it; negative widths cut instead.
    ///
    /// - Parameters:
    ///   - padding: widths before and after, the last dimension first: `[left, right, top, bottom]`. `.constant` takes
    ///     any number of pairs up to `ndim`; the other modes take as many as there are spatial dimensions: one for 2 or
    ///     3 dimensions, two for 3 or 4, three for 4 or 5.
    ///   - mode: what stands in the border. Default `.constant`.
    ///   - value: the constant. Default 0.
    /// - Throws: `TensorError` for a number of widths that does not fit, borders wider than the mode allows, and cuts
    ///   that leave nothing.
    /// - Source: `torch.nn.functional.pad`.
    public func pad(
        _ padding: [Int], mode: PadMode = .constant, value: (any ScalarConvertible)? = nil
    ) throws -> Tensor {
        try validate()
        guard padding.count % 2 == 0 else { throw TensorError("pad", "Padding length must be divisible by 2") }
        guard padding.count / 2 <= ndim else {
            throw TensorError(
                "pad",
                "Padding length should be less than or equal to two times the input dimension but got padding length \(padding.count) and input of dimension \(ndim)"
            )
        }
        let borders = (0..<padding.count / 2).map { pair in
            Border(dim: ndim - 1 - pair, before: padding[pair * 2], after: padding[pair * 2 + 1])
        }
        if mode == .constant { return try paddedConstant(borders, value?.scalar ?? .int(0)) }
        guard value == nil else {
            throw TensorError("pad", "Padding mode \"\(mode.rawValue)\" doesn't take in value argument")
        }
        return try paddedByCopies(borders, mode)
    }

    private func paddedConstant(_ borders: [Border], _ value: Scalar) throws -> Tensor {
        let number = try number(value, "constant_pad_nd")
        var inner = detach()
        for border in borders { inner = try inner.cut(border.cut) }
        var target = inner.shape
        for border in borders { target[border.dim] = try border.extent(around: target[border.dim]) }
        let result = try inner.uninitialized(orderedAs: target, "constant_pad_nd")
        var hole = result
        for border in borders {
            let start = Swift.max(border.before, 0)
            hole = hole.sliced(border.dim, first: start, count: inner.shape[border.dim], step: 1)
        }
        // Filling all of it first would write most elements twice, but a border of a few rows has no simpler shape.
        withExtendedLifetime((number, inner)) {
            backend.copy(target, result.operand, number.operand(broadcastTo: target))
            backend.copy(inner.shape, hole.operand, inner.operand)
        }
        return result.recorded("ConstantPadNdBackward0", self, saves: false) { dy in
            try dy.paddedConstant(borders.map(\.inverse), .int(0))
        }
    }

    /// Without the border's positions.
    private func cut(_ border: Border) throws -> Tensor {
        var result = self
        if border.before > 0 {
            let length = shape[border.dim].subtractingReportingOverflow(border.before).partialValue
            result = try result.narrow(border.dim, start: Swift.min(border.before, shape[border.dim]), length: length)
        }
        if border.after > 0 {
            let length = result.shape[border.dim].subtractingReportingOverflow(border.after).partialValue
            result = try result.narrow(border.dim, start: 0, length: length)
        }
        return result
    }
}

/// What is added to (or, negative, cut from) the two ends of a dimension.
struct Border: Sendable {
    var dim: Int
    var before: Int
    var after: Int

    /// The border that takes away what this one adds, and adds back what it takes.
    fileprivate var inverse: Border { Border(dim: dim, before: -before, after: -after) }

    /// How much it cuts.
    fileprivate var cut: Border { Border(dim: dim, before: amountCut(before), after: amountCut(after)) }

    private func amountCut(_ width: Int) -> Int { width == .min ? .max : Swift.max(-width, 0) }

    /// The extent of what was cut to `inner` with what the border adds.
    fileprivate func extent(around inner: Int) throws -> Int {
        let (one, overflow) = inner.addingReportingOverflow(Swift.max(before, 0))
        let (two, overflowAgain) = one.addingReportingOverflow(Swift.max(after, 0))
        return overflow || overflowAgain ? .max : two
    }
}
