import Foundation

/// One axis of a chart: its range and scale.
package struct Axis {
    let scale: AxisScale
    package let lower: Double
    package let upper: Double
    /// Whether all numbers on it are whole: epochs and steps have no halves.
    let isWhole: Bool

    /// An axis on which all the numbers have a place, with some room beyond them.
    ///
    /// - Parameters:
    ///   - values: the data; what has no place on the axis is left out.
    ///   - scale: linear or logarithmic.
    ///   - margin: the room at both ends, as a part of the range.
    ///   - fromZero: whether zero must be on a linear axis.
    package init(_ values: [Double], scale: AxisScale = .linear, margin: Double = 0, fromZero: Bool = false) {
        self.scale = scale
        let placed = values.filter { $0.isFinite && (scale == .linear || $0 >= .leastNormalMagnitude) }
        isWhole = scale == .linear && placed.allSatisfy { $0 == $0.rounded() }
        guard var low = placed.min(), var high = placed.max() else {
            (lower, upper) = scale == .log ? (0.1, 1) : (0, 1)
            return
        }
        if scale == .log {
            let room = high / low < 1.000001 ? 2 : pow(high / low, margin)
            lower = max(low / (room.isFinite ? room : 1), .leastNormalMagnitude)
            upper = min(high * (room.isFinite ? room : 1), .greatestFiniteMagnitude)
            return
        }
        let isPositive = low >= 0
        if fromZero { (low, high) = (min(low, 0), max(high, 0)) }
        let largest = max(abs(low), abs(high))
        if high / 2 - low / 2 <= max(largest * 1e-12, .leastNormalMagnitude) {
            // All the same: the line goes through the middle.
            let room = largest < 1e-300 ? 1 : largest * 0.1
            (low, high) = (low - room, high + room)
        } else {
            let room = (high * margin - low * margin)
            (low, high) = (low - room, high + room)
        }
        if isPositive { low = max(low, 0) }
        lower = max(low, -.greatestFiniteMagnitude)
        upper = min(high, .greatestFiniteMagnitude)
    }

    /// Where a number is, from 0 at the lower end to 1 at the upper; nil for one without a place.
    package func fraction(_ value: Double) -> Double? {
        guard value.isFinite else { return nil }
        switch scale {
        // Halves, because the whole range may be more than the largest number.
        case .linear: return (value / 2 - lower / 2) / (upper / 2 - lower / 2)
        case .log:
            return value >= .leastNormalMagnitude ? (log10(value) - log10(lower)) / (log10(upper) - log10(lower)) : nil
        }
    }

    /// Round numbers along the axis.
    func ticks(_ count: Int) -> Ticks {
        scale == .log ? .log(lower, upper, count: count) : .linear(lower, upper, count: count, whole: isWhole)
    }
}
