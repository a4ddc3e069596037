import Foundation
import Tern

extension LRScheduler {
    /// A step of a scheduler of either kind.
    func step(seeing metric: Double) throws {
        if let plateau = self as? ReduceLROnPlateau { try plateau.step(metric) } else { try step() }
    }
}

/// The schedulers by torch's names and arguments.
extension SchedulerCase {
    func make(_ o: Optimizer) throws -> LRScheduler {
        switch name {
        case "ReduceLROnPlateau": try plateau(o)
        case "OneCycleLR": try oneCycle(o)
        case "CyclicLR": try cyclic(o)
        case "CyclicLR scale": try CyclicLR(o, baseLR: 0.01, maxLR: 0.2, stepSizeUp: 3, scaleFn: { 1 / $0 })
        case "CyclicLR scale steps":
            try CyclicLR(
                o, baseLR: 0.01, maxLR: 0.2, stepSizeUp: 3, mode: .expRange, scaleFn: { pow(0.9, $0) },
                scaleMode: .iterations)
        case "SWALR":
            try SWALR(
                o, swaLR: rates("swa_lr"), annealEpochs: int("anneal_epochs") ?? 10,
                annealStrategy: arguments["anneal_strategy"]?.string == "linear" ? .linear : .cos)
        default: try simple(o) ?? composed(o)
        }
    }

    private func simple(_ o: Optimizer) throws -> LRScheduler? {
        switch name {
        case "StepLR": return try StepLR(o, stepSize: int("step_size") ?? 0, gamma: double("gamma") ?? 0.1)
        case "MultiStepLR":
            let milestones = (arguments["milestones"]?.array ?? []).compactMap(\.int)
            return try MultiStepLR(o, milestones: milestones, gamma: double("gamma") ?? 0.1)
        case "ConstantLR":
            return try ConstantLR(o, factor: double("factor") ?? 1.0 / 3, totalIters: int("total_iters") ?? 5)
        case "LinearLR":
            return try LinearLR(
                o, startFactor: double("start_factor") ?? 1.0 / 3, endFactor: double("end_factor") ?? 1,
                totalIters: int("total_iters") ?? 5)
        case "ExponentialLR": return try ExponentialLR(o, gamma: double("gamma") ?? 0)
        case "PolynomialLR":
            return try PolynomialLR(o, totalIters: int("total_iters") ?? 5, power: double("power") ?? 1)
        case "CosineAnnealingLR":
            return try CosineAnnealingLR(o, tMax: int("T_max") ?? 0, etaMin: double("eta_min") ?? 0)
        case "CosineAnnealingWarmRestarts":
            return try CosineAnnealingWarmRestarts(
                o, t0: int("T_0") ?? 0, tMult: int("T_mult") ?? 1, etaMin: double("eta_min") ?? 0)
        default: return nil
        }
    }

    private func composed(_ o: Optimizer) throws -> LRScheduler {
        switch name {
        case "LambdaLR": return try LambdaLR(o, { pow(0.95, Double($0)) })
        case "MultiplicativeLR": return try MultiplicativeLR(o, { 1 / (1 + Double($0)) })
        case "LambdaLR each": return try LambdaLR(o, [{ _ in 0.5 }, { 1 / (1 + Double($0)) }])
        case "SequentialLR":
            let parts = [
                try LinearLR(o, startFactor: 0.1, totalIters: 5), try CosineAnnealingLR(o, tMax: 10),
                try ExponentialLR(o, gamma: 0.5),
            ]
            return try SequentialLR(o, parts, milestones: [5, 20])
        case "SequentialLR restarts":
            let parts = [
                try CosineAnnealingWarmRestarts(o, t0: 3), try StepLR(o, stepSize: 2, gamma: 0.5),
                try CosineAnnealingWarmRestarts(o, t0: 4),
            ]
            return try SequentialLR(o, parts, milestones: [7, 12])
        case "ChainedScheduler":
            return try ChainedScheduler([
                ConstantLR(o, factor: 0.1, totalIters: 2), ExponentialLR(o, gamma: 0.9), StepLR(o, stepSize: 4),
            ])
        case "ChainedScheduler cosine":
            return try ChainedScheduler([CosineAnnealingLR(o, tMax: 6), LinearLR(o, totalIters: 8)])
        default: throw TensorError("fixture", "no scheduler \(name)")
        }
    }

    private func oneCycle(_ o: Optimizer) throws -> LRScheduler {
        try OneCycleLR(
            o, maxLR: rates("max_lr"), totalSteps: int("total_steps"), epochs: int("epochs"),
            stepsPerEpoch: int("steps_per_epoch"), pctStart: double("pct_start") ?? 0.3,
            annealStrategy: arguments["anneal_strategy"]?.string == "linear" ? .linear : .cos,
            cycleMomentum: arguments["cycle_momentum"]?.bool ?? true, baseMomentum: rates("base_momentum", 0.85),
            maxMomentum: rates("max_momentum", 0.95), divFactor: double("div_factor") ?? 25,
            finalDivFactor: double("final_div_factor") ?? 1e4, threePhase: arguments["three_phase"]?.bool ?? false)
    }

    private func cyclic(_ o: Optimizer) throws -> LRScheduler {
        try CyclicLR(
            o, baseLR: rates("base_lr"), maxLR: rates("max_lr"), stepSizeUp: int("step_size_up") ?? 2000,
            stepSizeDown: int("step_size_down"),
            mode: arguments["mode"]?.string.flatMap(CyclicLR.Mode.init) ?? .triangular, gamma: double("gamma") ?? 1,
            cycleMomentum: arguments["cycle_momentum"]?.bool ?? true, baseMomentum: rates("base_momentum", 0.8),
            maxMomentum: rates("max_momentum", 0.9))
    }

    private func plateau(_ o: Optimizer) throws -> ReduceLROnPlateau {
        try ReduceLROnPlateau(
            o, mode: arguments["mode"]?.string == "max" ? .max : .min, factor: double("factor") ?? 0.1,
            patience: int("patience") ?? 10, threshold: double("threshold") ?? 1e-4,
            thresholdMode: arguments["threshold_mode"]?.string == "abs" ? .abs : .rel, cooldown: int("cooldown") ?? 0,
            minLR: rates("min_lr"))
    }

    private func rates(_ name: String, _ initial: Double = 0) -> GroupRates {
        if let each = arguments[name]?.array { return .each(each.compactMap(\.double)) }
        return .all(double(name) ?? initial)
    }

    private func int(_ name: String) -> Int? { arguments[name]?.int }
    private func double(_ name: String) -> Double? { arguments[name]?.double }
}
