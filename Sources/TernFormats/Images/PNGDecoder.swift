import TernCore

/// Reads one PNG file. Every number in it is checked before it is used.
struct PNGDecoder {
    private var width = 0
    private var height = 0
    private var depth = 0
    private var kind = 0
    private var isInterlaced = false
    private var palette: [UInt8] = []
    private var transparency: [UInt8] = []
    private var packed: [UInt8] = []
    /// How the picture is to be turned.
    private(set) var orientation = ImageOrientation.upright

    /// Takes a file apart; the pixels are unpacked by `image`.
    init(_ bytes: [UInt8], limit: Int) throws {
        guard bytes.starts(with: PNG.signature) else { throw PNG.damaged("it does not begin as a PNG file") }
        var position = 8
        var isComplete = false
        while !isComplete {
            guard position + 12 <= bytes.count else { throw PNG.damaged("the file ends too early") }
            let length = PNGDecoder.number(bytes[position..<position + 4])
            guard length <= bytes.count - position - 12 else { throw PNG.damaged("the file ends too early") }
            let body = position + 8..<position + 8 + length
            let sum = bytes[position + 4..<body.upperBound].withUnsafeBufferPointer { Checksum.crc32($0) }
            guard PNGDecoder.number(bytes[body.upperBound..<body.upperBound + 4]) == Int(sum) else {
                throw PNG.damaged("incorrect checksum")
            }
            let name = String(decoding: bytes[position + 4..<position + 8], as: UTF8.self)
            guard (name == "IHDR") == (position == 8) else { throw PNG.damaged("IHDR is not the first chunk") }
            switch name {
            case "IHDR": try readHeader(Array(bytes[body]), limit)
            case "PLTE": palette = Array(bytes[body])
            case "tRNS": transparency = Array(bytes[body])
            case "IDAT": packed += bytes[body]
            case "eXIf": orientation = ImageOrientation(exif: bytes[body])
            case "IEND": isComplete = true
            default:
                // A capital letter: the image cannot be shown without knowing what it says.
                guard bytes[position + 4] & 0x20 != 0 else { throw PNG.damaged("unknown chunk \(name)") }
            }
            position = body.upperBound + 4
        }
        guard kind != 3 || !palette.isEmpty && palette.count % 3 == 0 && palette.count <= 768 else {
            throw PNG.damaged("there is no palette")
        }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }

    private static let depths: [Int: [Int]] = [
        0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16],
    ]

    private mutating func readHeader(_ header: [UInt8], _ limit: Int) throws {
        guard header.count == 13 else { throw PNG.damaged("the header has \(header.count) bytes") }
        width = PNGDecoder.number(header[0..<4])
        height = PNGDecoder.number(header[4..<8])
        (depth, kind) = (Int(header[8]), Int(header[9]))
        guard PNGDecoder.depths[kind]?.contains(depth) == true, header[10] == 0, header[11] == 0, header[12] <= 1 else {
            throw PNG.damaged("unknown kind of image")
        }
        isInterlaced = header[12] == 1
        guard width > 0, height > 0, width < 1 << 31, height < 1 << 31 else {
            throw PNG.damaged("\(width) x \(height) is no size")
        }
        guard width <= limit / 16 / height else {
            throw TensorError(.value, "PNG", "\(width) x \(height) pixels take more than \(limit) bytes")
        }
    }

    // MARK: - Pixels

    private var channels: Int { [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][kind] ?? 1 }
    private var bitsPerPixel: Int { channels * depth }

    private func rowSize(_ width: Int) -> Int { (width * bitsPerPixel + 7) / 8 }

    /// The parts in which the pixels come: all of them, or Adam7's seven.
    private var passes: [(x: Int, y: Int, stepX: Int, stepY: Int, width: Int, height: Int)] {
        let steps =
            isInterlaced
            ? [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
            : [(0, 0, 1, 1)]
        return steps.compactMap { x, y, stepX, stepY in
            guard x < width, y < height else { return nil }
            return (x, y, stepX, stepY, (width - x + stepX - 1) / stepX, (height - y + stepY - 1) / stepY)
        }
    }

    /// The pixels.
    func image() throws -> DecodedImage {
        let size = passes.reduce(0) { $0 + $1.height * (1 + rowSize($1.width)) }
        var raw = try Gzip.decompressZlib(packed, limit: size)
        guard raw.count == size else { throw PNG.damaged("pixels are missing") }
        var samples = [Int32](repeating: 0, count: width * height * channels)
        var start = 0
        for pass in passes {
            let length = rowSize(pass.width)
            for row in 0..<pass.height {
                try unfilter(&raw, at: start, length: length, isFirst: row == 0)
                let line = (pass.y + row * pass.stepY) * width + pass.x
                for column in 0..<pass.width {
                    let target = (line + column * pass.stepX) * channels
                    for channel in 0..<channels {
                        samples[target + channel] = sample(raw, start + 1, column * channels + channel)
                    }
                }
                start += 1 + length
            }
        }
        return try colored(samples)
    }

    /// Undoes a row's filter, in place.
    private func unfilter(_ raw: inout [UInt8], at start: Int, length: Int, isFirst: Bool) throws {
        let filter = raw[start]
        guard filter <= 4 else { throw PNG.damaged("unknown filter \(filter)") }
        if filter == 0 { return }
        let step = max(bitsPerPixel / 8, 1)
        raw.withUnsafeMutableBufferPointer { raw in
            for place in start + 1..<start + 1 + length {
                let isInside = place - step > start
                let left = isInside ? raw[place - step] : 0
                let up = isFirst ? 0 : raw[place - length - 1]
                let corner = isInside && !isFirst ? raw[place - length - 1 - step] : 0
                raw[place] &+= PNG.predict(filter, left, up, corner)
            }
        }
    }

    private func sample(_ raw: [UInt8], _ start: Int, _ index: Int) -> Int32 {
        if depth == 8 { return Int32(raw[start + index]) }
        if depth == 16 { return Int32(raw[start + 2 * index]) << 8 | Int32(raw[start + 2 * index + 1]) }
        let bit = index * depth
        return Int32(raw[start + bit / 8]) >> Int32(8 - depth - bit % 8) & (1 << Int32(depth) - 1)
    }

    /// Palette numbers as colours, transparency as alpha, grey of few bits as 8 bits.
    private func colored(_ samples: [Int32]) throws -> DecodedImage {
        var image = DecodedImage(
            width: width, height: height, channels: channels, greatest: depth == 16 ? 65535 : 255, samples: samples)
        if kind == 3 {
            let hasAlpha = !transparency.isEmpty
            image.channels = hasAlpha ? 4 : 3
            image.samples = []
            image.samples.reserveCapacity(samples.count * image.channels)
            for number in samples.map({ Int($0) }) {
                guard number * 3 + 2 < palette.count else { throw PNG.damaged("a pixel is not in the palette") }
                image.samples += palette[number * 3..<number * 3 + 3].map { Int32($0) }
                if hasAlpha { image.samples.append(number < transparency.count ? Int32(transparency[number]) : 255) }
            }
            return image
        }
        let factor: Int32 = depth < 8 ? 255 / (1 << Int32(depth) - 1) : 1
        if factor > 1 { image.samples = samples.map { $0 * factor } }
        guard kind == 0 || kind == 2, transparency.count >= 2 * channels else { return image }
        // One colour that is transparent.
        let clear = (0..<channels).map { Int32(transparency[2 * $0]) << 8 | Int32(transparency[2 * $0 + 1]) }
        let pixels = image.samples
        image.channels = channels + 1
        image.samples = []
        image.samples.reserveCapacity(pixels.count / channels * image.channels)
        for start in stride(from: 0, to: pixels.count, by: channels) {
            image.samples += pixels[start..<start + channels]
            image.samples.append(samples[start..<start + channels].elementsEqual(clear) ? 0 : image.greatest)
        }
        return image
    }
}
