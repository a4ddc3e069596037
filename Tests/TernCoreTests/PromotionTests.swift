import Testing
import Tern
import TernConformance

/// The type of a result, or the refusal, for every pair of types and kinds of operands.
@Suite struct PromotionTests {
    static let tables: PromotionTables? = try? PromotionTables.load()

    @Test func tablesAreReadable() throws {
        let tables = try PromotionTables.load()
        #expect(tables.binary.count >= 20)
        #expect(tables.unary.count >= 40)
        #expect(tables.reductions.count >= 19)
    }

    @Test(arguments: (tables?.binary.keys).map { $0.sorted() } ?? [])
    func binary(_ operation: String) throws {
        for (kinds, rows) in try #require(PromotionTests.tables?.binary[operation]) {
            let names = kinds.split(separator: ",").map(String.init)
            try #require(names.count == 2)
            for (row, results) in rows.enumerated() {
                for (column, expected) in results.enumerated() {
                    // One row, where only the tensor's type varies.
                    let isTable = rows.count > 1
                    let left = try operand(names[0], isTable ? row : column)
                    let right = try operand(names[1], column)
                    let found = try self.result(operation) { call(operation, left, right) }
                    #expect(found == expected, "\(operation) \(kinds): \(left) with \(right)")
                }
            }
        }
    }

    @Test(arguments: (tables?.unary.keys).map { $0.sorted() } ?? [])
    func unary(_ operation: String) throws {
        try check(operation, PromotionTests.tables?.unary[operation], arguments: .object([]))
    }

    @Test(arguments: (tables?.reductions.keys).map { $0.sorted() } ?? [])
    func reductions(_ operation: String) throws {
        let needsDim = ["logsumexp", "cumsum", "cumprod", "cummax", "sort", "softmax"].contains(operation)
        try check(
            operation, PromotionTests.tables?.reductions[operation], arguments: needsDim ? ["dim": 0] : .object([]))
    }

    private func check(_ operation: String, _ expected: [String]?, arguments: JSON) throws {
        for ((name, dtype), expected) in zip(PromotionTables.dtypes, try #require(expected)) {
            let found = try self.result(operation) { Call(["input": .ones([2], dtype: dtype)], arguments) }
            #expect(found == expected, "\(operation) of \(name)")
        }
    }

    // MARK: One call

    /// A tensor (with dimensions or without) of a type, or a number.
    private enum Operand {
        case tensor(Tensor)
        case number(JSON)
    }

    private func operand(_ kind: String, _ type: Int) throws -> Operand {
        let dtype = PromotionTables.dtypes[type].dtype
        switch kind {
        case "dim": return .tensor(.ones([2], dtype: dtype))
        case "zero": return .tensor(.ones([], dtype: dtype))
        case "int": return .number(["int": 2])
        case "float": return .number(["float": .number(2)])
        case "bool": return .number(["bool": true])
        default: throw FixtureError("unknown kind \(kind)")
        }
    }

    private func call(_ operation: String, _ left: Operand, _ right: Operand) -> Call {
        let (first, second) = operation == "cat" ? ("tensors.0", "tensors.1") : ("input", "other")
        var inputs: [String: Tensor] = [:]
        var arguments: [JSON.Member] = []
        for (name, operand) in [(first, left), (second, right)] {
            switch operand {
            case .tensor(let tensor): inputs[name] = tensor
            case .number(let json): arguments.append(JSON.Member(name, json))
            }
        }
        switch operation {
        case "div_trunc": arguments.append(JSON.Member("rounding_mode", "trunc"))
        case "where": inputs["condition"] = Tensor([true, false])
        case "cat": arguments.append(JSON.Member("dim", 0))
        default: break
        }
        return Call(inputs, .object(arguments))
    }

    /// The short name of the result's type, or `!n` for the n-th refusal, or the words of another.
    private func result(_ operation: String, _ call: () -> Call) throws -> String {
        let name = operation == "div_trunc" ? "div" : operation
        let function = try #require(Twins.all[name], "\(name) has no Swift twin")
        do {
            let result = try #require(function(call()).first)
            try result.validate()
            return PromotionTables.dtypes.first { $0.dtype == result.dtype }?.name ?? ""
        } catch let error as TensorError {
            let known = PromotionTests.tables?.messages.firstIndex(of: error.message)
            return known.map { "!\($0)" } ?? "!: \(error.message)"
        }
    }
}
