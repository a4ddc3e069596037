/// A size, stride, position or count on its way: sums, differences and products that stop at the ends of `Int` instead of
/// trapping, and remember that they did.
///
/// Whoever computes with numbers that a caller chose does it in this type and asks once, at the end:
///
/// ```swift
/// let extent = CheckedInt(input) + CheckedInt(padding) * 2
/// let size = try extent.value(orThrow: TensorError("pad", "…"))
/// ```
package struct CheckedInt: Hashable, Sendable {
    /// The number, or the end of `Int` that it went beyond.
    package let saturated: Int
    /// Whether the number is exact.
    package let isExact: Bool

    /// That number.
    package init(_ value: Int) { self.init(value, isExact: true) }

    private init(_ saturated: Int, isExact: Bool) {
        self.saturated = saturated
        self.isExact = isExact
    }

    /// The number; nil if it is no `Int`.
    package var exact: Int? { isExact ? saturated : nil }

    /// The number.
    ///
    /// - Throws: the error, if the number is no `Int`.
    package func value(orThrow error: @autoclosure () -> TensorError) throws -> Int {
        guard isExact else { throw error() }
        return saturated
    }

    package static func + (a: CheckedInt, b: CheckedInt) -> CheckedInt {
        let (sum, overflow) = a.saturated.addingReportingOverflow(b.saturated)
        return CheckedInt(
            overflow ? end(isNegative: a.saturated < 0) : sum, isExact: !overflow && a.isExact && b.isExact)
    }

    package static func - (a: CheckedInt, b: CheckedInt) -> CheckedInt {
        let (difference, overflow) = a.saturated.subtractingReportingOverflow(b.saturated)
        return CheckedInt(
            overflow ? end(isNegative: a.saturated < 0) : difference, isExact: !overflow && a.isExact && b.isExact)
    }

    package static func * (a: CheckedInt, b: CheckedInt) -> CheckedInt {
        let (product, overflow) = a.saturated.multipliedReportingOverflow(by: b.saturated)
        return CheckedInt(
            overflow ? end(isNegative: (a.saturated < 0) != (b.saturated < 0)) : product,
            isExact: !overflow && a.isExact && b.isExact)
    }

    package static func + (a: CheckedInt, b: Int) -> CheckedInt { a + CheckedInt(b) }
    package static func - (a: CheckedInt, b: Int) -> CheckedInt { a - CheckedInt(b) }
    package static func * (a: CheckedInt, b: Int) -> CheckedInt { a * CheckedInt(b) }

    /// The product of numbers; 1 of none.
    package static func product(_ values: some Sequence<Int>) -> CheckedInt {
        values.reduce(CheckedInt(1)) { $0 * $1 }
    }

    /// The sum of numbers.
    package static func sum(_ values: some Sequence<Int>) -> CheckedInt {
        values.reduce(CheckedInt(0)) { $0 + $1 }
    }

    private static func end(isNegative: Bool) -> Int { isNegative ? .min : .max }
}

extension Int {
    /// The quotient rounded towards minus infinity. The divisor is positive.
    package func floorDivided(by divisor: Int) -> Int {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }

    /// The number where torch keeps it in a C `int`.
    ///
    /// - Throws: torch's words for a number of more than 32 bits.
    package func asCInt(_ operation: String) throws -> Int {
        guard Int32(exactly: self) != nil else {
            throw TensorError(operation, "value cannot be converted to type int without overflow")
        }
        return self
    }

    /// A floating number without its fraction, where torch makes it an int64.
    ///
    /// - Throws: torch's words for NaN, an infinity or a number beyond int64.
    package init(converting value: Double, _ operation: String) throws {
        guard let whole = Int(exactly: value.rounded(.towardZero)) else {
            throw TensorError(operation, "value cannot be converted to type int64_t without overflow")
        }
        self = whole
    }
}
