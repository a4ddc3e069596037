import Tern

/// `batch_norm`: `F.batchNorm` on inputs of any rank.
enum BatchNormAdapter: CaseAdapter {
    static let op = "batch_norm"

    static func run(_ run: CaseRun) throws {
        let arguments = run.arguments
        let mean = try run.optionalInput("running_mean").map { Buffer($0) }
        let variance = try run.optionalInput("running_var").map { Buffer($0) }
        let y = try F.batchNorm(
            run.input("input"), runningMean: mean, runningVar: variance, weight: run.optionalInput("weight"),
            bias: run.optionalInput("bias"), training: arguments.bool("training"),
            momentum: arguments.double("momentum"), eps: arguments.double("eps"))
        run.yield("output", y)
        run.yield("running_mean_after", mean?.tensor)
        run.yield("running_var_after", variance?.tensor)
    }
}
