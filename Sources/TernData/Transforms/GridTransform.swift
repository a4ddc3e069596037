import TernCore

extension Transforms {
    /// An image whose pixels come from the places that a matrix names; `fill` where there is no image.
    ///
    /// Each of the neighbours that count is gathered for all channels at once, and weighted.
    static func transformed(
        _ image: Tensor, _ matrix: AffineMatrix, width: Int, height: Int, _ interpolation: Interpolation,
        fill: [Double]?
    ) throws -> Tensor {
        let (channels, h, w) = try size(of: image, "affine")
        guard interpolation != .bicubic else {
            throw TensorError(
                .value, "affine", "Interpolation mode 'bicubic' is unsupported with Tensor input",
                hint: "use .nearest or .bilinear")
        }
        if let fill, fill.count != 1, fill.count != channels {
            throw TensorError(
                .value, "affine",
                "The number of elements in 'fill' cannot broadcast to match the number of channels of the image (\(fill.count) != \(channels))"
            )
        }
        let shape = image.shape.dropLast(2) + [height, width]
        guard image.count > 0 else { return try image.reshape(Array(shape)) }
        let exact = image.dtype == .float64 || image.dtype == .float32 ? image : try image.to(.float32)
        let places =
            exact.dtype == .float64
            ? places(Double.self, matrix, (w, h), (width, height)) : places(Float.self, matrix, (w, h), (width, height))
        let pixels = try exact.flatten(from: -2)
        let taps = interpolation == .nearest ? nearest(places, w, h) : bilinear(places, w, h)
        var result = Tensor.zeros(like: exact)
        for (step, tap) in taps.enumerated() {
            let weighted =
                try pixels.indexSelect(-1, Tensor(tap.offsets, dtype: .int64))
                * Tensor(tap.weights, dtype: exact.dtype)
            result = step == 0 ? weighted : try result + weighted
        }
        if let fill {
            let cover = (0..<width * height).map { place in taps.reduce(0) { $0 + $1.weights[place] } }
            let mask = Tensor(cover, dtype: exact.dtype)
            let color = try Tensor(fill, dtype: exact.dtype).reshape([fill.count, 1])
            result =
                interpolation == .nearest
                ? try .where(mask .< 0.5, color.expand(result.shape), result)
                : try (result - color) * mask + color
        }
        return try (image.dtype == exact.dtype ? result : result.round()).to(image.dtype).reshape(Array(shape))
    }

    /// For each pixel of the result, in rows: where it comes from. In the image's own precision and torch's steps: a
    /// difference in the last bit is another pixel where a place lies between two.
    private static func places<Real: BinaryFloatingPoint>(
        _ type: Real.Type, _ matrix: AffineMatrix, _ old: (width: Int, height: Int), _ new: (width: Int, height: Int)
    ) -> [(x: Double, y: Double)] {
        let m = matrix.values.map { Real($0) }
        let (halfWidth, halfHeight) = (Real(old.width) / 2, Real(old.height) / 2)
        let x = (m[0] / halfWidth, m[1] / halfWidth, m[2] / halfWidth)
        let y = (m[3] / halfHeight, m[4] / halfHeight, m[5] / halfHeight)
        var result: [(x: Double, y: Double)] = []
        result.reserveCapacity(new.width * new.height)
        for row in 0..<new.height {
            let v = Real(row) - Real(new.height - 1) / 2
            for column in 0..<new.width {
                let u = Real(column) - Real(new.width - 1) / 2
                let gridX = x.2.addingProduct(1, (u * x.0).addingProduct(v, x.1))
                let gridY = y.2.addingProduct(1, (u * y.0).addingProduct(v, y.1))
                result.append(
                    (Double((gridX + 1) * halfWidth - 0.5), Double((gridY + 1) * halfHeight - 0.5)))
            }
        }
        return result
    }

    /// A neighbour of every place: its offset in the image, and how much it counts; nothing outside.
    private typealias Tap = (offsets: [Int], weights: [Double])

    private static func nearest(_ places: [(x: Double, y: Double)], _ w: Int, _ h: Int) -> [Tap] {
        [
            tap(places, w, h) { place in
                (place.x.rounded(.toNearestOrEven), place.y.rounded(.toNearestOrEven), 1)
            }
        ]
    }

    private static func bilinear(_ places: [(x: Double, y: Double)], _ w: Int, _ h: Int) -> [Tap] {
        [(0.0, 0.0), (1, 0), (0, 1), (1, 1)].map { corner in
            tap(places, w, h) { place in
                let (x, y) = (place.x.rounded(.down) + corner.0, place.y.rounded(.down) + corner.1)
                return (x, y, (1 - abs(place.x - x)) * (1 - abs(place.y - y)))
            }
        }
    }

    private static func tap(
        _ places: [(x: Double, y: Double)], _ w: Int, _ h: Int,
        _ neighbour: ((x: Double, y: Double)) -> (x: Double, y: Double, weight: Double)
    ) -> Tap {
        var tap: Tap = ([], [])
        for place in places {
            let (x, y, weight) = neighbour(place)
            let isInside = x >= 0 && x < Double(w) && y >= 0 && y < Double(h)
            tap.offsets.append(isInside ? Int(y) * w + Int(x) : 0)
            tap.weights.append(isInside ? weight : 0)
        }
        return tap
    }
}
