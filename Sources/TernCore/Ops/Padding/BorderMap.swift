import CTernKernels

/// What stands at each position of a padded dimension: a few runs of positions of the original, each forwards,
/// backwards or the same one again. So that padding is a few strided copies, and its gradient a few strided sums.
struct BorderMap: Sendable {
    /// `count` positions from `target` on show the original's from `source` on, `step` apart.
    struct Run: Sendable {
        var target: Int
        var source: Int
        var step: Int
        var count: Int
    }

    let dim: Int
    /// The dimension's extent before and after padding.
    let extent: Int
    let padded: Int
    private(set) var runs: [Run] = []

    /// - Parameter padded: the extent with the border; not negative.
    init(_ border: Border, extent: Int, padded: Int, mode: PadMode) {
        dim = border.dim
        self.extent = extent
        self.padded = padded
        // Positions are counted as in the original, so that those before its first are negative.
        let (low, high) = (-border.before, padded - border.before)
        add(from: max(low, 0), to: min(high, extent), low, source: max(low, 0), step: 1)
        switch mode {
        case .constant: break
        case .replicate:
            add(from: low, to: min(high, 0), low, source: 0, step: 0)
            add(from: max(low, extent), to: high, low, source: extent - 1, step: 0)
        case .reflect:
            add(from: low, to: min(high, 0), low, source: -low, step: -1)
            let start = max(low, extent)
            add(from: start, to: high, low, source: 2 * (extent - 1) - start, step: -1)
        case .circular:
            // What is cut is cut first, and does not come round again.
            let (first, last) = (max(low, 0), min(high, extent))
            let period = last - first
            guard period > 0 else { return }
            var end = min(high, 0)
            while end > low {
                let start = max(low, end - period)
                add(from: start, to: end, low, source: last - (end - start), step: 1)
                end = start
            }
            var start = max(low, extent)
            while start < high {
                let end = min(high, start + period)
                add(from: start, to: end, low, source: first, step: 1)
                start = end
            }
        }
    }

    private mutating func add(from start: Int, to end: Int, _ low: Int, source: Int, step: Int) {
        guard end > start else { return }
        runs.append(Run(target: start - low, source: source, step: step, count: end - start))
    }
}

extension Tensor {
    /// This tensor with one dimension padded.
    func bordered(_ map: BorderMap) throws -> Tensor {
        let result = try uninitialized(orderedAs: replacingExtent(map.dim, map.padded), "pad")
        for run in map.runs {
            let target = result.sliced(map.dim, first: run.target, count: run.count, step: 1)
            withExtendedLifetime(self) { backend.copy(target.shape, target.operand, operand(along: map.dim, run)) }
        }
        return result.recorded("PadBackward0", self, saves: false) { try $0.unbordered(map) }
    }

    /// The sums over all copies of each position: the gradient of `bordered`, whose own gradient is `bordered` again.
    func unbordered(_ map: BorderMap) throws -> Tensor {
        let result = try uninitialized(orderedAs: replacingExtent(map.dim, map.extent), "pad")
        backend.fill(result.shape, result.operand, .int(0))
        for run in map.runs {
            var part = detach().sliced(map.dim, first: run.target, count: run.count, step: 1)
            var run = run
            if run.step == 0 {
                part = try part.sum(dim: map.dim, keepDim: true, dtype: dtype)
                run.count = 1
            }
            let sum = result.operand(along: map.dim, run)
            withExtendedLifetime((result, part)) { backend.binary(TERN_ADD, part.shape, sum, sum, part.operand) }
        }
        return result.recorded("PadBackward0", self, saves: false) { try $0.bordered(map) }
    }

    private func operand(along dim: Int, _ run: BorderMap.Run) -> Operand {
        var result = operand
        result.pointer += run.source * strides[dim] * dtype.itemSize
        result.strides[dim] = strides[dim] * run.step
        return result
    }

    private func replacingExtent(_ dim: Int, _ extent: Int) -> [Int] {
        var shape = shape
        shape[dim] = extent
        return shape
    }
}
