import Foundation

/// Numbers as people write them beside a picture.
package enum NumberLabel {
    /// A number with about that many significant digits: 0.125, 1500, 3.2e-5.
    package static func text(_ value: Double, digits: Int = 4) -> String {
        guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
        guard value != 0 else { return "0" }
        let exponent = power(of: value)
        return text(value, decimals: max(0, digits - 1 - exponent), scientific: exponent < -4 || exponent > 5, digits)
            .trimmed
    }

    /// The labels of evenly spaced numbers: as many decimals as tell them apart, the same for all.
    static func texts(_ values: [Double], step: Double) -> [String] {
        let largest = values.reduce(0) { max($0, abs($1)) }
        guard largest > 0, largest.isFinite else { return values.map { text($0) } }
        let (top, bottom) = (power(of: largest), power(of: step))
        guard top > 5 || top < -4 else {
            return values.map { text($0, decimals: max(0, -bottom), scientific: false, 0) }
        }
        return values.map { value in
            guard value != 0 else { return "0" }
            return text(value, decimals: 0, scientific: true, power(of: value) - bottom + 1).trimmed
        }
    }

    /// A number with that many decimals.
    static func fixed(_ value: Double, decimals: Int) -> String {
        value.isFinite ? text(value, decimals: decimals, scientific: false, 0) : text(value)
    }

    /// The largest power of ten that is not above the number.
    static func power(of value: Double) -> Int {
        let magnitude = abs(value)
        guard magnitude > 0, magnitude.isFinite else { return 0 }
        let guess = Int(log10(magnitude).rounded(.down))
        // The logarithm may be rounded across the power itself.
        if magnitude / ten(guess) >= 10 { return guess + 1 }
        return magnitude / ten(guess) < 1 ? guess - 1 : guess
    }

    /// A power of ten.
    static func ten(_ exponent: Int) -> Double { pow(10, Double(exponent)) }

    private static func text(_ value: Double, decimals: Int, scientific: Bool, _ digits: Int) -> String {
        guard scientific else {
            let text = String(format: "%.\(decimals)f", value)
            return text.contains { $0 != "0" && $0 != "." && $0 != "-" } ? text : text.replacing("-", with: "")
        }
        let parts = String(format: "%.\(max(0, min(15, digits - 1)))e", value).split(separator: "e")
        guard parts.count == 2, let exponent = Int(parts[1]) else { return "\(value)" }
        return "\(parts[0])e\(exponent)"
    }
}

extension String {
    /// Without the zeros that end its decimals.
    fileprivate var trimmed: String {
        let parts = split(separator: "e")
        guard var mantissa = parts.first, mantissa.contains(".") else { return self }
        while mantissa.hasSuffix("0") { mantissa = mantissa.dropLast() }
        if mantissa.hasSuffix(".") { mantissa = mantissa.dropLast() }
        return ([mantissa] + parts.dropFirst()).joined(separator: "e")
    }
}
