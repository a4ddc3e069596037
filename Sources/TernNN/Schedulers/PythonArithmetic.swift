import Foundation
import TernCore

/// Arithmetic that raises where Python's does, in its words: a schedule out of its range is an error and no NaN.
enum PythonArithmetic {
    /// - Throws: `TensorError` for a divisor of 0.
    static func quotient(_ dividend: Double, _ divisor: Double, _ operation: String) throws -> Double {
        guard divisor != 0 else { throw TensorError(.value, operation, "float division by zero") }
        return dividend / divisor
    }

    /// - Throws: `TensorError` where the power is no real number, or too large for one.
    static func power(_ base: Double, _ exponent: Double, _ operation: String) throws -> Double {
        if base == 0, exponent < 0 {
            throw TensorError(.value, operation, "0.0 cannot be raised to a negative power")
        }
        let result = pow(base, exponent)
        guard base.isFinite, exponent.isFinite, !result.isFinite else { return result }
        throw result.isNaN
            ? TensorError(.type, operation, "must be real number, not complex")
            : TensorError(.value, operation, "(34, 'Numerical result out of range')")
    }

    /// The integer after a counter's.
    ///
    /// - Throws: `TensorError` where there is none.
    static func successor(_ count: Int, _ operation: String) throws -> Int {
        let (next, overflow) = count.addingReportingOverflow(1)
        guard !overflow else { throw tooLarge(operation) }
        return next
    }

    /// The integer at or below a number.
    ///
    /// - Throws: `TensorError` where it is none that an `Int` holds.
    static func floor(_ number: Double, _ operation: String) throws -> Int {
        guard !number.isNaN else { throw TensorError(.value, operation, "cannot convert float NaN to integer") }
        guard number.isFinite else { throw TensorError(.value, operation, "cannot convert float infinity to integer") }
        guard let integer = Int(exactly: number.rounded(.down)) else { throw tooLarge(operation) }
        return integer
    }

    private static func tooLarge(_ operation: String) -> TensorError {
        TensorError(.value, operation, "Python int too large to convert to C long")
    }
}
