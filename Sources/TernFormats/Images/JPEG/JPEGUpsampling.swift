/// Rows of a component's samples, one for each row of the picture and with a sample for each pixel.
///
/// Halved components are interpolated between the nearest two samples in each direction, 3 to 1, as libjpeg's "fancy
/// upsampling" does; others are repeated.
struct JPEGUpsampling {
    private let component: JPEGComponent
    private let horizontal: Int
    private let vertical: Int
    private let isSmooth: Bool
    /// A row of samples, and one of sums of two rows.
    private let output: JPEGBuffer<UInt8>
    private let sums: JPEGBuffer<UInt16>

    /// - Throws: `TensorError` where there is no memory.
    init(_ component: JPEGComponent, in grid: JPEGGrid) throws {
        self.component = component
        horizontal = grid.horizontal / component.header.horizontal
        vertical = grid.vertical / component.header.vertical
        // Rows of one or two samples are too short for libjpeg's interpolation.
        isSmooth = (horizontal == 2 && vertical <= 2 && component.width > 2) || (horizontal == 1 && vertical == 2)
        output = try JPEGBuffer(count: component.stride * horizontal)
        sums = try JPEGBuffer(count: component.width)
    }

    /// A row of the picture. It is overwritten by the next one.
    func row(_ row: Int) -> UnsafePointer<UInt8> {
        let near = line(row / vertical)
        if horizontal == 1, vertical == 1 { return near }
        guard isSmooth else {
            repeatSamples(near)
            return UnsafePointer(output.base)
        }
        let far = vertical == 2 ? line(min(max(row / 2 + (row % 2 == 0 ? -1 : 1), 0), component.height - 1)) : near
        switch (horizontal, vertical) {
        case (2, 1): JPEGUpsampling.widen(near, component.width, to: output.base)
        case (1, _): JPEGUpsampling.mix(near, far, component.width, rounding: row % 2 == 0 ? 1 : 2, to: output.base)
        default:
            JPEGUpsampling.add(near, far, component.width, to: sums.base)
            JPEGUpsampling.widen(sums.base, component.width, to: output.base)
        }
        return UnsafePointer(output.base)
    }

    private func line(_ row: Int) -> UnsafePointer<UInt8> {
        UnsafePointer(component.samples.base + row * component.stride)
    }

    private func repeatSamples(_ input: UnsafePointer<UInt8>) {
        for column in 0..<component.width {
            for place in 0..<horizontal { output.base[column &* horizontal &+ place] = input[column] }
        }
    }

    /// Twice as many samples. The outermost ones stay as they are.
    private static func widen(_ input: UnsafePointer<UInt8>, _ count: Int, to output: UnsafeMutablePointer<UInt8>) {
        @inline(__always) func mixed(_ near: Int, _ far: Int, _ rounding: UInt16) -> UInt8 {
            UInt8(truncatingIfNeeded: (UInt16(input[near]) &* 3 &+ UInt16(input[far]) &+ rounding) &>> 2)
        }
        output[0] = input[0]
        for place in 0..<count &- 1 {
            output[2 &* place &+ 1] = mixed(place, place &+ 1, 2)
            output[2 &* place &+ 2] = mixed(place &+ 1, place, 1)
        }
        output[2 &* count &- 1] = input[count &- 1]
    }

    private static func mix(
        _ near: UnsafePointer<UInt8>, _ far: UnsafePointer<UInt8>, _ count: Int, rounding: UInt16,
        to output: UnsafeMutablePointer<UInt8>
    ) {
        for place in 0..<count {
            output[place] = UInt8(
                truncatingIfNeeded: (UInt16(near[place]) &* 3 &+ UInt16(far[place]) &+ rounding) &>> 2)
        }
    }

    private static func add(
        _ near: UnsafePointer<UInt8>, _ far: UnsafePointer<UInt8>, _ count: Int,
        to output: UnsafeMutablePointer<UInt16>
    ) {
        for place in 0..<count { output[place] = UInt16(near[place]) &* 3 &+ UInt16(far[place]) }
    }

    /// Twice as many samples of sums that are 4 times as large.
    private static func widen(_ input: UnsafePointer<UInt16>, _ count: Int, to output: UnsafeMutablePointer<UInt8>) {
        @inline(__always) func mixed(_ near: Int, _ far: Int, _ rounding: UInt16) -> UInt8 {
            UInt8(truncatingIfNeeded: (input[near] &* 3 &+ input[far] &+ rounding) &>> 4)
        }
        output[0] = mixed(0, 0, 8)
        for place in 0..<count &- 1 {
            output[2 &* place &+ 1] = mixed(place, place &+ 1, 7)
            output[2 &* place &+ 2] = mixed(place &+ 1, place, 8)
        }
        output[2 &* count &- 1] = mixed(count &- 1, count &- 1, 7)
    }
}
