import Foundation
import TernCore

extension Init {
    /// Numbers uniform in low ..< high.
    ///
    /// - Parameters:
    ///   - low: lower bound. Default 0.
    ///   - high: upper bound, not included. Default 1.
    ///   - generator: the stream to draw from. Default the process's own.
    /// - Throws: `TensorError` where low > high.
    /// - Source: `torch.nn.init.uniform_`.
    public static func uniform(
        _ tensor: inout Tensor, _ low: Double = 0, _ high: Double = 1, generator: Generator = .default
    ) throws {
        try noGrad { try tensor.fillUniform(low, high, generator: generator) }
    }

    /// Normal numbers.
    ///
    /// - Parameters:
    ///   - mean: their mean. Default 0.
    ///   - std: their standard deviation. Default 1.
    ///   - generator: the stream to draw from. Default the process's own.
    /// - Throws: `TensorError` where std < 0.
    /// - Source: `torch.nn.init.normal_`.
    public static func normal(
        _ tensor: inout Tensor, mean: Double = 0, std: Double = 1, generator: Generator = .default
    ) throws {
        try noGrad { try tensor.fillNormal(mean: mean, std: std, generator: generator) }
    }

    /// Normal numbers from within low ... high: those outside are drawn anew.
    ///
    /// Where less than 30 % of them lie within, uniform numbers are drawn instead, and kept with the probability that
    /// the density gives them. So bounds far outside and far apart take long.
    ///
    /// - Parameters:
    ///   - mean: the normal distribution's mean. Default 0.
    ///   - std: its standard deviation, not 0. Default 1.
    ///   - low: smallest number. Default -2.
    ///   - high: largest number. Default 2.
    ///   - generator: the stream to draw from. Default the process's own.
    /// - Throws: `TensorError` where low > high.
    /// - Source: `torch.nn.init.trunc_normal_`, as of 2.15.
    public static func truncNormal(
        _ tensor: inout Tensor, mean: Double = 0, std: Double = 1, low: Double = -2, high: Double = 2,
        generator: Generator = .default
    ) throws {
        guard std != 0 else { throw TensorError(.value, "truncNormal", "float division by zero", hint: "std is 0") }
        func cumulative(_ x: Double) -> Double { (1 + erf((x - mean) / std / 2.0.squareRoot())) / 2 }
        let inside = cumulative(high) - cumulative(low)
        try noGrad {
            if inside > 0.3 {
                try redrawOutliers(&tensor, mean, std, low, high, generator)
            } else {
                try rejectByDensity(&tensor, mean, std, low, high, generator)
            }
        }
    }

    private static func redrawOutliers(
        _ tensor: inout Tensor, _ mean: Double, _ std: Double, _ low: Double, _ high: Double, _ generator: Generator
    ) throws {
        try tensor.fillNormal(mean: mean, std: std, generator: generator)
        while true {
            let outliers = try (tensor .< low).logicalOr(tensor .> high)
            guard try outliers.any().item(as: Bool.self) else { return }
            var fresh = tensor.detach()
            try fresh.fillNormal(mean: mean, std: std, generator: generator)
            tensor.replaceElements(with: try .where(outliers, fresh, tensor))
        }
    }

    private static func rejectByDensity(
        _ tensor: inout Tensor, _ mean: Double, _ std: Double, _ low: Double, _ high: Double, _ generator: Generator
    ) throws {
        let mode = max(low, min(mean, high))
        let distance = (mode - mean) / std
        let peak = -0.5 * (distance * distance)
        /// Whether each candidate is to be drawn anew: its density is below a uniform number's share of the peak.
        func isRejected(_ candidates: Tensor) throws -> Tensor {
            let density = ((candidates - mean) / std).pow(2) * -0.5 - peak
            var share = candidates.detach()
            try share.fillUniform(generator: generator)
            return try share.log() .> density
        }
        try tensor.fillUniform(low, high, generator: generator)
        var pending = try isRejected(tensor.detach())
        while try pending.any().item(as: Bool.self) {
            var candidates = tensor.detach()
            try candidates.fillUniform(low, high, generator: generator)
            tensor.replaceElements(with: try .where(pending, candidates, tensor))
            pending = try pending.logicalAnd(isRejected(candidates))
        }
    }
}
