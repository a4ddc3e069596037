/// Names, types and shapes of many tensors as a table for people, with what they are together.
package enum TensorTable {
    /// One tensor.
    package typealias Row = (name: String, type: String, shape: [Int])

    /// The table's lines.
    ///
    /// - Parameters:
    ///   - title: what the tensors are.
    ///   - rows: the tensors in order.
    ///   - bytes: what all of them take.
    package static func text(_ title: String, _ rows: [Row], bytes: Int) -> String {
        let names = rows.map(\.name.count).max() ?? 0
        let types = rows.map(\.type.count).max() ?? 0
        let numbers = rows.map { $0.shape.reduce(1.0) { $0 * Double($1) } }.reduce(0, +)
        let lines = rows.map { "  \($0.name.padded(to: names))  \($0.type.padded(to: types))  \($0.shape)" }
        let heading =
            "\(title): \(rows.count) tensor\(rows.count == 1 ? "" : "s"), \(grouped(numbers)) numbers, \(size(bytes))"
        return ([heading] + lines).joined(separator: "\n")
    }

    /// 1234567 as 1,234,567.
    private static func grouped(_ number: Double) -> String {
        let digits = fixed(number, 0)
        let groups = stride(from: digits.count, to: 0, by: -3).map { end -> Substring in
            let start = digits.index(digits.startIndex, offsetBy: max(end - 3, 0))
            return digits[start..<digits.index(digits.startIndex, offsetBy: end)]
        }
        return groups.reversed().joined(separator: ",")
    }

    private static func size(_ bytes: Int) -> String {
        let units: [(String, Double)] = [("GB", 1e9), ("MB", 1e6), ("KB", 1e3)]
        guard let (unit, scale) = units.first(where: { Double(bytes) >= $0.1 }) else { return "\(bytes) bytes" }
        return "\(fixed(Double(bytes) / scale, 1)) \(unit)"
    }
}
