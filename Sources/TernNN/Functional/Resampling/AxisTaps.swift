import Foundation

/// Along one axis, which input positions each output position is made of, and with what weights.
///
/// Tap t of output i reads position `positions[t][i]` with weight `weights[t][i]`.
struct AxisTaps {
    private(set) var positions: [[Int]] = []
    private(set) var weights: [[Double]] = []
    let inputCount: Int
    let outputCount: Int

    private init(_ inputCount: Int, _ outputCount: Int) {
        self.inputCount = inputCount
        self.outputCount = outputCount
    }

    /// The steps between output positions, in input positions.
    ///
    /// - Parameter factor: the scale factor that was asked for; nil takes the sizes' quotient.
    static func step(_ input: Int, _ output: Int, _ factor: Double?, alignCorners: Bool, isDouble: Bool) -> Double {
        if alignCorners {
            if output <= 1 { return 0 }
            return isDouble ? Double(input - 1) / Double(output - 1) : Double(Float(input - 1) / Float(output - 1))
        }
        if let factor, factor > 0 { return isDouble ? 1 / factor : Double(Float(1 / factor)) }
        return isDouble ? Double(input) / Double(output) : Double(Float(input) / Float(output))
    }

    /// Every position as it is.
    static func identity(_ count: Int) -> AxisTaps {
        var taps = AxisTaps(count, count)
        taps.positions = [Array(0..<count)]
        taps.weights = [Array(repeating: 1, count: count)]
        return taps
    }

    /// Every position twice.
    private static func doubling(_ count: Int) -> AxisTaps {
        var taps = AxisTaps(count, 2 * count)
        taps.positions = [(0..<2 * count).map { $0 / 2 }]
        taps.weights = [Array(repeating: 1, count: 2 * count)]
        return taps
    }

    /// The one position below (or, exact, nearest to) each output position. Always in float32, as torch's.
    ///
    /// - Parameter keepsWholeSteps: whether, whatever the factor, an axis that keeps its size is left alone and one that doubles it
    ///   has every position twice. In torch images do, and the gradients of all; sequences and volumes don't.
    static func nearest(
        _ input: Int, _ output: Int, _ factor: Double?, isExact: Bool, keepsWholeSteps: Bool
    ) -> AxisTaps {
        if keepsWholeSteps, !isExact {
            if output == input { return .identity(input) }
            if output == 2 * input { return .doubling(input) }
        }
        var taps = AxisTaps(input, output)
        let step = Float(AxisTaps.step(input, output, factor, alignCorners: false, isDouble: false))
        taps.positions = [
            (0..<output).map { i in
                let place = isExact ? (Float(i) + 0.5) * step : Float(i) * step
                return min(Int(place.rounded(.down)), input - 1)
            }
        ]
        taps.weights = [Array(repeating: 1, count: output)]
        return taps
    }

    /// The two neighbours, weighted by closeness.
    static func linear(
        _ input: Int, _ output: Int, _ factor: Double?, alignCorners: Bool, isDouble: Bool
    ) -> AxisTaps {
        var taps = AxisTaps(input, output)
        let step = AxisTaps.step(input, output, factor, alignCorners: alignCorners, isDouble: isDouble)
        let places = (0..<output).map { i in
            max(source(i, step, alignCorners: alignCorners, isDouble: isDouble), 0)
        }
        let lower = places.map { min(Int($0), input - 1) }
        let shares = zip(places, lower).map { place, index in
            let share = isDouble ? place - Double(index) : Double(Float(place) - Float(index))
            return min(max(share, 0), 1)
        }
        taps.positions = [lower, lower.map { min($0 + 1, input - 1) }]
        taps.weights = [shares.map { isDouble ? 1 - $0 : Double(1 - Float($0)) }, shares]
        return taps
    }

    /// The four neighbours, weighted by Keys' cubic with a = -3/4; positions outside are the border's.
    static func cubic(_ input: Int, _ output: Int, _ factor: Double?, alignCorners: Bool, isDouble: Bool) -> AxisTaps {
        var taps = AxisTaps(input, output)
        let step = AxisTaps.step(input, output, factor, alignCorners: alignCorners, isDouble: isDouble)
        let places = (0..<output).map { source($0, step, alignCorners: alignCorners, isDouble: isDouble) }
        for tap in -1...2 {
            taps.positions.append(places.map { min(max(Int($0.rounded(.down)) + tap, 0), input - 1) })
            taps.weights.append(places.map { cubicWeight($0 - $0.rounded(.down) - Double(tap), a: -0.75) })
        }
        return taps
    }

    /// A filter widened by the step when that shrinks the image, so that every input position counts.
    ///
    /// - Parameters:
    ///   - width: how far the filter reaches at step 1.
    ///   - filter: its value at a distance.
    static func antialiased(
        _ input: Int, _ output: Int, _ factor: Double?, alignCorners: Bool, isDouble: Bool, width: Double,
        filter: (Double) -> Double
    ) -> AxisTaps {
        let step = AxisTaps.step(input, output, factor, alignCorners: alignCorners, isDouble: isDouble)
        let support = step >= 1 ? width * step : width
        let inverse = step >= 1 ? 1 / step : 1
        return windowed(input, output) { i in
            let center = step * (Double(i) + 0.5)
            let first = max(Int(center - support + 0.5), 0)
            let count = max(min(Int(center + support + 0.5), input) - first, 0)
            let values = (0..<count).map { filter((Double($0 + first) - center + 0.5) * inverse) }
            let sum = values.reduce(0, +)
            return (first, sum == 0 ? values : values.map { $0 / sum })
        }
    }

    /// Torch's two filters for that, Keys' cubic with a = -1/2 and the triangle.
    static func triangle(_ x: Double) -> Double { max(1 - abs(x), 0) }
    static func softCubic(_ x: Double) -> Double { cubicWeight(x, a: -0.5) }

    private static func windowed(
        _ input: Int, _ output: Int, _ window: (Int) -> (first: Int, weights: [Double])
    ) -> AxisTaps {
        var taps = AxisTaps(input, output)
        let windows = (0..<output).map(window)
        for tap in 0..<(windows.map(\.weights.count).max() ?? 0) {
            taps.positions.append(windows.map { min($0.first + tap, input - 1) })
            taps.weights.append(windows.map { tap < $0.weights.count ? $0.weights[tap] : 0 })
        }
        return taps
    }

    /// Where an output position lies among the input's.
    private static func source(_ i: Int, _ step: Double, alignCorners: Bool, isDouble: Bool) -> Double {
        if isDouble { return alignCorners ? step * Double(i) : step * (Double(i) + 0.5) - 0.5 }
        return Double(alignCorners ? Float(step) * Float(i) : Float(step) * (Float(i) + 0.5) - 0.5)
    }

    private static func cubicWeight(_ distance: Double, a: Double) -> Double {
        let x = abs(distance)
        if x <= 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
        if x < 2 { return ((a * x - 5 * a) * x + 8 * a) * x - 4 * a }
        return 0
    }
}
