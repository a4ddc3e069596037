import Foundation

/// Round numbers along an axis, with their labels.
package struct Ticks {
    package var values: [Double]
    package var labels: [String]

    /// Multiples of 1, 2 or 5 times a power of ten within the range, about `count` of them.
    package static func linear(_ lower: Double, _ upper: Double, count: Int, whole: Bool = false) -> Ticks {
        let parts = Double(max(count, 1))
        var raw = upper / parts - lower / parts
        guard raw > 0, raw.isFinite else { return Ticks(values: [lower], labels: [NumberLabel.text(lower)]) }
        if whole { raw = max(raw, 1) }
        let exponent = NumberLabel.power(of: raw)
        let unit = raw / NumberLabel.ten(exponent)
        // Rounding errors must not make a step of 2 out of one of 1.
        let (factor, power): (Double, Int) =
            unit <= 1.000001
            ? (1, exponent)
            : unit <= 2.000001
                ? (2, exponent)
                : unit <= 5.000001 ? (5, exponent) : (1, exponent + 1)
        // A power of ten below one is not exact, but dividing by its inverse gives the number that is written 0.3.
        let value = { (index: Double) -> Double in
            power < 0 && power > -300
                ? index * factor / NumberLabel.ten(-power) : index * factor * NumberLabel.ten(power)
        }
        let step = value(1)
        let slack = step * 1e-9
        var values: [Double] = []
        var index = ((lower - slack) / step).rounded(.up)
        // Past 2^53 steps from zero, the next index is the same number.
        while value(index) <= upper + slack, values.count < 100, index + 1 > index {
            values.append(value(index) + 0)
            index += 1
        }
        return Ticks(values: values, labels: NumberLabel.texts(values, step: step))
    }

    /// Powers of ten within a positive range, between them also 2 and 5 where there is room; round numbers of `linear` where the
    /// range is too small for either.
    package static func log(_ lower: Double, _ upper: Double, count: Int) -> Ticks {
        let (first, last) = (NumberLabel.power(of: lower), NumberLabel.power(of: upper))
        let decades = log10(upper) - log10(lower)
        let factors: [Double] = decades * 3 <= Double(count) ? [1, 2, 5] : [1]
        let every = max(1, Int((decades / Double(max(count, 1))).rounded(.up)))
        var values: [Double] = []
        for exponent in first...last where exponent % every == 0 {
            for factor in factors {
                let value = exponent < 0 ? factor / NumberLabel.ten(-exponent) : factor * NumberLabel.ten(exponent)
                if value >= lower * (1 - 1e-9), value <= upper * (1 + 1e-9) { values.append(value) }
            }
        }
        guard values.count > 1 else { return linear(lower, upper, count: count) }
        return Ticks(values: values, labels: values.map { NumberLabel.text($0) })
    }
}
