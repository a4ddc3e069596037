import Foundation

/// A line of a printed tensor, taken apart into numbers and what stands between them.
struct PrintedLine {
    private var numbers: [Substring] = []
    private var rest = ""

    init(_ line: Substring) {
        for piece in line.split(separator: " ") {
            let number = piece.drop { "[(".contains($0) }.prefix { !",])".contains($0) }
            if Double(number) == nil {
                rest += piece
            } else {
                rest += piece.prefix { "[(".contains($0) } + "#" + piece[number.endIndex...]
                numbers.append(number)
            }
        }
    }

    /// Whether the two differ in nothing but numbers, each by at most one in its last digit.
    func isRounding(of other: PrintedLine) -> Bool {
        rest == other.rest && numbers.count == other.numbers.count
            && zip(numbers, other.numbers).allSatisfy(PrintedLine.areNeighbours)
    }

    private static func areNeighbours(_ left: Substring, _ right: Substring) -> Bool {
        guard let first = Double(left), let second = Double(right) else { return false }
        let unit = max(lastDigit(left), lastDigit(right))
        return abs(first - second) <= 1.001 * unit
    }

    /// What one in the last digit is worth: 1e-6 for `1.2345e-02`.
    private static func lastDigit(_ number: Substring) -> Double {
        let parts = number.split(separator: "e")
        let decimals = parts[0].split(separator: ".", omittingEmptySubsequences: false).dropFirst().first?.count ?? 0
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        return pow(10, Double(exponent - decimals))
    }
}
