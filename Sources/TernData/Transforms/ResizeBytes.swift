import TernCore

extension Transforms {
    /// Resizes uint8 images in 16-bit weights, along the rows first, rounding in between: torch's way, to the last bit.
    static func resizeBytes(_ image: Tensor, _ rows: ResizeWeights, _ columns: ResizeWeights) throws -> Tensor {
        var bytes = try image.array(of: UInt8.self)
        let planes = rows.old == 0 ? 0 : bytes.count / (rows.old * columns.old)
        if columns.old != columns.new {
            bytes = FixedPointWeights(columns).apply(bytes, lines: planes * rows.old, stride: 1)
        }
        if rows.old != rows.new {
            bytes = FixedPointWeights(rows).apply(bytes, lines: planes, stride: columns.new)
        }
        return try Tensor(bytes, shape: image.shape.dropLast(2) + [rows.new, columns.new])
    }
}

/// Weights as integers, with as many bits behind the point as 16-bit numbers leave room for.
private struct FixedPointWeights {
    private let old: Int
    private let new: Int
    private let precision: Int
    private let taps: [(first: Int, weights: [Int32])]

    init(_ exact: ResizeWeights) {
        old = exact.old
        new = exact.new
        let greatest = exact.taps.lazy.flatMap(\.weights).max() ?? 0
        var bits = 0
        while bits < 22, Int(0.5 + greatest * Double(1 << (bits + 1))) < 1 << 15 { bits += 1 }
        precision = bits
        let factor = Double(1 << bits)
        taps = exact.taps.map { tap in
            (tap.first, tap.weights.map { Int32($0 * factor + ($0 < 0 ? -0.5 : 0.5)) })
        }
    }

    /// Weighted sums along one dimension: `lines` times `old` groups of `stride` bytes become `new` groups.
    func apply(_ bytes: [UInt8], lines: Int, stride: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: lines * new * stride) { target, count in
            bytes.withUnsafeBufferPointer { source in
                for line in 0..<lines {
                    for (position, tap) in taps.enumerated() {
                        let from = (line * old + tap.first) * stride
                        let to = (line * new + position) * stride
                        for column in 0..<stride {
                            var sum = Int32(1) << Int32(precision - 1)
                            for (place, weight) in tap.weights.enumerated() {
                                sum += weight * Int32(source[from + place * stride + column])
                            }
                            target[to + column] = UInt8(min(max(sum >> Int32(precision), 0), 255))
                        }
                    }
                }
            }
            count = lines * new * stride
        }
    }
}
