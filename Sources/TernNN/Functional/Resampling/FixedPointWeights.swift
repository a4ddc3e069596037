/// Weights as integers, with as many bits behind the point as 16-bit numbers leave room for.
package struct FixedPointWeights {
    private let old: Int
    private let new: Int
    private let precision: Int
    private let taps: [(first: Int, weights: [Int32])]

    /// - Parameters:
    ///   - exact: for each new position the first old one that counts, and the weights from there on.
    ///   - old: how many old positions there are.
    package init(_ exact: [(first: Int, weights: [Double])], from old: Int) {
        self.old = old
        new = exact.count
        let greatest = exact.lazy.flatMap(\.weights).max() ?? 0
        var bits = 0
        while bits < 22, Int(0.5 + greatest * Double(1 << (bits + 1))) < 1 << 15 { bits += 1 }
        precision = bits
        let factor = Double(1 << bits)
        taps = exact.map { tap in
            (tap.first, tap.weights.map { Int32($0 * factor + ($0 < 0 ? -0.5 : 0.5)) })
        }
    }

    /// Weighted sums along one dimension: `lines` times `old` groups of `stride` bytes become `new` groups.
    package func apply(_ bytes: [UInt8], lines: Int, stride: Int) -> [UInt8] {
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
