import TernCore

/// Colours as hue, saturation and value, each [..., H, W] in 0…1.
enum HSV {
    /// Hue, saturation and value of [..., 3, H, W].
    static func parts(_ image: Tensor) throws -> (h: Tensor, s: Tensor, v: Tensor) {
        let (least, greatest) = try image.aminmax(dim: -3)
        let range = try greatest - least
        // Grey has no hue; a divisor of 1 gives it 0.
        let isGrey = try greatest .== least
        let saturation = try range / .where(isGrey, 1.0, greatest)
        let distances = try ((greatest.unsqueeze(-3) - image) / Tensor.where(isGrey, 1.0, range).unsqueeze(-3))
            .unbind(dim: -3)
        let (r, g, b) = (distances[0], distances[1], distances[2])
        let channels = try image.unbind(dim: -3)
        let isRed = try greatest .== channels[0]
        let isGreen = try (greatest .== channels[1]).logicalAnd(isRed.logicalNot())
        let isBlue = try isRed.logicalNot().logicalAnd(isGreen.logicalNot())
        let hue = try (b - g) * isRed + ((r + 2) - b) * isGreen + ((g + 4) - r) * isBlue
        return ((hue * (1.0 / 6) + 1).fmod(1), saturation, greatest)
    }

    /// [..., 3, H, W] of hue, saturation and value.
    static func image(_ h: Tensor, _ s: Tensor, _ v: Tensor) throws -> Tensor {
        let sixth = (h * 6).floor()
        let fraction = try h * 6 - sixth
        let part = try s * fraction
        func bounded(_ x: Tensor) -> Tensor { x.clamp(min: 0, max: 1) }
        let q = try bounded((1 - part) * v)
        let t = try bounded((part + (1 - s)) * v)
        let p = try bounded((1 - s) * v)
        let choices = try Tensor.stack([v, p, q, t], dim: -3)
        let sector = try sixth.to(.int64) % 6
        let table = Tensor([[0, 2, 1, 1, 3, 0], [3, 0, 0, 2, 1, 1], [1, 1, 3, 0, 0, 2]])
        let chosen = try (0..<3).map { channel in
            try table.select(0, channel).indexSelect(0, sector.flatten()).reshape(sector.shape)
        }
        return try choices.gather(-3, .stack(chosen, dim: -3))
    }
}
