import TernCore

/// Reads images at points: the core of `F.gridSample`. A point's value is a weighted sum over taps, and its taps are all
/// combinations of one tap of each axis.
struct GridSampling {
    let mode: InterpolationMode
    let padding: GridPaddingMode
    let alignCorners: Bool
    /// The image's sizes behind batch and channels.
    let sizes: [Int]

    private var area: Int { sizes.reduce(1, *) }

    func applied(to x: Tensor, at grid: Tensor) throws -> Tensor {
        let wide = x.wideType
        let cells = try cells(of: x.detach().to(wide))
        var sum: Tensor?
        for taps in try combinations(grid.detach().to(wide)) {
            let values = try cells.gather(2, index(of: taps, cells))
            let term = try product(taps.compactMap(\.weight)).map { try values.mul($0.unsqueeze(1)) } ?? values
            sum = try sum.map { try $0.add(term) } ?? term
        }
        let shape = Array(x.shape.prefix(2)) + grid.shape.dropFirst().dropLast()
        let y = try (sum ?? cells).reshape(shape).to(x.dtype)
        return y.recorded("GridSampler\(sizes.count)DBackward0", [x, grid]) { dy, _ in
            let flat = try dy.reshape([x.shape[0], x.shape[1], points(grid)]).to(wide)
            return [
                x.requiresGrad ? try imageGradient(flat, x, grid.to(wide)) : nil,
                grid.requiresGrad ? try gridGradient(flat, x.to(wide), grid) : nil,
            ]
        }
    }

    /// What each pixel has given to the points.
    private func imageGradient(_ dy: Tensor, _ x: Tensor, _ grid: Tensor) throws -> Tensor {
        var sum = Tensor.zeros([x.shape[0], x.shape[1], area + 1], dtype: dy.dtype, device: dy.device)
        for taps in try combinations(grid) {
            let part = try product(taps.compactMap(\.weight)).map { try dy.mul($0.unsqueeze(1)) } ?? dy
            sum = try sum.scatterAdd(2, index(of: taps, sum), part)
        }
        return try sum.narrow(2, start: 0, length: area).reshape(x.shape).to(x.dtype)
    }

    /// How the result changes as the points move.
    private func gridGradient(_ dy: Tensor, _ x: Tensor, _ grid: Tensor) throws -> Tensor {
        let cells = try cells(of: x)
        var sums = [Tensor?](repeating: nil, count: sizes.count)
        for taps in try combinations(grid.to(dy.dtype)) {
            guard taps.contains(where: { $0.slope != nil }) else { break }
            let value = try cells.gather(2, index(of: taps, cells)).mul(dy).sum(dim: 1)
            for axis in taps.indices {
                let factors = taps.indices.compactMap { $0 == axis ? taps[$0].slope : taps[$0].weight }
                let term = try product(factors).map { try value.mul($0) } ?? value
                sums[axis] = try sums[axis].map { try $0.add(term) } ?? term
            }
        }
        let parts = sums.reversed().compactMap { $0 }
        guard parts.count == sizes.count else { return Tensor.zeros(like: grid.detach()) }
        return try Tensor.stack(parts, dim: -1).reshape(grid.shape).to(grid.dtype)
    }

    /// [N, C, sizes…] -> [N, C, area + 1]: the pixels in a row, and a 0 for all that lies outside.
    private func cells(of x: Tensor) throws -> Tensor {
        let rows = Array(x.shape.prefix(2))
        let outside = Tensor.zeros(rows + [1], dtype: x.dtype, device: x.device)
        return try Tensor.cat([x.reshape(rows + [area]), outside], dim: 2)
    }

    private func points(_ grid: Tensor) -> Int { grid.shape.dropFirst().dropLast().reduce(1, *) }

    /// One tap of each axis, in all combinations. Tensors are [N, points].
    private func combinations(_ grid: Tensor) throws -> [[GridTap]] {
        try sizes.enumerated().reduce([[]]) { found, item in
            let axis = GridAxis(size: item.element, mode: mode, padding: padding, alignCorners: alignCorners)
            // A grid's first coordinate belongs to the last axis.
            let coordinates = try grid.select(-1, sizes.count - 1 - item.offset).reshape([grid.shape[0], points(grid)])
            let taps = try axis.taps(at: coordinates)
            return found.flatMap { head in taps.map { head + [$0] } }
        }
    }

    /// Where in the row of cells the taps lie, for every channel.
    private func index(of taps: [GridTap], _ cells: Tensor) throws -> Tensor {
        var flat = taps[0].position
        var isInside = taps[0].isInside
        for (tap, size) in zip(taps, sizes).dropFirst() {
            flat = try (flat * size).add(tap.position)
            isInside = try isInside.logicalAnd(tap.isInside)
        }
        let index = try Tensor.where(isInside, flat, area)
        return try index.unsqueeze(1).expand([cells.shape[0], cells.shape[1], index.shape[1]])
    }

    private func product(_ factors: [Tensor]) throws -> Tensor? {
        try factors.reduce(nil) { try $0?.mul($1) ?? $1 }
    }
}
