import Tern

extension Operations {
    static let pooling: [String: Operation] = [
        "adaptive_avg_pool1d": { [try F.adaptiveAvgPool1d($0.input, outputSize: $0.size("output_size"))] },
        "adaptive_avg_pool2d": { [try F.adaptiveAvgPool2d($0.input, outputSize: $0.adaptiveSize())] },
        "adaptive_avg_pool3d": { [try F.adaptiveAvgPool3d($0.input, outputSize: $0.adaptiveSize())] },
        "avg_pool1d": { call in
            [
                try F.avgPool1d(
                    call.input, kernelSize: call.size("kernel_size"), stride: call.optionalSize("stride"),
                    padding: call.optionalSize("padding") ?? .all(0), ceilMode: call.flag("ceil_mode"),
                    countIncludePad: call.flag("count_include_pad", default: true))
            ]
        },
        "avg_pool2d": { call in
            [
                try F.avgPool2d(
                    call.input, kernelSize: call.size("kernel_size"), stride: call.optionalSize("stride"),
                    padding: call.optionalSize("padding") ?? .all(0), ceilMode: call.flag("ceil_mode"),
                    countIncludePad: call.flag("count_include_pad", default: true),
                    divisorOverride: call.optionalInt("divisor_override"))
            ]
        },
        "avg_pool3d": { call in
            [
                try F.avgPool3d(
                    call.input, kernelSize: call.size("kernel_size"), stride: call.optionalSize("stride"),
                    padding: call.optionalSize("padding") ?? .all(0), ceilMode: call.flag("ceil_mode"),
                    countIncludePad: call.flag("count_include_pad", default: true),
                    divisorOverride: call.optionalInt("divisor_override"))
            ]
        },
    ]
}

extension Call {
    /// A number, or a list of them.
    func size(_ name: String) throws -> Size {
        guard let size = optionalSize(name) else { throw FixtureError("there is no \(name)") }
        return size
    }

    func optionalSize(_ name: String) -> Size? {
        argument(name).flatMap { $0.int.map(Size.all) ?? $0.ints.map(Size.each) }
    }
}

extension Call {
    /// `output_size`: a number, or a list with null for the input's size.
    func adaptiveSize() throws -> AdaptiveSize {
        if let value = optionalInt("output_size") { return .all(value) }
        guard let list = argument("output_size")?.array else { throw FixtureError("there is no output_size") }
        return .each(list.map { $0.isNull ? nil : $0.int })
    }
}
