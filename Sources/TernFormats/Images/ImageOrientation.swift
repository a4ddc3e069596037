import TernCore

/// How a picture is to be turned to be upright, as EXIF data say it.
enum ImageOrientation: Int {
    case upright = 1
    case mirrored
    case upsideDown
    case flipped
    case transposed
    /// The top is at the left: to be turned clockwise.
    case turnedLeft
    case transposedUpsideDown
    /// The top is at the right.
    case turnedRight

    /// What EXIF data (a TIFF file's first directory, tag 274) say; `upright` where they say nothing, or nonsense.
    ///
    /// - Source: `apply_exif_orientation` of `torchvision.io.decode_image`.
    init(exif data: ArraySlice<UInt8>) {
        self = ImageOrientation.tag(in: Array(data)).flatMap(ImageOrientation.init(rawValue:)) ?? .upright
    }

    private static func tag(in data: [UInt8]) -> Int? {
        let isLittle: Bool
        if data.starts(with: [0x49, 0x49]) {
            isLittle = true
        } else if data.starts(with: [0x4D, 0x4D]) {
            isLittle = false
        } else {
            return nil
        }
        func number(_ place: Int, _ count: Int) -> Int? {
            guard place >= 0, place <= data.count - count else { return nil }
            let bytes = data[place..<place + count]
            return (isLittle ? Array(bytes.reversed()) : Array(bytes)).reduce(0) { $0 << 8 | Int($1) }
        }
        guard number(2, 2) == 42, let directory = number(4, 4), let entries = number(directory, 2) else { return nil }
        for entry in 0..<entries {
            let place = directory + 2 + 12 * entry
            guard let tag = number(place, 2) else { return nil }
            if tag == 0x0112 { return number(place + 8, 2) }
        }
        return nil
    }

    /// The image [C, H, W], upright.
    func apply(to image: Tensor) throws -> Tensor {
        let turned: Tensor
        switch self {
        case .upright: return image
        case .mirrored: turned = try image.flip(-1)
        case .upsideDown: turned = try image.flip(-2, -1)
        case .flipped: turned = try image.flip(-2)
        case .transposed: turned = try image.transpose(-1, -2)
        case .turnedLeft: turned = try image.transpose(-1, -2).flip(-1)
        case .transposedUpsideDown: turned = try image.transpose(-1, -2).flip(-2, -1)
        case .turnedRight: turned = try image.transpose(-1, -2).flip(-2)
        }
        return try turned.contiguous().validated()
    }
}
