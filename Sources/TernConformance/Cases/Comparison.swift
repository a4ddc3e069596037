import Tern

/// How far a number may be from the expected one: |got - want| <= absolute + relative * |want|.
package struct Tolerance {
    package var relative: Double
    package var absolute: Double

    package init(relative: Double, absolute: Double) {
        self.relative = relative
        self.absolute = absolute
    }

    package static let exact = Tolerance(relative: 0, absolute: 0)

    func allowed(_ want: Double) -> Double { absolute + relative * abs(want) }
}

/// How two tensors compare: NaN equals NaN, infinities must match in sign, integers must be equal.
package struct Comparison {
    /// The tensor's name.
    package let name: String
    package let count: Int
    /// How many elements are too far off.
    package private(set) var mismatches = 0
    /// What differs besides the elements: the type or the shape.
    package private(set) var difference: String?
    /// The element that is furthest off, measured in what is allowed.
    package private(set) var worst: Element?

    /// A pair of elements.
    package struct Element {
        package var index: [Int]
        package var want: String
        package var got: String
        var difference: Double
        var allowed: Double
        /// The difference as a part of what is allowed; above 1 for a mismatch.
        var share: Double
    }

    package var isEqual: Bool { difference == nil && mismatches == 0 }

    package init(_ name: String, want: Tensor, got: Tensor, _ tolerance: Tolerance) throws {
        try got.validate()
        self.name = name
        count = want.count
        guard got.shape == want.shape else {
            difference = "the shape is \(got.shape), expected \(want.shape)"
            return
        }
        guard got.dtype == want.dtype else {
            difference = "the type is \(got.dtype), expected \(want.dtype)"
            return
        }
        if want.dtype.isFloatingPoint {
            try compareReals(want, got, tolerance)
        } else {
            try compareIntegers(want, got)
        }
    }

    private mutating func compareReals(_ want: Tensor, _ got: Tensor, _ tolerance: Tolerance) throws {
        let (wanted, gotten) = (try want.array(of: Double.self), try got.array(of: Double.self))
        let isExact = tolerance.relative == 0 && tolerance.absolute == 0
        for (position, (w, g)) in zip(wanted, gotten).enumerated() {
            // Without tolerance the bits count: 0 is not -0.
            if isExact ? w.bitPattern == g.bitPattern : w == g { continue }
            if w.isNaN, g.isNaN { continue }
            let (difference, allowed) = (abs(g - w), tolerance.allowed(w))
            let isComparable = difference.isFinite && allowed > 0
            let share = isComparable ? difference / allowed : .infinity
            note(position, want.shape, "\(w)", "\(g)", difference, allowed, share)
        }
    }

    private mutating func compareIntegers(_ want: Tensor, _ got: Tensor) throws {
        let (wanted, gotten) = (try want.array(of: Int.self), try got.array(of: Int.self))
        for (position, (w, g)) in zip(wanted, gotten).enumerated() where w != g {
            note(position, want.shape, "\(w)", "\(g)", abs(Double(g) - Double(w)), 0, .infinity)
        }
    }

    private mutating func note(
        _ position: Int, _ shape: [Int], _ want: String, _ got: String, _ difference: Double, _ allowed: Double,
        _ share: Double
    ) {
        if share > 1 { mismatches += 1 }
        // Of elements without any measure the one with the largest difference counts.
        if let worst, (worst.share, worst.difference) >= (share, difference) { return }
        worst = Element(
            index: Comparison.index(position, in: shape), want: want, got: got, difference: difference,
            allowed: allowed, share: share)
    }

    /// The index of the element at a row-major position.
    private static func index(_ position: Int, in shape: [Int]) -> [Int] {
        var rest = position
        let reversed = shape.reversed().map { size -> Int in
            defer { rest /= max(size, 1) }
            return rest % max(size, 1)
        }
        return reversed.reversed()
    }
}

extension Comparison: CustomStringConvertible {
    /// Where and how the tensors differ.
    package var description: String {
        if let difference { return "\(name): \(difference)" }
        guard let worst else { return "\(name): equal" }
        var lines = [
            "\(name): \(mismatches) of \(count) elements differ; the worst is at \(worst.index)",
            "  expected    \(worst.want)",
            "  got         \(worst.got)",
        ]
        if worst.difference.isFinite { lines.append("  difference  \(worst.difference), allowed \(worst.allowed)") }
        return lines.joined(separator: "\n")
    }
}
