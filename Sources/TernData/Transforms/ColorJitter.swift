import TernCore

extension Transforms {
    /// Brightness, contrast, saturation and hue changed at random, in random order.
    ///
    /// - Source: `torchvision.transforms.v2.ColorJitter`.
    public struct ColorJitter: Transform {
        /// The range of a factor: a number around 1 (around 0 for hues), or the range itself.
        public enum Amount: Sendable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
            /// 1 - value … 1 + value, not below 0; for hues -value … value.
            case around(Double)
            /// That range.
            case range(Double, Double)

            /// A number around 1, or around 0 for hues.
            public init(floatLiteral value: Double) { self = .around(value) }
            /// A number around 1, or around 0 for hues.
            public init(integerLiteral value: Int) { self = .around(Double(value)) }
        }

        /// The ranges of the factors for brightness, contrast, saturation and hue; nil for what stays as it is.
        public let ranges: [ClosedRange<Double>?]

        /// A random change of colours.
        ///
        /// - Parameters:
        ///   - brightness: how much brightness changes. Default not at all; so the others.
        ///   - contrast: how much contrast changes.
        ///   - saturation: how much saturation changes.
        ///   - hue: how much hues change, as part of the colour circle: at most 0.5.
        /// - Throws: `TensorError` for a range that is empty or not allowed.
        public init(
            brightness: Amount? = nil, contrast: Amount? = nil, saturation: Amount? = nil, hue: Amount? = nil
        ) throws {
            ranges = [
                try ColorJitter.range(brightness, "brightness"), try ColorJitter.range(contrast, "contrast"),
                try ColorJitter.range(saturation, "saturation"),
                try ColorJitter.range(hue, "hue", center: 0, bound: -0.5...0.5),
            ]
        }

        private static func range(
            _ amount: Amount?, _ name: String, center: Double = 1, bound: ClosedRange<Double> = 0...(.infinity)
        ) throws -> ClosedRange<Double>? {
            let ends: (low: Double, high: Double)
            switch amount {
            case nil: return nil
            case .around(let value):
                guard value >= 0 else {
                    throw TensorError(
                        .value, "ColorJitter", "If \(name) is a single number, it must be non negative.")
                }
                ends = (center == 1 ? max(1 - value, 0) : -value, center + value)
            case .range(let low, let high): ends = (low, high)
            }
            guard bound.contains(ends.low), bound.contains(ends.high), ends.low <= ends.high else {
                let bounds = center == 1 ? "(0, inf)" : "(-0.5, 0.5)"
                throw TensorError(
                    .value, "ColorJitter",
                    "\(name) values should be between \(bounds) and increasing, but got [\(ends.low), \(ends.high)].")
            }
            return ends == (center, center) ? nil : ends.low...ends.high
        }

        /// The image with other colours.
        public func callAsFunction(_ image: Tensor) throws -> Tensor {
            let order = try Tensor.randperm(4).array(of: Int.self)
            let factors = try ranges.map { try $0.map { try Transforms.draw($0.lowerBound, $0.upperBound) } }
            let changes = [
                Transforms.adjustBrightness, Transforms.adjustContrast, Transforms.adjustSaturation,
                Transforms.adjustHue,
            ]
            return try order.reduce(image) { image, change in
                try factors[change].map { try changes[change](image, $0) } ?? image
            }
        }
    }
}
