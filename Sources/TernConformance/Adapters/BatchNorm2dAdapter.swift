import Tern

/// `batch_norm2d`: `F.batchNorm`, or several steps of one `BatchNorm2d`.
enum BatchNorm2dAdapter: CaseAdapter {
    static let op = "batch_norm2d"

    static func run(_ run: CaseRun) throws {
        guard run.form == "module" else { return try BatchNormAdapter.run(run) }
        let layer = try layer(run)
        try layer.validate()
        try run.load("weight", into: layer.weight)
        try run.load("bias", into: layer.bias)
        try run.load("running_mean", into: layer.runningMean)
        try run.load("running_var", into: layer.runningVar)
        try run.load("num_batches_tracked", into: layer.numBatchesTracked)
        for (step, mode) in try run.arguments.strings("steps").enumerated() {
            layer.train(mode == "train")
            run.yield("output_\(step)", try layer(run.input("input_\(step)")))
            try run.backward()
        }
        run.yield("running_mean_after", layer.runningMean?.tensor)
        run.yield("running_var_after", layer.runningVar?.tensor)
        run.yield("num_batches_tracked_after", layer.numBatchesTracked?.tensor)
    }

    private static func layer(_ run: CaseRun) throws -> BatchNorm2d {
        let arguments = run.arguments
        let state = try run.optionalInput("weight") ?? run.optionalInput("running_mean")
        return BatchNorm2d(
            try arguments.int("num_features"), eps: try arguments.double("eps"),
            momentum: try arguments.optionalDouble("momentum"), affine: try arguments.bool("affine"),
            trackRunningStats: try arguments.bool("track_running_stats"), dtype: state?.dtype ?? run.dtype,
            bias: try arguments.bool("bias"))
    }
}
