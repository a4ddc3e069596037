import TernCore

/// One of the positions along an axis whose values make up the value at a point. All tensors have the shape of the points.
struct GridTap {
    /// A position of the axis; 0 where the tap lies outside.
    let position: Tensor
    let isInside: Tensor
    /// How much the position counts.
    let weight: Tensor
    /// The weight's derivative by the point's coordinate.
    let slope: Tensor
}

/// One axis of an image that is read at points: which positions a coordinate stands for.
///
/// Made of differentiable operations, so that gradients by the points can be differentiated again.
struct GridAxis {
    let size: Int
    let mode: InterpolationMode
    let padding: GridPaddingMode
    let alignCorners: Bool

    /// The taps of points with coordinates from -1 to 1.
    func taps(at coordinates: Tensor) throws -> [GridTap] {
        let scale = Double(alignCorners ? size - 1 : size) / 2
        let place = alignCorners ? (coordinates + 1) * scale : ((coordinates + 1) * Double(size) - 1) / 2
        if mode == .bicubic { return try cubicTaps(place, scale) }
        let (folded, direction) = try folded(place)
        if mode == .nearest {
            let ones = Tensor.ones(like: folded.detach())
            return [try tap(folded.round(), ones, ones * 0)]
        }
        let first = folded.floor()
        let t = try folded.sub(first)
        let slope = direction * scale
        return [try tap(first, 1 - t, -slope), try tap(first + 1, t, slope)]
    }

    /// Four taps with the weights of cubic convolution. Their positions are folded back, not the point.
    private func cubicTaps(_ place: Tensor, _ scale: Double) throws -> [GridTap] {
        let first = place.floor()
        let t = try place.sub(first)
        return try (-1...2).map { offset in
            let distance = t - Double(offset)
            let (weight, slope) = offset == 0 || offset == 1 ? try inner(distance) : try outer(distance)
            return try tap(folded(first + Double(offset)).place, weight, slope * scale)
        }
    }

    private static let sharpness = -0.75

    /// (a + 2) |d|^3 - (a + 3) |d|^2 + 1 and its derivative by d, for |d| <= 1.
    private func inner(_ d: Tensor) throws -> (weight: Tensor, slope: Tensor) {
        let (a, length) = (GridAxis.sharpness, d.abs())
        let weight = try ((a + 2) * length - (a + 3)) * length * length + 1
        return try (weight, (3 * (a + 2) * length - 2 * (a + 3)) * d)
    }

    /// a |d|^3 - 5 a |d|^2 + 8 a |d| - 4 a and its derivative by d, for 1 <= |d| <= 2.
    private func outer(_ d: Tensor) throws -> (weight: Tensor, slope: Tensor) {
        let (a, length) = (GridAxis.sharpness, d.abs())
        let weight = try ((a * length - 5 * a) * length + 8 * a) * length - 4 * a
        return try (weight, ((3 * a * length - 10 * a) * length + 8 * a) * d.sign())
    }

    private func tap(_ place: Tensor, _ weight: Tensor, _ slope: Tensor) throws -> GridTap {
        let place = place.detach()
        // Not a number is outside too.
        let isInside = try (place .>= 0).logicalAnd(place .<= Double(size - 1))
        let position = try Tensor.where(isInside, place, 0).to(.int64)
        return GridTap(position: position, isInside: isInside, weight: weight, slope: slope)
    }

    /// Places beyond the borders moved inside, and the derivative: 1, -1 where mirrored, 0 where held at the border.
    private func folded(_ place: Tensor) throws -> (place: Tensor, direction: Tensor) {
        let ones = Tensor.ones(like: place.detach())
        switch padding {
        case .border: return try held(place, ones)
        case .reflection:
            // Mirrored at the outermost centers, or at the outer borders.
            let (low, span) = alignCorners ? (0, Double(size - 1)) : (-0.5, Double(size))
            guard span > 0 else { return (place * 0, ones * 0) }
            let offset = place - low
            let length = offset.abs()
            let rest = length.fmod(span)
            let isBack = (length.detach() / span).floor().remainder(2) .== 1
            let mirrored = try Tensor.where(isBack, span - rest, rest) + low
            let sign = try Tensor.where(offset.detach() .< 0, -ones, ones)
            return try held(mirrored, Tensor.where(isBack, -sign, sign))
        default: return (place, ones)
        }
    }

    /// Places held between the first and the last position; what is not a number becomes the first.
    private func held(_ place: Tensor, _ direction: Tensor) throws -> (place: Tensor, direction: Tensor) {
        let last = Double(size - 1)
        let value = place.detach()
        let isFree = try (value .> 0).logicalAnd(value .< last)
        let border = try Tensor.where(value .>= last, Tensor.ones(like: value) * last, Tensor.zeros(like: value))
        return (try Tensor.where(isFree, place, border), try Tensor.where(isFree, direction, 0))
    }
}
