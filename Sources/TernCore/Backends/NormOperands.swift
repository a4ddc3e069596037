/// z = (x - mean) * scale + shift for each channel; contiguous float64 vectors.
package struct NormAffine {
    package var mean: Operand
    package var scale: Operand
    package var shift: Operand

    package init(mean: Operand, scale: Operand, shift: Operand) {
        self.mean = mean
        self.scale = scale
        self.shift = shift
    }
}

/// What follows a normalisation in the same pass: y = min(max(z + residual, 0), cap).
package struct NormActivation {
    package var residual: Operand?
    /// Infinite for ReLU.
    package var cap: Double

    package init(residual: Operand?, cap: Double) {
        self.residual = residual
        self.cap = cap
    }
}

/// What the gradient of such an activation, without residual, lets through: dy where 0 < z < cap.
package struct NormGate {
    package var affine: NormAffine
    package var cap: Double

    package init(affine: NormAffine, cap: Double) {
        self.affine = affine
        self.cap = cap
    }
}

/// What evaluation knows of a normalisation: contiguous float32 vectors of its channels.
package struct NormState {
    package var mean: Operand
    package var variance: Operand
    /// Nil for 1.
    package var weight: Operand?
    /// Nil for 0.
    package var bias: Operand?
    package var eps: Double

    package init(mean: Operand, variance: Operand, weight: Operand?, bias: Operand?, eps: Double) {
        self.mean = mean
        self.variance = variance
        self.weight = weight
        self.bias = bias
        self.eps = eps
    }
}
