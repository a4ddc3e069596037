import Tern

/// `max_pool2d`: `F.maxPool2d` or `MaxPool2d`, with or without indices.
enum MaxPool2dAdapter: CaseAdapter {
    static let op = "max_pool2d"

    static func run(_ run: CaseRun) throws {
        let x = try run.input("input")
        if try run.arguments.bool("return_indices") {
            let (output, indices) =
                run.form == "module" ? try layer(run).forwardWithIndices(x) : try withIndices(x, run)
            run.yield("output", output)
            run.yield("indices", indices)
        } else {
            run.yield("output", run.form == "module" ? try layer(run)(x) : try withoutIndices(x, run))
        }
    }

    private static func layer(_ run: CaseRun) throws -> MaxPool2d {
        let arguments = run.arguments
        return MaxPool2d(
            kernelSize: try arguments.size("kernel_size"), stride: try arguments.optionalSize("stride"),
            padding: try arguments.size("padding"), dilation: try arguments.size("dilation"),
            ceilMode: try arguments.bool("ceil_mode"))
    }

    private static func withIndices(_ x: Tensor, _ run: CaseRun) throws -> (Tensor, Tensor) {
        let arguments = run.arguments
        return try F.maxPool2dWithIndices(
            x, kernelSize: arguments.size("kernel_size"), stride: arguments.optionalSize("stride"),
            padding: arguments.size("padding"), dilation: arguments.size("dilation"),
            ceilMode: arguments.bool("ceil_mode"))
    }

    private static func withoutIndices(_ x: Tensor, _ run: CaseRun) throws -> Tensor {
        let arguments = run.arguments
        return try F.maxPool2d(
            x, kernelSize: arguments.size("kernel_size"), stride: arguments.optionalSize("stride"),
            padding: arguments.size("padding"), dilation: arguments.size("dilation"),
            ceilMode: arguments.bool("ceil_mode"))
    }
}
