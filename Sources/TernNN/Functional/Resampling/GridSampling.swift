import TernCore

/// Reads images at points: the core of `F.gridSample`. A point's value is a weighted sum over taps, and its taps are all
/// combinations of one tap of each axis.
///
/// Pixels are rows of channels, [N * area, C], so that each tap moves all channels at once.
struct GridSampling {
    let mode: InterpolationMode
    let padding: GridPaddingMode
    let alignCorners: Bool
    let batch: Int
    let channels: Int
    /// The image's sizes behind batch and channels.
    let sizes: [Int]

    private var pixels: Int { sizes.reduce(batch, *) }

    func applied(to x: Tensor, at grid: Tensor) throws -> Tensor {
        let wide = x.wideType
        let (reading, weights) = try reading(grid.detach().to(wide))
        let shape = [batch] + grid.shape.dropFirst().dropLast() + [channels]
        let sums = try reading.sums(cells(of: x.detach().to(wide)), weights)
        let y = try channelsSecond(sums.reshape(Array(shape))).to(x.dtype)
        return y.recorded("GridSampler\(sizes.count)DBackward0", [x, grid]) { dy, _ in
            let rows = try rows(of: dy.to(wide))
            return [
                x.requiresGrad ? try imageGradient(rows, grid.to(wide)).to(x.dtype) : nil,
                grid.requiresGrad ? try gridGradient(rows, x.to(wide), grid) : nil,
            ]
        }
    }

    /// What each pixel has given to the points.
    private func imageGradient(_ dy: Tensor, _ grid: Tensor) throws -> Tensor {
        let (reading, weights) = try reading(grid)
        let cells = try reading.table(dy, weights).narrow(0, start: 0, length: pixels)
        return try channelsSecond(cells.reshape([batch] + sizes + [channels]))
    }

    /// How the result changes as the points move.
    private func gridGradient(_ dy: Tensor, _ x: Tensor, _ grid: Tensor) throws -> Tensor {
        // Nothing changes until a point comes nearer to another pixel.
        guard mode != .nearest else { return Tensor.zeros(like: grid.detach()) }
        let combinations = try combinations(grid.to(dy.dtype))
        let products = try reading(combinations).products(cells(of: x), dy)
        let parts = try sizes.indices.reversed().map { axis in
            let slopes = try combinations.map { taps in
                try product(taps.indices.map { $0 == axis ? taps[$0].slope : taps[$0].weight })
            }
            return try products.mul(.stack(slopes)).sum(dim: 0)
        }
        return try Tensor.stack(parts, dim: -1).reshape(grid.shape).to(grid.dtype)
    }

    /// The rows that the points are read from, and their weights [taps, N * points].
    private func reading(_ grid: Tensor) throws -> (WeightedRows, weights: Tensor) {
        let combinations = try combinations(grid)
        let weights = try combinations.map { taps in try product(taps.map(\.weight)) }
        return (try reading(combinations), try .stack(weights))
    }

    private func reading(_ combinations: [[GridTap]]) throws -> WeightedRows {
        WeightedRows(rows: try .stack(combinations.map { try index(of: $0) }), count: pixels + 1)
    }

    /// The pixels, and at the end a row of zeros for all that lies outside.
    private func cells(of x: Tensor) throws -> Tensor {
        try Tensor.cat([rows(of: x), Tensor.zeros([1, channels], dtype: x.dtype, device: x.device)])
    }

    /// [N, C, …] -> [N * …, C].
    private func rows(of x: Tensor) throws -> Tensor {
        let rest = x.shape.dropFirst(2)
        return try x.permute([0] + Array(2..<x.ndim) + [1]).reshape([rest.reduce(x.shape[0], *), x.shape[1]])
    }

    /// [N, …, C] -> [N, C, …].
    private func channelsSecond(_ x: Tensor) throws -> Tensor {
        try x.permute([0, x.ndim - 1] + Array(1..<x.ndim - 1))
    }

    /// One tap of each axis, in all combinations. Tensors are [N * points].
    private func combinations(_ grid: Tensor) throws -> [[GridTap]] {
        let count = grid.shape.dropLast().reduce(1, *)
        return try sizes.enumerated().reduce([[]]) { found, item in
            let axis = GridAxis(size: item.element, mode: mode, padding: padding, alignCorners: alignCorners)
            // A grid's first coordinate belongs to the last axis.
            let taps = try axis.taps(at: grid.select(-1, sizes.count - 1 - item.offset).reshape([count]))
            return found.flatMap { head in taps.map { head + [$0] } }
        }
    }

    /// Which rows of the cells the taps are.
    private func index(of taps: [GridTap]) throws -> Tensor {
        let count = taps[0].position.count
        let images = Tensor.arange(batch, device: taps[0].position.device)
        var flat = try images.unsqueeze(1).expand([batch, batch == 0 ? 0 : count / batch]).reshape([count])
        var isInside = taps[0].isInside
        for (tap, size) in zip(taps, sizes) {
            flat = try (flat * size).add(tap.position)
            isInside = try isInside.logicalAnd(tap.isInside)
        }
        return try Tensor.where(isInside, flat, pixels)
    }

    private func product(_ factors: [Tensor]) throws -> Tensor {
        try factors.dropFirst().reduce(factors[0]) { try $0.mul($1) }
    }
}
