import Tern
import TernFormats

/// Makes the Swift twin of an optimizer by torch's name and arguments.
package struct OptimizerTable {
    private let arguments: JSON

    /// - Throws: `TensorError` if an argument is out of range, `FixtureError` if there is no such optimizer.
    package static func make(_ name: String, _ arguments: JSON, _ groups: [ParameterGroup]) throws -> Optimizer {
        try OptimizerTable(arguments: arguments).make(name, groups)
    }

    private func make(_ name: String, _ groups: [ParameterGroup]) throws -> Optimizer {
        switch name {
        case "SGD":
            return try SGD(
                groups, lr: number("lr", 1e-3), momentum: number("momentum", 0), dampening: number("dampening", 0),
                weightDecay: number("weight_decay", 0), nesterov: flag("nesterov"), maximize: flag("maximize"))
        case "Adam":
            return try Adam(
                groups, lr: number("lr", 1e-3), betas: pair("betas", (0.9, 0.999)), eps: double("eps", 1e-8),
                weightDecay: number("weight_decay", 0), amsgrad: flag("amsgrad"), maximize: flag("maximize"),
                decoupledWeightDecay: flag("decoupled_weight_decay"))
        case "AdamW":
            return try AdamW(
                groups, lr: number("lr", 1e-3), betas: pair("betas", (0.9, 0.999)), eps: double("eps", 1e-8),
                weightDecay: number("weight_decay", 1e-2), amsgrad: flag("amsgrad"), maximize: flag("maximize"))
        case "Adamax":
            return try Adamax(
                groups, lr: number("lr", 2e-3), betas: pair("betas", (0.9, 0.999)), eps: double("eps", 1e-8),
                weightDecay: number("weight_decay", 0), maximize: flag("maximize"))
        case "NAdam":
            return try NAdam(
                groups, lr: number("lr", 2e-3), betas: pair("betas", (0.9, 0.999)), eps: double("eps", 1e-8),
                weightDecay: number("weight_decay", 0), momentumDecay: double("momentum_decay", 4e-3),
                decoupledWeightDecay: flag("decoupled_weight_decay"), maximize: flag("maximize"))
        case "RAdam":
            return try RAdam(
                groups, lr: number("lr", 1e-3), betas: pair("betas", (0.9, 0.999)), eps: double("eps", 1e-8),
                weightDecay: number("weight_decay", 0), decoupledWeightDecay: flag("decoupled_weight_decay"),
                maximize: flag("maximize"))
        default: return try makeWithoutAverage(name, groups)
        }
    }

    private func makeWithoutAverage(_ name: String, _ groups: [ParameterGroup]) throws -> Optimizer {
        switch name {
        case "RMSprop":
            return try RMSprop(
                groups, lr: number("lr", 1e-2), alpha: double("alpha", 0.99), eps: double("eps", 1e-8),
                weightDecay: number("weight_decay", 0), momentum: number("momentum", 0), centered: flag("centered"),
                maximize: flag("maximize"))
        case "Adagrad":
            return try Adagrad(
                groups, lr: number("lr", 1e-2), lrDecay: number("lr_decay", 0), weightDecay: number("weight_decay", 0),
                initialAccumulatorValue: number("initial_accumulator_value", 0), eps: double("eps", 1e-10),
                maximize: flag("maximize"))
        case "Adadelta":
            return try Adadelta(
                groups, lr: number("lr", 1.0), rho: double("rho", 0.9), eps: double("eps", 1e-6),
                weightDecay: number("weight_decay", 0), maximize: flag("maximize"))
        case "ASGD":
            return try ASGD(
                groups, lr: number("lr", 1e-2), lambd: double("lambd", 1e-4), alpha: double("alpha", 0.75),
                t0: number("t0", 1e6), weightDecay: number("weight_decay", 0), maximize: flag("maximize"))
        case "Rprop":
            let sizes = arguments["step_sizes"]?.array?.compactMap(\.double) ?? []
            return try Rprop(
                groups, lr: number("lr", 1e-2), etas: pair("etas", (0.5, 1.2)),
                stepSizes: sizes.isEmpty ? (1e-6, 50) : (sizes[0], sizes[1]), maximize: flag("maximize"))
        case "LBFGS":
            return try LBFGS(
                groups, lr: number("lr", 1), maxIter: arguments["max_iter"]?.int ?? 20,
                maxEval: arguments["max_eval"]?.int, toleranceGrad: double("tolerance_grad", 1e-7),
                toleranceChange: double("tolerance_change", 1e-9), historySize: arguments["history_size"]?.int ?? 100,
                lineSearch: arguments["line_search_fn"]?.string.flatMap(LBFGS.LineSearch.init),
                maximize: flag("maximize"))
        default: throw FixtureError("the optimizer \(name) has no Swift twin")
        }
    }

    /// An argument as it is written: an integer is one.
    private func number(_ name: String, _ standard: any ScalarConvertible) -> Scalar {
        guard let value = arguments[name] else { return standard.scalar }
        return value.int.map { .int(Int64($0)) } ?? value.double.map { .double($0) } ?? standard.scalar
    }

    private func double(_ name: String, _ standard: Double) -> Double { arguments[name]?.double ?? standard }

    private func flag(_ name: String) -> Bool { arguments[name]?.bool ?? false }

    private func pair(_ name: String, _ standard: (Double, Double)) -> (Double, Double) {
        guard let values = arguments[name]?.array?.compactMap(\.double), values.count == 2 else { return standard }
        return (values[0], values[1])
    }
}
