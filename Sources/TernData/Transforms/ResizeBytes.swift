import TernCore
import TernNN

extension Transforms {
    /// Resizes uint8 images in 16-bit weights, along the rows first, rounding in between: torch's way, to the last bit.
    static func resizeBytes(_ image: Tensor, _ rows: ResizeWeights, _ columns: ResizeWeights) throws -> Tensor {
        var bytes = try image.array(of: UInt8.self)
        let planes = rows.old == 0 ? 0 : bytes.count / (rows.old * columns.old)
        if columns.old != columns.new {
            bytes = FixedPointWeights(columns.taps, from: columns.old).apply(bytes, lines: planes * rows.old, stride: 1)
        }
        if rows.old != rows.new {
            bytes = FixedPointWeights(rows.taps, from: rows.old).apply(bytes, lines: planes, stride: columns.new)
        }
        return try Tensor(bytes, shape: image.shape.dropLast(2) + [rows.new, columns.new])
    }
}
