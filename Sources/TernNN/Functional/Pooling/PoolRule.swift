import TernCore

/// How the windows of a pooling follow each other along one dimension.
struct PoolRule: Sendable {
    enum Kind: Sendable {
        /// Windows that share the input as evenly as whole positions allow.
        case adaptive
        /// Windows of one size at one distance, their taps `dilation` apart; a padding counts as positions of the windows, or
        /// does not.
        case sliding(kernel: Int, stride: Int, padding: Int, dilation: Int = 1, countsPadding: Bool = false)
    }

    let input: Int
    let output: Int
    let kind: Kind

    /// The distance between the positions of a window that count.
    var step: Int {
        if case .sliding(_, _, _, let dilation, _) = kind { dilation } else { 1 }
    }

    /// The table of windows. Only for results that exist: it takes memory for every window.
    var axis: PoolAxis {
        switch kind {
        case .adaptive:
            let begins = (0..<output).map { $0 * input / output }
            let ends = (0..<output).map { (($0 + 1) * input + output - 1) / output }
            return PoolAxis(input: input, begins: begins, ends: ends, shares: zip(begins, ends).map { $1 - $0 })
        case .sliding(let kernel, let stride, let padding, let dilation, let countsPadding):
            let starts = (0..<output).map { $0 * stride - padding }
            // The first tap that is not before the input.
            let begins = starts.map { $0 < 0 ? $0 + (dilation - 1 - $0) / dilation * dilation : $0 }
            let ends = starts.map { Swift.min($0 + (kernel - 1) * dilation + 1, input) }
            let shares =
                countsPadding
                ? starts.map { Swift.min($0 + kernel, input + padding) - $0 } : zip(begins, ends).map { $1 - $0 }
            return PoolAxis(input: input, begins: begins, ends: ends, shares: shares)
        }
    }
}
