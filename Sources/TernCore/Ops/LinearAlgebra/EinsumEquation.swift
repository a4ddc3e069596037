/// An equation such as `bij,bjk->bik`, taken apart and checked against the ranks of its operands.
///
/// Every subscript has a place in a common order of dimensions: those of the result first, then those to be added up.
/// The dimensions that an ellipsis stands for have neighbouring places.
struct EinsumEquation {
    /// What stands for a dimension of an operand: a letter, or an ellipsis for any number of them.
    enum Subscript: Hashable {
        case letter(UInt8)
        case ellipsis
    }

    /// Each operand's subscripts.
    let operands: [[Subscript]]
    /// How many dimensions the longest ellipsis stands for.
    let ellipsisRank: Int
    /// The place of each letter, and of an ellipsis' first dimension.
    private(set) var places: [Subscript: Int] = [:]
    /// How many places belong to the result.
    private(set) var outputRank = 0
    /// How many places there are.
    private(set) var rank = 0

    init(_ equation: String, ranks: [Int]) throws {
        let bytes = Array(equation.utf8)
        let arrow = bytes.indices.first { bytes[$0...].starts(with: "->".utf8) }
        let operands = try EinsumEquation.parse(bytes[..<(arrow ?? bytes.count)], operandCount: ranks.count)
        self.operands = operands
        ellipsisRank = try zip(operands, ranks).enumerated().reduce(0) { longest, next in
            let (index, (subscripts, rank)) = next
            return max(longest, try EinsumEquation.ellipsisRank(subscripts, rank, operand: index))
        }
        var counts: [Subscript: Int] = [:]
        for name in operands.joined() { counts[name, default: 0] += 1 }
        counts[.ellipsis] = nil
        let letters = counts.keys.sorted { $0.code < $1.code }
        if let arrow {
            try addOutput(bytes[(arrow + 2)...], known: Set(letters))
        } else {
            // Without an arrow, the result has the ellipsis and then the letters that occur once.
            add(.ellipsis)
            for letter in letters where counts[letter] == 1 { add(letter) }
        }
        outputRank = rank
        for name in [.ellipsis] + letters where places[name] == nil { add(name) }
    }

    private mutating func add(_ name: Subscript) {
        places[name] = rank
        rank += name == .ellipsis ? ellipsisRank : 1
    }

    private mutating func addOutput(_ text: ArraySlice<UInt8>, known: Set<Subscript>) throws {
        var position = text.startIndex
        while position < text.endIndex {
            let byte = text[position]
            if byte == UInt8(ascii: ".") {
                guard places[.ellipsis] == nil else {
                    throw EinsumEquation.error("found '.' for output but an ellipsis (...) was already found")
                }
                guard text[position...].starts(with: "...".utf8) else {
                    throw EinsumEquation.error("found '.' for output that is not part of any ellipsis (...)")
                }
                add(.ellipsis)
                position += 2
            } else if byte != UInt8(ascii: " ") {
                let letter = try EinsumEquation.letter(byte, at: position)
                guard known.contains(letter), places[letter] == nil else {
                    let problem =
                        known.contains(letter)
                        ? "appears more than once in the output"
                        : "does not appear in the equation for any input operand"
                    throw EinsumEquation.error("output subscript \(letter) \(problem)")
                }
                add(letter)
            }
            position += 1
        }
    }

    private static func parse(_ text: ArraySlice<UInt8>, operandCount: Int) throws -> [[Subscript]] {
        var operands: [[Subscript]] = [[]]
        var position = text.startIndex
        while position < text.endIndex {
            let (byte, current) = (text[position], operands.count - 1)
            switch byte {
            case UInt8(ascii: " "): break
            case UInt8(ascii: "."):
                guard !operands[current].contains(.ellipsis) else {
                    throw error("found '.' for operand \(current) for which an ellipsis was already found")
                }
                guard text[position...].starts(with: "...".utf8) else {
                    throw error("found '.' for operand \(current) that is not part of any ellipsis")
                }
                operands[current].append(.ellipsis)
                position += 2
            case UInt8(ascii: ","):
                operands.append([])
                guard operands.count <= operandCount else {
                    throw error("fewer operands were provided than specified in the equation")
                }
            default: operands[current].append(try letter(byte, at: position))
            }
            position += 1
        }
        guard operands.count == operandCount else {
            throw error("more operands were provided than specified in the equation")
        }
        return operands
    }

    private static func letter(_ byte: UInt8, at position: Int) throws -> Subscript {
        guard (byte | 0x20) >= UInt8(ascii: "a"), (byte | 0x20) <= UInt8(ascii: "z") else {
            throw error(
                "invalid subscript given at index \(position) in the equation string, subscripts must be in [a-zA-Z]")
        }
        return .letter(byte)
    }

    /// How many dimensions an operand's ellipsis stands for.
    private static func ellipsisRank(_ subscripts: [Subscript], _ rank: Int, operand: Int) throws -> Int {
        let hasEllipsis = subscripts.contains(.ellipsis)
        let letters = subscripts.count - (hasEllipsis ? 1 : 0)
        let start = "the number of subscripts in the equation (\(letters))"
        if hasEllipsis {
            guard letters <= rank else {
                throw error("\(start) is more than the number of dimensions (\(rank)) for operand \(operand)")
            }
        } else if letters != rank {
            throw error(
                "\(start) does not match the number of dimensions (\(rank)) for operand \(operand) and no ellipsis was given"
            )
        }
        return rank - letters
    }

    static func error(_ message: String) -> TensorError { TensorError("einsum", "einsum(): \(message)") }
}

extension EinsumEquation.Subscript: CustomStringConvertible {
    /// The order in which letters come in a result without an arrow: capitals first.
    fileprivate var code: UInt8 {
        if case .letter(let code) = self { code } else { 0 }
    }

    var description: String {
        if case .letter(let code) = self { String(UnicodeScalar(code)) } else { "..." }
    }
}
