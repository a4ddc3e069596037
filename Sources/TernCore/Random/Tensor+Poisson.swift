import CTernKernels
import Foundation

extension Tensor {
    /// Poisson-distributed counts, each with the rate that stands in this tensor. Its gradient is 0.
    ///
    /// - Parameter generator: the stream to draw from. Default the process's own.
    /// - Returns: a tensor of the same shape and type; with an error if a rate is negative or the type isn't floating.
    /// - Source: `torch.poisson`.
    public func poisson(generator: Generator = .default) -> Tensor {
        Tensor.deferringErrors {
            try validate()
            try dtype.requireFloatingPoint("poisson", kernel: "poisson_cpu")
            let rates = try detach().array(of: Double.self)
            guard rates.allSatisfy({ $0 >= 0 }) else {
                throw TensorError("poisson", "invalid Poisson rate, expected rate to be non-negative")
            }
            let counts = generator.withState { state in rates.map { drawPoisson($0, &state) } }
            let result = try Tensor(counts, shape: shape, dtype: .float64).to(dtype).to(device: device)
            return result.recordedDraw("PoissonBackward0", [self])
        }
    }
}

private func drawUniform(_ state: inout tern_generator) -> Double {
    Double(tern_random64(&state) & (1 << 53 - 1)) * 0x1p-53
}

/// One count, by torch's two methods and with its draws.
private func drawPoisson(_ rate: Double, _ state: inout tern_generator) -> Double {
    if rate == 0 { return 0 }
    return rate < 10 ? drawByProduct(rate, &state) : drawByRejection(rate, &state)
}

/// D. Knuth's method: how many uniform numbers can be multiplied until the product falls to e^-rate.
private func drawByProduct(_ rate: Double, _ state: inout tern_generator) -> Double {
    let limit = exp(-rate)
    var product = drawUniform(&state)
    var count = 0.0
    while product > limit {
        count += 1
        product *= drawUniform(&state)
    }
    return count
}

/// Transformed rejection with squeeze, algorithm PTRS of W. Hoermann, Insurance: Mathematics and Economics 12 (1993).
private func drawByRejection(_ rate: Double, _ state: inout tern_generator) -> Double {
    // An infinite rate has no finite count, and no end to the search for one.
    if !rate.isFinite { return rate }
    let root = rate.squareRoot()
    let b = 0.931 + 2.53 * root
    let a = -0.059 + 0.02483 * b
    let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
    let squeeze = 0.9277 - 3.6224 / (b - 2)
    while true {
        let u = drawUniform(&state) - 0.5
        let v = drawUniform(&state)
        let distance = 0.5 - abs(u)
        let count = ((2 * a / distance + b) * u + rate + 0.43).rounded(.down)
        if distance >= 0.07, v <= squeeze { return count }
        if count < 0 || distance < 0.013 && v > distance { continue }
        let accepted = log(v) + log(inverseAlpha) - log(a / (distance * distance) + b)
        if accepted <= -rate + count * log(rate) - lgamma(count + 1) { return count }
    }
}
