/// What the components of an image are.
enum JPEGColorSpace {
    case gray
    case rgb
    /// Luma and two differences of colours.
    case ycc
    case cmyk
    /// The same of the inverted inks, and black.
    case ycck
}

/// The way from an image's components to the channels of the result.
struct JPEGColorConversion {
    private let space: JPEGColorSpace
    private let mode: ImageReadMode
    /// How many channels come out.
    let channels: Int

    init(_ space: JPEGColorSpace, _ mode: ImageReadMode) {
        self.space = space
        self.mode = mode
        switch mode {
        case .gray: channels = 1
        case .rgb: channels = 3
        default: channels = space == .gray ? 1 : space == .cmyk || space == .ycck ? 4 : 3
        }
    }

    /// Writes the pixels, channel by channel.
    func convert(_ frame: JPEGFrame, to target: UnsafeMutablePointer<UInt8>) throws {
        let (width, size) = (frame.width, frame.width * frame.height)
        let isLumaEnough = mode == .gray && space == .ycc
        let components = isLumaEnough ? Array(frame.components.prefix(1)) : frame.components
        let sources = try components.map { try JPEGUpsampling($0, in: frame.grid) }
        let inks = try JPEGBuffer<UInt8>(count: space == .ycck ? 3 * width : 0)
        for row in 0..<frame.height {
            let inputs = sources.map { $0.row(row) }
            let output = target + row * width
            switch (space, mode) {
            case (.gray, _), (.ycc, .gray):
                for channel in 0..<channels { (output + channel * size).update(from: inputs[0], count: width) }
            case (.rgb, .gray):
                JPEGColorConversion.luma(inputs[0], inputs[1], inputs[2], width, to: output)
            case (.rgb, _):
                for channel in 0..<3 { (output + channel * size).update(from: inputs[channel], count: width) }
            case (.ycc, _):
                JPEGColorConversion.colors(inputs[0], inputs[1], inputs[2], width, to: output, size)
            case (.cmyk, _): convertInks(inputs[0], inputs[1], inputs[2], inputs[3], width, to: output, size)
            case (.ycck, _):
                JPEGColorConversion.colors(inputs[0], inputs[1], inputs[2], width, to: inks.base, width)
                for place in 0..<3 * width { inks.base[place] = 255 &- inks.base[place] }
                convertInks(
                    inks.base, inks.base + width, inks.base + 2 * width, inputs[3], width, to: output, size)
            }
        }
    }

    /// Red, green and blue, `size` apart, of a row. The constants are 1.402, 0.34414, 0.71414 and 1.772 in 65536ths, less or
    /// plus a whole number that makes them fit in 16 bits.
    private static func colors(
        _ y: UnsafePointer<UInt8>, _ cb: UnsafePointer<UInt8>, _ cr: UnsafePointer<UInt8>, _ count: Int,
        to output: UnsafeMutablePointer<UInt8>, _ size: Int
    ) {
        let (red, green, blue) = (output, output + size, output + 2 * size)
        for place in 0..<count {
            let (luma, b, r) = (Int32(y[place]), Int32(cb[place]) &- 128, Int32(cr[place]) &- 128)
            red[place] = byte(luma &+ r &+ (r &* 26345 &+ 32768) &>> 16)
            green[place] = byte(luma &- r &+ (b &* -22554 &+ r &* 18734 &+ 32768) &>> 16)
            blue[place] = byte(luma &+ b &+ b &+ (b &* -14942 &+ 32768) &>> 16)
        }
    }

    @inline(__always)
    private static func byte(_ value: Int32) -> UInt8 { UInt8(truncatingIfNeeded: max(0, min(255, value))) }

    /// 0.299, 0.587 and 0.114 in 65536ths.
    private static func luma(
        _ r: UnsafePointer<UInt8>, _ g: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ count: Int,
        to output: UnsafeMutablePointer<UInt8>
    ) {
        for place in 0..<count { output[place] = luma(r[place], g[place], b[place]) }
    }

    @inline(__always)
    private static func luma(_ r: UInt8, _ g: UInt8, _ b: UInt8) -> UInt8 {
        let sum = Int32(r) &* 19595 &+ Int32(g) &* 38470 &+ Int32(b) &* 7471
        return UInt8(truncatingIfNeeded: (sum &+ 32768) &>> 16)
    }

    /// Inks as they are, or the colours that they make. As all of Adobe's, they are stored inverted: 255 is no ink.
    private func convertInks(
        _ c: UnsafePointer<UInt8>, _ m: UnsafePointer<UInt8>, _ y: UnsafePointer<UInt8>, _ k: UnsafePointer<UInt8>,
        _ count: Int, to output: UnsafeMutablePointer<UInt8>, _ size: Int
    ) {
        guard mode == .gray || mode == .rgb else {
            for (channel, input) in [c, m, y, k].enumerated() {
                (output + channel * size).update(from: input, count: count)
            }
            return
        }
        for place in 0..<count {
            let (r, g, b) = (mixed(c[place], k[place]), mixed(m[place], k[place]), mixed(y[place], k[place]))
            if mode == .rgb {
                (output[place], output[size + place], output[2 * size + place]) = (r, g, b)
            } else {
                output[place] = JPEGColorConversion.luma(r, g, b)
            }
        }
    }

    /// What is left of the light after an ink and black.
    @inline(__always)
    private func mixed(_ ink: UInt8, _ black: UInt8) -> UInt8 {
        let product = Int(black) * (255 - Int(ink)) + 128
        return UInt8(max(0, Int(black) - (product >> 8 + product) >> 8))
    }
}
