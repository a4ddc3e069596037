import CTernKernels
import Testing
import Tern

/// Every kernel that says it exists runs, for every size of the vector loop's body and tail, and in every memory order.
@Suite struct KernelSupportTests {
    static let unaryOps = (0..<TERN_UNARY_COUNT.rawValue).map { UnaryOp($0) }
    static let binaryOps = (0..<TERN_BINARY_COUNT.rawValue).map { BinaryOp($0) }

    private static let counts = [0, 1, 2, 3, 7, 8, 15, 16, 17, 31, 33, 63, 64, 65, 127, 130]

    private static func isPredicate(_ op: UnaryOp) -> Bool { op.rawValue >= TERN_LOGICAL_NOT.rawValue }
    private static func isPredicate(_ op: BinaryOp) -> Bool { op.rawValue >= TERN_EQ.rawValue }

    /// Numbers of both signs, small enough for every type and for every function's domain to be hit.
    private static func numbers(_ count: Int, _ dtype: DType, from start: Int = -3) throws -> Tensor {
        let ramp = (0..<count).map { Double(($0 * 5 + 1) % 7 + start) / (dtype.isFloatingPoint ? 4 : 1) }
        return try Tensor(ramp, dtype: .float64).to(dtype)
    }

    private static func elements(_ x: Tensor) throws -> [Double] { try x.array() }

    @Test(arguments: unaryOps) func unary(_ op: UnaryOp) throws {
        for dtype in DType.allCases where tern_unary_supports(op, dtype.kernel) {
            let outType = KernelSupportTests.isPredicate(op) ? DType.bool : dtype
            for count in KernelSupportTests.counts {
                let x = try KernelSupportTests.numbers(count, dtype)
                let whole = Tensor.zeros([count], dtype: outType)
                x.backend.unary(op, [count], whole.operand, x.operand)
                let expected = try (0..<count).map { try single(op, x.select(0, $0), outType) }
                #expect(isSame(try KernelSupportTests.elements(whole), expected), "\(dtype), \(count) elements")
                let gaps = try x.reshape(count, 1).expand(count, 2).contiguous().select(1, 0)
                let strided = Tensor.zeros([count], dtype: outType)
                x.backend.unary(op, [count], strided.operand, gaps.operand)
                #expect(isSame(try KernelSupportTests.elements(strided), expected), "\(dtype), \(count) with gaps")
            }
        }
    }

    @Test(arguments: binaryOps) func binary(_ op: BinaryOp) throws {
        for dtype in DType.allCases where tern_binary_supports(op, dtype.kernel) {
            let outType = KernelSupportTests.isPredicate(op) ? DType.bool : dtype
            for count in KernelSupportTests.counts {
                let a = try KernelSupportTests.numbers(count, dtype)
                // Shifts by negative amounts are undefined.
                let isShift = op == TERN_SHIFT_LEFT || op == TERN_SHIFT_RIGHT
                let b = try KernelSupportTests.numbers(count, dtype, from: isShift ? 0 : -2).flip(0)
                let whole = Tensor.zeros([count], dtype: outType)
                a.backend.binary(op, [count], whole.operand, a.operand, b.operand)
                let expected = try (0..<count).map { try single(op, a.select(0, $0), b.select(0, $0), outType) }
                #expect(isSame(try KernelSupportTests.elements(whole), expected), "\(dtype), \(count) elements")
                guard count > 0 else { continue }
                // One operand repeated, on either side.
                let first = try b.select(0, 0)
                let repeated = Tensor.zeros([count], dtype: outType)
                a.backend.binary(op, [count], repeated.operand, a.operand, first.operand(broadcastTo: [count]))
                let expectedRight = try (0..<count).map { try single(op, a.select(0, $0), first, outType) }
                #expect(isSame(try KernelSupportTests.elements(repeated), expectedRight), "\(dtype), \(count) by one")
            }
        }
    }

    private func single(_ op: UnaryOp, _ x: Tensor, _ outType: DType) throws -> Double {
        let y = Tensor.zeros([], dtype: outType)
        x.backend.unary(op, [], y.operand, x.operand)
        return try y.item()
    }

    private func single(_ op: BinaryOp, _ a: Tensor, _ b: Tensor, _ outType: DType) throws -> Double {
        let y = Tensor.zeros([], dtype: outType)
        a.backend.binary(op, [], y.operand, a.operand, b.operand)
        return try y.item()
    }

    private func isSame(_ a: [Double], _ b: [Double]) -> Bool {
        a.count == b.count && zip(a, b).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
    }
}
