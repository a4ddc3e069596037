import Foundation
import Tern

/// A scheduler of either kind.
enum AnyScheduler {
    case plain(LRScheduler)
    case plateau(ReduceLROnPlateau)

    func step(_ metric: Double) throws {
        switch self {
        case .plain(let scheduler): try scheduler.step()
        case .plateau(let scheduler): scheduler.step(metric)
        }
    }

    var lastLR: [Double] {
        switch self {
        case .plain(let scheduler): scheduler.lastLR
        case .plateau(let scheduler): scheduler.lastLR
        }
    }

    func stateDict() -> StateRecord {
        switch self {
        case .plain(let scheduler): scheduler.stateDict()
        case .plateau(let scheduler): scheduler.stateDict()
        }
    }

    func loadStateDict(_ state: StateRecord) throws {
        switch self {
        case .plain(let scheduler): try scheduler.loadStateDict(state)
        case .plateau(let scheduler): scheduler.loadStateDict(state)
        }
    }
}

/// The schedulers by torch's names and arguments.
extension SchedulerCase {
    func make(_ o: Optimizer) throws -> AnyScheduler {
        switch name {
        case "ReduceLROnPlateau": return .plateau(try plateau(o))
        case "OneCycleLR": return .plain(try oneCycle(o))
        case "CyclicLR": return .plain(try cyclic(o))
        default: return .plain(try simple(o) ?? composed(o))
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
            o, maxLR: double("max_lr") ?? 0, totalSteps: int("total_steps"), epochs: int("epochs"),
            stepsPerEpoch: int("steps_per_epoch"), pctStart: double("pct_start") ?? 0.3,
            annealStrategy: arguments["anneal_strategy"]?.string == "linear" ? .linear : .cos,
            cycleMomentum: arguments["cycle_momentum"]?.bool ?? true, baseMomentum: double("base_momentum") ?? 0.85,
            maxMomentum: double("max_momentum") ?? 0.95, divFactor: double("div_factor") ?? 25,
            finalDivFactor: double("final_div_factor") ?? 1e4, threePhase: arguments["three_phase"]?.bool ?? false)
    }

    private func cyclic(_ o: Optimizer) throws -> LRScheduler {
        try CyclicLR(
            o, baseLR: double("base_lr") ?? 0, maxLR: double("max_lr") ?? 0, stepSizeUp: int("step_size_up") ?? 2000,
            stepSizeDown: int("step_size_down"),
            mode: arguments["mode"]?.string.flatMap(CyclicLR.Mode.init) ?? .triangular, gamma: double("gamma") ?? 1,
            cycleMomentum: arguments["cycle_momentum"]?.bool ?? true)
    }

    private func plateau(_ o: Optimizer) throws -> ReduceLROnPlateau {
        try ReduceLROnPlateau(
            o, mode: arguments["mode"]?.string == "max" ? .max : .min, factor: double("factor") ?? 0.1,
            patience: int("patience") ?? 10, threshold: double("threshold") ?? 1e-4,
            thresholdMode: arguments["threshold_mode"]?.string == "abs" ? .abs : .rel, cooldown: int("cooldown") ?? 0,
            minLR: double("min_lr") ?? 0)
    }

    private func int(_ name: String) -> Int? { arguments[name]?.int }
    private func double(_ name: String) -> Double? { arguments[name]?.double }
}
