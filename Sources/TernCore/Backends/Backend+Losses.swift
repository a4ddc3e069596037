import CTernKernels

/// What losses ask of a device.
package protocol LossBackend {
    /// The first of `rows` contiguous int64 targets that is neither one of the classes nor `ignored`; nil if there is none.
    func classOutOfBounds(_ target: Operand, rows: Int, classes: Int, ignored: Int) -> Int?

    /// Each row's loss (float32), and the logarithm of its sum of exponentials (float64), of contiguous float32 rows. False, with
    /// nothing done, where there is no kernel for it.
    func crossEntropy(_ size: CrossEntropySize, _ loss: Operand, logSums: Operand, _ x: Operand) -> Bool

    /// dx = scale * d loss / d x, one scale (float32) for each row, or one for all with the stride 0.
    func crossEntropyBackward(_ size: CrossEntropySize, _ dx: Operand, _ x: Operand, logSums: Operand, scale: Operand)
}

/// One cross-entropy of rows of logits against classes.
package struct CrossEntropySize {
    package var rows: Int
    package var classes: Int
    /// The target that makes a row count for nothing.
    package var ignored: Int
    /// The share of the uniform distribution in the target.
    package var smoothing: Double
    /// One for each class, contiguous float32; nil is 1.
    package var weight: Operand?
    /// One class for each row, contiguous int64, checked.
    package var target: Operand

    package init(rows: Int, classes: Int, ignored: Int, smoothing: Double, weight: Operand?, target: Operand) {
        self.rows = rows
        self.classes = classes
        self.ignored = ignored
        self.smoothing = smoothing
        self.weight = weight
        self.target = target
    }
}
