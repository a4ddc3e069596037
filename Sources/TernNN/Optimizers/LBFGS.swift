import TernCore

/// Limited-memory BFGS: steps along the gradient times an estimate of the inverse Hessian, made of the last gradients and steps.
///
/// Each step runs several iterations and computes the loss again for each, so it takes the closure:
///
/// ```swift
/// let loss = try optimizer.step {
///     optimizer.zeroGrad()
///     let loss = try F.mseLoss(net(x), target)
///     try loss.backward()
///     return loss
/// }
/// ```
///
/// - Source: `torch.optim.LBFGS`; Nocedal and Wright, Numerical Optimization, chapter 7.
public final class LBFGS: Optimizer {
    /// How the length of a step is found.
    public enum LineSearch: String, Sendable {
        /// Until the strong Wolfe conditions hold.
        case strongWolfe = "strong_wolfe"
    }

    private var history = LBFGSHistory()

    /// - Parameters:
    ///   - parameters: parameters, or one group.
    ///   - lr: learning rate. Default 1.
    ///   - maxIter: the iterations of a step. Default 20.
    ///   - maxEval: how often a step may compute the loss. Default 1.25 * maxIter.
    ///   - toleranceGrad: ends a step when no gradient is larger. Default 1e-7.
    ///   - toleranceChange: ends a step when loss or parameters change less. Default 1e-9.
    ///   - historySize: how many gradients are remembered. Default 100.
    ///   - lineSearch: how the length of a step is found. Default not at all: it is the learning rate.
    ///   - maximize: whether to climb instead. Default false.
    /// - Throws: `TensorError` in torch's words for a negative rate or several groups.
    public init(
        _ parameters: [some Optimizable], lr: some ScalarConvertible = 1, maxIter: Int = 20, maxEval: Int? = nil,
        toleranceGrad: Double = 1e-7, toleranceChange: Double = 1e-9, historySize: Int = 100,
        lineSearch: LineSearch? = nil, maximize: Bool = false
    ) throws {
        try super.init(
            parameters,
            defaults: [
                "lr": StateValue(lr.scalar), "max_iter": .int(maxIter),
                "max_eval": .int(maxEval ?? LBFGS.evaluations(maxIter)),
                "tolerance_grad": .double(toleranceGrad), "tolerance_change": .double(toleranceChange),
                "history_size": .int(historySize),
                "line_search_fn": lineSearch.map { .text($0.rawValue) } ?? StateValue.none,
                "maximize": .bool(maximize),
            ])
        guard paramGroups.count == 1 else {
            throw TensorError(
                .value, "LBFGS", "LBFGS doesn't support per-parameter options (parameter groups)")
        }
    }

    /// Refused: a step computes the loss several times.
    public override func step() throws {
        throw TensorError(
            .type, "LBFGS", "LBFGS.step() missing 1 required positional argument: 'closure'",
            hint: "try optimizer.step { optimizer.zeroGrad(); …; try loss.backward(); return loss }")
    }

    /// Several iterations.
    ///
    /// - Returns: the loss at the start.
    @discardableResult
    public override func step(_ closure: () throws -> Tensor) throws -> Tensor {
        try noGrad {
            try check(paramGroups[0])
            let problem = LBFGSProblem(paramGroups[0].parameters, isNegated: paramGroups[0].flag("maximize"))
            let start = try enableGrad(closure)
            let loss = try start.item()
            try withoutActuallyEscaping(closure) { try iterate(problem, startLoss: loss, $0) }
            return start
        }
    }

    override var hyperParameters: [HyperParameter] { LBFGS.rules }
    private static let rules: [HyperParameter] = [
        .learningRate, .number("max_iter"), .number("max_eval"), .number("tolerance_grad"),
        .number("tolerance_change"), .number("history_size"), .flag("maximize"),
    ]

    /// A quarter more than the iterations, rounded down.
    private static func evaluations(_ iterations: Int) -> Int {
        let (sum, overflow) = iterations.addingReportingOverflow(iterations >> 2)
        return overflow ? .max : sum
    }

    private func iterate(_ problem: LBFGSProblem, startLoss: Double, _ closure: @escaping () throws -> Tensor) throws {
        let group = paramGroups[0]
        let (maxIter, maxEval) = (group.count("max_iter"), group.count("max_eval"))
        let (gradientLimit, changeLimit) = (group["tolerance_grad"], group["tolerance_change"])
        let isSearching: Bool = if case .text? = group.options["line_search_fn"] { true } else { false }
        var loss = problem.isNegated ? -startLoss : startLoss
        var evaluations = 1
        history.evaluations += 1
        var gradient = try problem.gradient()
        if try gradient.abs().max().item() <= gradientLimit { return }

        var iteration = 0
        while iteration < maxIter {
            iteration += 1
            let direction = try history.direction(gradient, limit: group.count("history_size"))
            let isFirst = history.iterations == 1
            let before = loss
            history.gradient = gradient
            history.loss = loss
            var length = group.lr
            if isFirst { length = try Swift.min(1, 1 / gradient.abs().sum().item()) * group.lr }
            history.direction = direction
            history.length = length
            let slope = try gradient.dot(direction).item()
            if slope > -changeLimit { break }

            var used = 0
            if isSearching {
                let origin = problem.values
                var search = WolfeSearch(slope: slope, loss: loss, gradient: gradient, direction: direction) { t in
                    try problem.move(t, along: direction)
                    let value = try enableGrad(closure).item()
                    let found = (problem.isNegated ? -value : value, try problem.gradient())
                    problem.values = origin
                    return found
                }
                let result = try search.run(from: length, maxIterations: maxEval - evaluations)
                (loss, gradient, length, used) = (result.loss, result.gradient, result.length, result.evaluations)
                history.length = length
                try problem.move(length, along: direction)
            } else {
                try problem.move(length, along: direction)
                if iteration != maxIter {
                    let value = try enableGrad(closure).item()
                    loss = problem.isNegated ? -value : value
                    gradient = try problem.gradient()
                    used = 1
                }
            }
            evaluations += used
            history.evaluations += used
            if iteration == maxIter || evaluations >= maxEval { break }
            if try gradient.abs().max().item() <= gradientLimit { break }
            if try (direction * length).abs().max().item() <= changeLimit { break }
            if abs(loss - before) < changeLimit { break }
        }
    }

    // MARK: State

    override func record(of parameter: Parameter) -> StateRecord? {
        parameter === paramGroups[0].parameters.first ? history.record : nil
    }

    override func prepared(_ records: [SavedRecord]) throws -> () -> Void {
        let loaded = try records.first.map { try LBFGSHistory($0.state, paramGroups[0].parameters) } ?? LBFGSHistory()
        return { self.history = loaded }
    }
}
