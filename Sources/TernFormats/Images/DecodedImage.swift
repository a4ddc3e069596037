import TernCore

/// Which channels a decoded image has.
///
/// - Source: `torchvision.io.ImageReadMode`.
public enum ImageReadMode: Sendable, CaseIterable {
    /// Those of the file: 1 grey, 2 grey and alpha, 3 colours, 4 colours and alpha.
    case unchanged
    /// One.
    case gray
    /// Grey and alpha.
    case grayAlpha
    /// Three.
    case rgb
    /// Colours and alpha.
    case rgba

    /// How many channels an image of `channels` gets.
    func channels(of channels: Int) -> Int {
        switch self {
        case .unchanged: channels
        case .gray: 1
        case .grayAlpha: 2
        case .rgb: 3
        case .rgba: 4
        }
    }
}

/// Pixels as they come from a file: channels side by side, numbers up to `greatest`.
struct DecodedImage {
    var width: Int
    var height: Int
    var channels: Int
    var greatest: Int32
    var samples: [Int32]

    /// The image as [C, H, W]: uint8, or int32 where the file has 16 bits.
    func tensor(_ mode: ImageReadMode) throws -> Tensor {
        let target = mode.channels(of: channels)
        let converted = target == channels ? samples : convert(to: target)
        let pixels = try Tensor(
            converted, shape: [height, width, target], dtype: greatest > 255 ? .int32 : .uint8)
        return try pixels.permute(2, 0, 1).contiguous().validated()
    }

    private func convert(to target: Int) -> [Int32] {
        let hasAlpha = channels % 2 == 0
        var result: [Int32] = []
        result.reserveCapacity(samples.count / channels * target)
        for start in stride(from: 0, to: samples.count, by: channels) {
            let (r, g, b) =
                channels < 3
                ? (samples[start], samples[start], samples[start])
                : (samples[start], samples[start + 1], samples[start + 2])
            if target < 3 {
                // libpng's weights, which torchvision's decoder leaves at their default.
                result.append(channels < 3 ? r : (6968 * r + 23434 * g + 2366 * b + 16384) >> 15)
            } else {
                result.append(contentsOf: [r, g, b])
            }
            if target % 2 == 0 { result.append(hasAlpha ? samples[start + channels - 1] : greatest) }
        }
        return result
    }
}
