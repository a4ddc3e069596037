import Tern

/// What differs between a result and PyTorch's, as a sentence; nil if nothing does.
///
/// Shape and element type must be equal, and so must integers and bools. Floating-point numbers may differ by
/// `atol + rtol * |expected|`; NaN equals NaN, and infinities need the same sign.
func difference(_ found: Tensor, _ expected: Tensor, _ tolerance: Tolerance) throws -> String? {
    try found.validate()
    guard found.dtype == expected.dtype, found.shape == expected.shape else {
        return "is \(found.dtype) \(found.shape), expected \(expected.dtype) \(expected.shape)"
    }
    let worst: Worst?
    if expected.dtype.isFloatingPoint {
        worst = try worstElement(found.array(), expected.array(), tolerance)
    } else {
        worst = try worstElement(found.array(of: Int64.self), expected.array())
    }
    return worst.map {
        "\($0.count) of \(found.count) elements differ, most at \(position($0.index, in: found.shape)): \($0.text)"
    }
}

private struct Worst {
    var index: Int
    var count: Int
    var text: String
}

private func worstElement(_ found: [Double], _ expected: [Double], _ tolerance: Tolerance) -> Worst? {
    var worst: (index: Int, excess: Double)?
    var count = 0
    for (index, (x, y)) in zip(found, expected).enumerated() {
        if x == y || (x.isNaN && y.isNaN) { continue }
        let distance = (x - y).magnitude
        let allowed = tolerance.atol + tolerance.rtol * y.magnitude
        // A NaN or infinity on one side only is as wrong as it gets.
        let excess = distance.isFinite && y.isFinite ? distance / allowed : .infinity
        guard excess > 1 else { continue }
        count += 1
        if excess > worst?.excess ?? 0 { worst = (index, excess) }
    }
    return worst.map {
        Worst(index: $0.index, count: count, text: "\(found[$0.index]), expected \(expected[$0.index])")
    }
}

private func worstElement(_ found: [Int64], _ expected: [Int64]) -> Worst? {
    let wrong = found.indices.filter { found[$0] != expected[$0] }
    guard let first = wrong.first else { return nil }
    return Worst(index: first, count: wrong.count, text: "\(found[first]), expected \(expected[first])")
}

/// A position in memory order as indices.
private func position(_ index: Int, in shape: [Int]) -> [Int] {
    var rest = index
    return shape.reversed().map { extent in
        defer { rest /= extent }
        return rest % extent
    }.reversed()
}
