import TernCore

/// How much each pixel of a row counts for each pixel of the resized row.
struct ResizeWeights {
    let old: Int
    let new: Int
    /// For each new pixel the first old one that counts, and the weights from there on.
    let taps: [(first: Int, weights: [Double])]

    /// The weights of torch's `interpolate` with `align_corners=False`.
    init(from old: Int, to new: Int, _ interpolation: Transforms.Interpolation, antialias: Bool) {
        self.old = old
        self.new = new
        let isCubic = interpolation == .bicubic
        let scale = Double(old) / Double(new)
        taps = (0..<new).map {
            antialias
                ? ResizeWeights.smoothed($0, old, scale, isCubic) : ResizeWeights.interpolated($0, old, scale, isCubic)
        }
    }

    /// The weights as a matrix [new, old].
    func matrix(_ dtype: DType) throws -> Tensor {
        var values = [Double](repeating: 0, count: new * old)
        for (row, tap) in taps.enumerated() {
            for (place, weight) in tap.weights.enumerated() { values[row * old + tap.first + place] = weight }
        }
        return try Tensor(values, shape: [new, old], dtype: dtype)
    }

    /// A filter that is as wide as a new pixel, at least as an old one.
    private static func smoothed(_ position: Int, _ old: Int, _ scale: Double, _ isCubic: Bool) -> (Int, [Double]) {
        let stretch = max(scale, 1)
        let support = (isCubic ? 2 : 1) * stretch
        let center = scale * (Double(position) + 0.5)
        let first = max(Int(center - support + 0.5), 0)
        let count = min(Int(center + support + 0.5), old) - first
        let weights = (0..<max(count, 0)).map { place -> Double in
            let x = (Double(place + first) - center + 0.5) / stretch
            return isCubic ? cubic(x, -0.5) : max(0, 1 - abs(x))
        }
        let total = weights.reduce(0, +)
        return (first, total == 0 ? weights : weights.map { $0 / total })
    }

    /// Two or four neighbours; what lies beyond the border is the outermost pixel again.
    private static func interpolated(_ position: Int, _ old: Int, _ scale: Double, _ isCubic: Bool) -> (Int, [Double]) {
        var source = scale * (Double(position) + 0.5) - 0.5
        if !isCubic { source = max(source, 0) }
        let base = source.rounded(.down)
        let fraction = source - base
        let offsets = isCubic ? -1...2 : 0...1
        func place(_ offset: Int) -> Int { min(max(Int(base) + offset, 0), old - 1) }
        let (first, last) = (place(offsets.lowerBound), place(offsets.upperBound))
        var weights = [Double](repeating: 0, count: last - first + 1)
        for offset in offsets {
            let distance = Double(offset) - fraction
            weights[place(offset) - first] += isCubic ? cubic(distance, -0.75) : 1 - abs(distance)
        }
        return (first, weights)
    }

    /// Keys' cubic filter. Torch has another parameter with antialiasing (-0.5, as PIL) than without (-0.75).
    private static func cubic(_ x: Double, _ a: Double) -> Double {
        let x = abs(x)
        if x < 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
        if x < 2 { return ((x - 5) * x + 8) * x * a - 4 * a }
        return 0
    }
}
