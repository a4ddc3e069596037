extension JPEGFrame {
    /// Makes samples of a progressive image's coefficients, when all scans are read.
    ///
    /// - Throws: `TensorError` where the scans left something out that cannot be guessed.
    func finish() throws {
        guard components.allSatisfy({ $0.knownBits[0] >= 0 }) else { throw JPEG.damaged("a component is missing") }
        guard isProgressive else { return }
        let smoothing = JPEGSmoothing(self)
        for component in components {
            guard let quantization = component.quantization else { continue }
            if let smoothing {
                try smoothing.apply(to: component)
                continue
            }
            for row in 0..<component.blockRows {
                for column in 0..<component.blockColumns {
                    JPEGTransform.inverse(
                        component.coefficients.base + (row &* component.storedColumns &+ column) &* 64,
                        quantization.base,
                        to: component.samples.base + (row &* component.stride &+ column) &* 8,
                        stride: component.stride)
                }
            }
        }
    }
}
