/// Why a text is not the JSON that was expected, and where.
package struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    package var message: String
    package var line: Int
    package var column: Int

    package var description: String { "\(message) at line \(line) column \(column)" }
}
