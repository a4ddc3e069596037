/// Why a text is not JSON, and where; lines and columns count from 1.
package struct JSONError: Error, Equatable, CustomStringConvertible {
    package var message: String
    package var line: Int
    package var column: Int

    package var description: String { "line \(line), column \(column): \(message)" }
}
