import Tern

extension LayerTable {
    static let pools: [String: LayerMaker] = [
        "AdaptiveAvgPool1d": LayerMaker { AdaptiveAvgPool1d(outputSize: $0.adaptiveSize) },
        "AdaptiveAvgPool2d": LayerMaker { AdaptiveAvgPool2d(outputSize: $0.adaptiveSize) },
        "AdaptiveAvgPool3d": LayerMaker { AdaptiveAvgPool3d(outputSize: $0.adaptiveSize) },
        "AvgPool2d": LayerMaker {
            AvgPool2d(
                kernelSize: $0.size("kernel_size"), stride: $0.optionalSize("stride"), padding: $0.size("padding"),
                ceilMode: $0.flag("ceil_mode"), countIncludePad: $0.flag("count_include_pad", true),
                divisorOverride: $0.optionalInt("divisor_override"))
        },
        "AvgPool3d": LayerMaker {
            AvgPool3d(
                kernelSize: $0.size("kernel_size"), stride: $0.optionalSize("stride"), padding: $0.size("padding"),
                ceilMode: $0.flag("ceil_mode"), countIncludePad: $0.flag("count_include_pad", true),
                divisorOverride: $0.optionalInt("divisor_override"))
        },
        "AvgPool1d": LayerMaker {
            AvgPool1d(
                kernelSize: $0.size("kernel_size"), stride: $0.optionalSize("stride"), padding: $0.size("padding"),
                ceilMode: $0.flag("ceil_mode"), countIncludePad: $0.flag("count_include_pad", true))
        },
    ]
}

extension LayerArguments {
    /// `output_size`: a number, or a list with null for the input's size.
    var adaptiveSize: AdaptiveSize {
        sizes("output_size").map { .each($0) } ?? .all(int("output_size"))
    }
}
