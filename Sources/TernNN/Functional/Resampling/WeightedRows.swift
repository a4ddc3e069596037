import TernCore

/// Weighted sums of rows of a table, and the two operations that belong to it. Each is linear in both operands, and the gradients of
/// each are the other two: so they can be differentiated as often as one likes.
struct WeightedRows {
    /// Which rows each sum is made of: [taps, points] of int64, each a row of the table.
    let rows: Tensor
    /// How many rows the table has.
    let count: Int

    /// Table x [count, width], weights [taps, points] -> [points, width].
    func sums(_ x: Tensor, _ weights: Tensor) throws -> Tensor {
        let (source, factors) = (x.detach().contiguous(), weights.detach().contiguous())
        let y = try source.uninitializedLike(shape: [rows.shape[1], x.shape[1]], "grid_sampler")
        y.backend.gatherRows(taps(x.shape[1], x.dtype), y.operand, source.operand, weights: factors.operand)
        return y.recorded("WeightedRowsBackward0", [x, weights]) { dy, _ in
            [x.requiresGrad ? try table(dy, weights) : nil, weights.requiresGrad ? try products(x, dy) : nil]
        }
    }

    /// dy [points, width], weights [taps, points] -> [count, width]: the gradient by the table.
    func table(_ dy: Tensor, _ weights: Tensor) throws -> Tensor {
        let (given, factors) = (dy.detach().contiguous(), weights.detach().contiguous())
        let dx = try given.uninitializedLike(shape: [count, dy.shape[1]], zeroed: true, "grid_sampler")
        dx.backend.scatterRows(taps(dy.shape[1], dy.dtype), dx.operand, given.operand, weights: factors.operand)
        return dx.recorded("WeightedRowsBackward0", [dy, weights]) { ddx, _ in
            [dy.requiresGrad ? try sums(ddx, weights) : nil, weights.requiresGrad ? try products(ddx, dy) : nil]
        }
    }

    /// Table x [count, width], dy [points, width] -> [taps, points]: the gradient by the weights.
    func products(_ x: Tensor, _ dy: Tensor) throws -> Tensor {
        let (source, given) = (x.detach().contiguous(), dy.detach().contiguous())
        let dweights = try source.uninitializedLike(shape: rows.shape, "grid_sampler")
        dweights.backend.rowProducts(
            taps(x.shape[1], x.dtype), dweights: dweights.operand, source.operand, given.operand)
        return dweights.recorded("WeightedRowsBackward0", [x, dy]) { weights, _ in
            [x.requiresGrad ? try table(dy, weights) : nil, dy.requiresGrad ? try sums(x, weights) : nil]
        }
    }

    private func taps(_ width: Int, _ dtype: DType) -> RowTaps {
        RowTaps(taps: rows.shape[0], points: rows.shape[1], width: width, dtype: dtype, rows: rows.operand)
    }
}
