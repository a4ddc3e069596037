/// What reading images at points asks of a device. All memory is contiguous.
package protocol SamplingBackend {
    /// y[i] = sum over t of weights[t, i] * x[rows[t, i]]: [taps, points] weights and int64 rows, x […, width] -> [points, width].
    func gatherRows(_ taps: RowTaps, _ y: Operand, _ x: Operand, weights: Operand)

    /// dx[rows[t, i]] += weights[t, i] * dy[i].
    func scatterRows(_ taps: RowTaps, _ dx: Operand, _ dy: Operand, weights: Operand)

    /// dweights[t, i] = the scalar product of x[rows[t, i]] and dy[i].
    func rowProducts(_ taps: RowTaps, dweights: Operand, _ x: Operand, _ dy: Operand)
}

/// Which rows weighted sums are made of.
package struct RowTaps {
    /// How many rows each sum has.
    package var taps: Int
    /// How many sums there are.
    package var points: Int
    /// How many elements a row has.
    package var width: Int
    /// float32 or float64.
    package var dtype: DType
    /// [taps, points] of int64, checked.
    package var rows: Operand

    package init(taps: Int, points: Int, width: Int, dtype: DType, rows: Operand) {
        (self.taps, self.points, self.width) = (taps, points, width)
        self.dtype = dtype
        self.rows = rows
    }
}
