import Foundation

/// A line of a printed tensor, taken apart into numbers and what stands between them.
struct PrintedLine {
    private var numbers: [Substring] = []
    private var rest = ""

    init(_ line: Substring) {
        for piece in line.split(separator: " ") {
            let start = piece.lastIndex { "[(".contains($0) }.map { piece.index(after: $0) } ?? piece.startIndex
            let number = piece[start...].prefix { !",])".contains($0) }
            if Double(number) != nil { numbers.append(number) }
            rest += piece[..<start] + (Double(number) == nil ? number : "#") + piece[number.endIndex...]
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
