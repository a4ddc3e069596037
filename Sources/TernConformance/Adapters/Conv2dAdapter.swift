import Tern

/// `conv2d`: `F.conv2d` or `Conv2d`.
enum Conv2dAdapter: CaseAdapter {
    static let op = "conv2d"

    static func run(_ run: CaseRun) throws {
        let arguments = run.arguments
        if run.form == "module" {
            let layer = try layer(run)
            try layer.validate()
            try run.load("weight", into: layer.weight)
            try run.load("bias", into: layer.bias)
            run.yield("output", try layer(run.input("input")))
        } else {
            let y = try F.conv2d(
                run.input("input"), run.input("weight"), run.optionalInput("bias"), stride: arguments.size("stride"),
                padding: arguments.padding("padding"), dilation: arguments.size("dilation"),
                groups: arguments.int("groups"))
            run.yield("output", y)
        }
    }

    private static func layer(_ run: CaseRun) throws -> Conv2d {
        let arguments = run.arguments
        return Conv2d(
            try arguments.int("in_channels"), try arguments.int("out_channels"),
            kernelSize: try arguments.size("kernel_size"), stride: try arguments.size("stride"),
            padding: try arguments.padding("padding"), dilation: try arguments.size("dilation"),
            groups: try arguments.int("groups"), bias: try arguments.bool("bias"),
            paddingMode: PaddingMode(rawValue: try arguments.string("padding_mode")),
            dtype: try run.optionalInput("weight")?.dtype ?? run.dtype)
    }
}
