/// The inverse discrete cosine transform of a block, in libjpeg's accurate integers (Loeffler, Ligtenberg and Moschytz).
///
/// Numbers are scaled by 2^13 in a pass, and by 2^2 between the passes, where they have 16 bits.
enum JPEGTransform {
    private typealias Row = SIMD8<Int16>
    private typealias Wide = SIMD8<Int32>

    /// Writes a block's samples.
    ///
    /// - Parameters:
    ///   - block: coefficients in natural order.
    ///   - quantization: what each is multiplied by.
    ///   - target: the place of the first sample.
    static func inverse(
        _ block: UnsafePointer<Int16>, _ quantization: UnsafePointer<Int16>, to target: UnsafeMutablePointer<UInt8>,
        stride: Int
    ) {
        @inline(__always) func row(_ number: Int) -> Row {
            let (values, factors) = (
                UnsafeRawPointer(block + 8 &* number), UnsafeRawPointer(quantization + 8 &* number)
            )
            return values.loadUnaligned(as: Row.self) &* factors.loadUnaligned(as: Row.self)
        }
        var rows = (row(0), row(1), row(2), row(3), row(4), row(5), row(6), row(7))
        pass(&rows, shift: 11)
        transpose(&rows)
        pass(&rows, shift: 18)
        transpose(&rows)
        store(rows.0, target)
        store(rows.1, target + stride)
        store(rows.2, target + 2 &* stride)
        store(rows.3, target + 3 &* stride)
        store(rows.4, target + 4 &* stride)
        store(rows.5, target + 5 &* stride)
        store(rows.6, target + 6 &* stride)
        store(rows.7, target + 7 &* stride)
    }

    /// Writes the samples of a block that has only a DC coefficient.
    @inline(__always)
    static func fill(_ target: UnsafeMutablePointer<UInt8>, stride: Int, dc: Int16) {
        let value = max(-128, min(127, (Int32(dc &<< 2) &+ 16) &>> 5)) &+ 128
        let samples = UInt64(truncatingIfNeeded: value) &* 0x0101_0101_0101_0101
        for row in 0..<8 {
            UnsafeMutableRawPointer(target + row &* stride).storeBytes(of: samples, as: UInt64.self)
        }
    }

    private typealias Rows = (Row, Row, Row, Row, Row, Row, Row, Row)

    @inline(__always)
    private static func store(_ row: Row, _ target: UnsafeMutablePointer<UInt8>) {
        let samples = SIMD8<UInt8>(
            truncatingIfNeeded: row.clamped(lowerBound: Row(repeating: -128), upperBound: Row(repeating: 127)) &+ 128)
        UnsafeMutableRawPointer(target).storeBytes(of: samples, as: SIMD8<UInt8>.self)
    }

    /// The transform of eight columns at once: `c`'s rows are their coefficients, and become their samples.
    ///
    /// Sums wrap and results saturate at 16 bits where libjpeg-turbo's vector code does; only damaged files go so far.
    @inline(__always)
    private static func pass(_ c: inout Rows, shift: Int32) {
        @inline(__always) func product(_ row: Row, _ factor: Int32) -> Wide {
            Wide(truncatingIfNeeded: row) &* Wide(repeating: factor)
        }
        let rounding = Wide(repeating: 1 &<< (shift &- 1))
        let shifts = Wide(repeating: shift)
        @inline(__always) func scaled(_ sum: Wide) -> Row {
            Row(
                truncatingIfNeeded: ((sum &+ rounding) &>> shifts).clamped(
                    lowerBound: Wide(repeating: -32768), upperBound: Wide(repeating: 32767)))
        }
        let sum = product(c.0 &+ c.4, 1 << 13)
        let difference = product(c.0 &- c.4, 1 << 13)
        let high = product(c.2, 10703) &+ product(c.6, 4433)
        let low = product(c.2, 4433) &+ product(c.6, -10704)
        let (e0, e1, e2, e3) = (sum &+ high, difference &+ low, difference &- low, sum &- high)
        let (z3, z4) = (c.7 &+ c.3, c.5 &+ c.1)
        let odd = product(z3, -6436) &+ product(z4, 9633)
        let even = product(z3, 9633) &+ product(z4, 6437)
        let o0 = product(c.1, 4926) &+ product(c.7, -7373) &+ even
        let o1 = product(c.3, 4177) &+ product(c.5, -20995) &+ odd
        let o2 = product(c.5, -4176) &+ product(c.3, -20995) &+ even
        let o3 = product(c.7, -4927) &+ product(c.1, -7373) &+ odd
        c = (
            scaled(e0 &+ o0), scaled(e1 &+ o1), scaled(e2 &+ o2), scaled(e3 &+ o3), scaled(e3 &- o3), scaled(e2 &- o2),
            scaled(e1 &- o1), scaled(e0 &- o0)
        )
    }

    /// Rows become columns.
    @inline(__always)
    private static func transpose(_ r: inout Rows) {
        // Three times, the rows of the upper half are interleaved with those of the lower half.
        for _ in 0..<3 {
            r = (
                low(r.0, r.4), high(r.0, r.4), low(r.1, r.5), high(r.1, r.5), low(r.2, r.6), high(r.2, r.6),
                low(r.3, r.7), high(r.3, r.7)
            )
        }
    }

    @inline(__always)
    private static func low(_ a: Row, _ b: Row) -> Row { Row(a[0], b[0], a[1], b[1], a[2], b[2], a[3], b[3]) }

    @inline(__always)
    private static func high(_ a: Row, _ b: Row) -> Row { Row(a[4], b[4], a[5], b[5], a[6], b[6], a[7], b[7]) }
}
