import Foundation
import TernCore

/// Tables of numbers as text, one row a line, plain or in gzip.
public enum CSV {
    /// The table in a file.
    ///
    /// Shapes: a file of n lines with m fields -> [n, m]. Spaces around numbers, a `\r` before the line's end, and empty
    /// lines are ignored.
    ///
    /// - Parameters:
    ///   - file: its place; gzip is recognised by its contents.
    ///   - separator: between fields. Default a comma.
    ///   - skipRows: how many lines to leave out at the start, for a header. Default 0.
    ///   - dtype: element type. Default float32.
    ///   - limit: how many bytes a compressed file may hold. Default 2 GiB.
    /// - Throws: `TensorError` for a file that cannot be read, a field that is no number, or a row of another length; the
    ///   message names the line.
    /// - Source: `numpy.loadtxt`.
    public static func load(
        _ file: URL, separator: Character = ",", skipRows: Int = 0, dtype: DType = .float32, limit: Int = 1 << 31
    ) throws -> Tensor {
        let bytes = try readFile(file, "CSV.load", limit: limit)
        return try parse(bytes, separator: separator, skipRows: skipRows, dtype: dtype, name: file.lastPathComponent)
    }

    /// The table in a text; see `load`.
    ///
    /// - Throws: `TensorError` as `load`.
    public static func parse(
        _ text: String, separator: Character = ",", skipRows: Int = 0, dtype: DType = .float32
    ) throws -> Tensor {
        try parse(Array(text.utf8), separator: separator, skipRows: skipRows, dtype: dtype, name: nil)
    }

    private static func parse(
        _ bytes: [UInt8], separator: Character, skipRows: Int, dtype: DType, name: String?
    ) throws -> Tensor {
        func refuse(_ line: Int, _ reason: String) -> TensorError {
            TensorError(.value, "CSV", "\(name.map { "\($0), " } ?? "")line \(line): \(reason)")
        }
        guard let separator = separator.asciiValue else {
            throw TensorError(.value, "CSV", "the separator '\(separator)' is not an ASCII character")
        }
        var (values, rows, columns) = ([Double](), 0, 0)
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let content = trimmed(line, keeping: separator)
            if index < skipRows || content.isEmpty { continue }
            let before = values.count
            for field in content.split(separator: separator, omittingEmptySubsequences: false) {
                let text = String(decoding: trimmed(field, keeping: separator), as: UTF8.self)
                guard let value = Double(text) else {
                    throw refuse(index + 1, "could not convert string '\(text.prefix(40))' to \(dtype)")
                }
                values.append(value)
            }
            let width = values.count - before
            guard rows == 0 || width == columns else {
                throw refuse(index + 1, "the number of columns changed from \(columns) to \(width)")
            }
            (rows, columns) = (rows + 1, width)
        }
        return try Tensor(values, shape: [rows, columns], dtype: dtype)
    }

    /// The bytes without spaces, tabs and carriage returns at either end, unless one of them separates fields.
    private static func trimmed(_ bytes: ArraySlice<UInt8>, keeping separator: UInt8) -> ArraySlice<UInt8> {
        func isBlank(_ byte: UInt8) -> Bool { byte != separator && (byte == 0x20 || byte == 0x09 || byte == 0x0D) }
        let start = bytes.drop(while: isBlank)
        return start.lastIndex { !isBlank($0) }.map { start[...$0] } ?? []
    }
}
