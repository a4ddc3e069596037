/// Compares the gradients of a function with finite differences, element by element.
///
/// For each input x and each result y, dy/dx by `backward` must equal (y(x + eps) - y(x - eps)) / (2 * eps) within
/// `atol + rtol * |numerical|`. Use float64: in float32 the differences have no digits left.
///
/// - Parameters:
///   - inputs: the arguments; those that require a gradient are checked.
///   - eps: the step of the differences. Default 1e-6.
///   - atol: absolute tolerance. Default 1e-5.
///   - rtol: relative tolerance. Default 1e-3.
///   - function: computes the results.
/// - Returns: true; a mismatch throws.
/// - Throws: `TensorError` that shows the worst element, or what the function throws.
/// - Source: `torch.autograd.gradcheck`.
@discardableResult
public func gradCheck(
    _ inputs: [Tensor], eps: Double = 1e-6, atol: Double = 1e-5, rtol: Double = 1e-3,
    _ function: ([Tensor]) throws -> [Tensor]
) throws -> Bool {
    let checked = inputs.indices.filter { inputs[$0].requiresGrad }
    guard !checked.isEmpty else {
        throw TensorError(
            .value, "gradcheck",
            "gradcheck expects at least one input tensor to require gradient, but none of the them have requires_grad=True."
        )
    }
    let outputs = try function(inputs)
    for (outputIndex, output) in outputs.enumerated() where output.dtype.isFloatingPoint {
        let analytical = try jacobians(of: output, inputs, checked)
        for (position, inputIndex) in checked.enumerated() {
            let numerical = try numericalJacobian(inputs, inputIndex, outputIndex, output.count, eps, function)
            try compare(
                analytical[position], numerical, outputIndex: outputIndex, inputIndex: inputIndex, atol: atol,
                rtol: rtol)
        }
    }
    return true
}

/// Checks second derivatives: `gradCheck` of the function's own gradient computation.
///
/// - Parameters: as `gradCheck`. Each result's gradient is a fixed pattern of numbers that is differentiated by, too.
/// - Throws: `TensorError` that shows the worst element, or what the function throws.
/// - Source: `torch.autograd.gradgradcheck`.
@discardableResult
public func gradGradCheck(
    _ inputs: [Tensor], eps: Double = 1e-6, atol: Double = 1e-5, rtol: Double = 1e-3,
    _ function: ([Tensor]) throws -> [Tensor]
) throws -> Bool {
    let outputs = try function(inputs).filter { $0.dtype.isFloatingPoint && $0.requiresGrad }
    let weights = try outputs.map { output in
        let count = Shape.count(output.shape)
        let pattern = (0..<count).map(weight)
        return try Tensor(pattern, shape: output.shape, dtype: output.dtype, requiresGrad: true)
    }
    return try gradCheck(inputs + weights, eps: eps, atol: atol, rtol: rtol) { all in
        let arguments = Array(all.prefix(inputs.count))
        let results = try function(arguments).filter { $0.dtype.isFloatingPoint && $0.requiresGrad }
        let gradients = try grad(
            outputs: results, inputs: arguments.filter(\.requiresGrad),
            gradientOutputs: Array(all.dropFirst(inputs.count)),
            createGraph: true, allowUnused: true)
        return gradients.compactMap { $0 }
    }
}

/// An arbitrary but repeatable weight between 0.1 and 1.1.
private func weight(_ index: Int) -> Double {
    let step: Int = (index * 7 + 3) % 11
    return Double(step) / 11 + 0.1
}

/// d output / d input for each checked input, as rows of one backward pass for each element of the output.
private func jacobians(of output: Tensor, _ inputs: [Tensor], _ checked: [Int]) throws -> [[[Double]]] {
    var rows: [[[Double]]] = checked.map { _ in [] }
    for element in 0..<output.count {
        guard output.requiresGrad else {
            for position in checked.indices {
                rows[position].append(Array(repeating: 0, count: inputs[checked[position]].count))
            }
            continue
        }
        var seed = [Double](repeating: 0, count: output.count)
        seed[element] = 1
        let direction = try Tensor(seed, shape: output.shape, dtype: output.dtype)
        let gradients = try grad(
            outputs: [output], inputs: checked.map { inputs[$0] }, gradientOutputs: [direction], retainGraph: true,
            allowUnused: true)
        for (position, gradient) in gradients.enumerated() {
            let zeros = [Double](repeating: 0, count: inputs[checked[position]].count)
            rows[position].append(try gradient?.array(of: Double.self) ?? zeros)
        }
    }
    return rows
}

/// The same by finite differences: [output element][input element].
private func numericalJacobian(
    _ inputs: [Tensor], _ inputIndex: Int, _ outputIndex: Int, _ outputCount: Int, _ eps: Double,
    _ function: ([Tensor]) throws -> [Tensor]
) throws -> [[Double]] {
    let values: [Double] = try inputs[inputIndex].array()
    func results(with element: Int, shiftedBy shift: Double) throws -> [Double] {
        var shifted = values
        shifted[element] += shift
        var arguments = inputs
        // Second derivatives need gradients inside the function, so the argument still requires one.
        let original = inputs[inputIndex]
        arguments[inputIndex] = try Tensor(shifted, shape: original.shape, dtype: original.dtype, requiresGrad: true)
        let outputs = try function(arguments)
        guard outputs.indices.contains(outputIndex), outputs[outputIndex].count == outputCount else {
            throw TensorError(
                "gradcheck", "the function gives results of other shapes when its input changes by \(shift)")
        }
        return try outputs[outputIndex].array()
    }
    var columns: [[Double]] = []
    for element in values.indices {
        let above = try results(with: element, shiftedBy: eps)
        let below = try results(with: element, shiftedBy: -eps)
        columns.append(above.indices.map { (above[$0] - below[$0]) / (2 * eps) })
    }
    return (0..<outputCount).map { row in columns.map { $0[row] } }
}

private func compare(
    _ analytical: [[Double]], _ numerical: [[Double]], outputIndex: Int, inputIndex: Int, atol: Double, rtol: Double
) throws {
    for (row, (analyticalRow, numericalRow)) in zip(analytical, numerical).enumerated() {
        for (column, (found, expected)) in zip(analyticalRow, numericalRow).enumerated() {
            let isClose = (found - expected).magnitude <= atol + rtol * expected.magnitude
            guard isClose || (found.isNaN && expected.isNaN) else {
                throw TensorError(
                    "gradcheck",
                    "Jacobian mismatch for output \(outputIndex) with respect to input \(inputIndex), at output element \(row), input element \(column): numerical \(expected), analytical \(found)"
                )
            }
        }
    }
}
