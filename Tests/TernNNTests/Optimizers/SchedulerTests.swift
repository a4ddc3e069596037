import Tern
import Testing

/// The rates and momenta of thirty steps of every scheduler against torch's.
@Suite struct SchedulerTests {
    @Test func fixturesAreThere() { #expect(SchedulerCase.all.count > 40) }

    @Test(arguments: SchedulerCase.all.filter { $0.error == nil })
    func thirtyStepsAreTorchs(_ example: SchedulerCase) throws {
        let optimizer = try example.optimizer()
        var scheduler = try example.make(optimizer)
        for step in 0...30 {
            let groups = optimizer.paramGroups
            let (rates, momenta) = (groups.map(\.lr), groups.map { example.usesAdam ? $0.betas.0 : $0.momentum })
            #expect(isClose(rates, example.rates[step]), "step \(step): \(rates), torch \(example.rates[step])")
            #expect(isClose(momenta, example.momenta[step]), "step \(step): \(momenta)")
            #expect(scheduler.lastLR == rates)
            if step == 30 { break }
            // Halfway its state travels through its dictionary into another one.
            if step == 15 {
                let successor = try example.make(try example.optimizer())
                try successor.loadStateDict(scheduler.stateDict())
                let kept = groups.map(\.options)
                scheduler = try example.make(optimizer)
                try scheduler.loadStateDict(successor.stateDict())
                for (group, options) in zip(groups, kept) { group.options = options }
            }
            try optimizer.step()
            try scheduler.step(seeing: SchedulerCase.metrics[step])
        }
        let state = scheduler.stateDict()
        #expect(state.keys == example.keys)
        try compare(.record(state), example.state, "state")
    }

    @Test(arguments: SchedulerCase.all.filter { $0.error != nil })
    func numbersOutOfRangeAreRefused(_ example: SchedulerCase) throws {
        do {
            _ = try example.make(example.optimizer())
            Issue.record("\(example): accepted")
        } catch let error as TensorError {
            #expect(error.message == example.error)
            #expect(error.kind == .value)
        }
    }

    /// Extreme arguments and loaded states: torch's rates, or its error at the latest by the third step.
    @Test(arguments: SchedulerCase.outcomes) func extremesEndAsInTorch(_ example: SchedulerCase) throws {
        let optimizer = try example.optimizer()
        var rates: [[Double]] = []
        let steps = {
            let scheduler = try example.make(optimizer)
            for member in example.loaded.object ?? [] {
                let value = member.value
                try scheduler.loadStateDict([
                    member.key: value.string.map { .text($0) } ?? value.int.map { .int($0) } ?? .double(0)
                ])
            }
            for step in 0..<3 {
                try scheduler.step(seeing: SchedulerCase.metrics[step])
                rates.append(optimizer.paramGroups.map(\.lr))
            }
        }
        if let expected = example.error {
            let error = #expect(throws: TensorError.self) { try steps() }
            #expect(error?.message == expected)
        } else {
            try steps()
            #expect(zip(rates, example.rates).allSatisfy { isClose($0, $1) }, "\(rates)")
        }
        #expect(optimizer.paramGroups.allSatisfy { !$0.lr.isNaN })
    }

    @Test(arguments: SchedulerCase.points) func warmRestartsStepToPointsBetweenEpochs(_ example: SchedulerCase) throws {
        let optimizer = try example.optimizer()
        let scheduler = try #require(try example.make(optimizer) as? CosineAnnealingWarmRestarts)
        for (epoch, expected) in zip(example.epochs, example.rates) {
            if let epoch { try scheduler.step(epoch: epoch) } else { try scheduler.step() }
            let state = scheduler.stateDict()
            let found =
                optimizer.paramGroups.map(\.lr) + ["last_epoch", "T_cur", "T_i"].compactMap { state[$0]?.doubleValue }
            #expect(
                zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-9 * max(1, abs($1)) },
                "\(found), torch \(expected)")
        }
        let before = "\(scheduler)"
        for epoch in [-1, Double.nan, .infinity, 1e300] {
            #expect(throws: TensorError.self) { try scheduler.step(epoch: epoch) }
        }
        #expect("\(scheduler)" == before)
    }

    /// Every value of every scheduler's state, replaced by values of other kinds and ranges: an error and no change, or steps that
    /// give numbers or errors.
    @Test(arguments: SchedulerCase.all.filter { $0.error == nil })
    func loadedStatesAreChecked(_ example: SchedulerCase) throws {
        let bad: [StateValue] = [
            .int(.max), .int(.min), .int(0), .int(-1), .double(.nan), .double(.infinity), .double(1e300), .double(0.5),
            .text("x"), .none, .list([]), .list([.int(.max), .text("x"), .none]), .list([.double(0)]), .record([:]),
            .tensor(.ones([2])), .bool(true),
        ]
        for name in try example.make(example.optimizer()).stateDict().keys {
            for value in bad {
                let scheduler = try example.make(example.optimizer())
                var state = scheduler.stateDict()
                state[name] = value
                let before = "\(StateValue.record(scheduler.stateDict()))"
                do {
                    try scheduler.loadStateDict(state)
                } catch {
                    #expect("\(StateValue.record(scheduler.stateDict()))" == before, "\(name): \(value)")
                    continue
                }
                for step in 0..<3 { try? scheduler.step(seeing: SchedulerCase.metrics[step]) }
            }
        }
    }

    @Test func extremeStepsAreErrors() throws {
        for epoch in [Int.max, .min, -7] {
            let optimizer = try SGD(
                [ParameterGroup([Parameter(.zeros([1]))], ["initial_lr": 0.1])], lr: 0.1, momentum: 0.5)
            let makers: [() throws -> LRScheduler] = [
                { try StepLR(optimizer, stepSize: -1, lastEpoch: epoch) },
                { try MultiStepLR(optimizer, milestones: [.max, .min], lastEpoch: epoch) },
                { try ExponentialLR(optimizer, gamma: 0.5, lastEpoch: epoch) },
                { try ConstantLR(optimizer, totalIters: .max, lastEpoch: epoch) },
                { try LinearLR(optimizer, totalIters: .min, lastEpoch: epoch) },
                { try PolynomialLR(optimizer, totalIters: .min, power: 0.5, lastEpoch: epoch) },
                { try CosineAnnealingLR(optimizer, tMax: -1, lastEpoch: epoch) },
                { try CosineAnnealingLR(optimizer, tMax: .max, lastEpoch: epoch) },
                { try CosineAnnealingWarmRestarts(optimizer, t0: .max, tMult: .max, lastEpoch: epoch) },
                { try OneCycleLR(optimizer, maxLR: 1, totalSteps: .max, lastEpoch: epoch) },
                {
                    try CyclicLR(
                        optimizer, baseLR: 0.1, maxLR: 1, stepSizeUp: .max, stepSizeDown: .min, lastEpoch: epoch)
                },
                { try SWALR(optimizer, swaLR: 1, annealEpochs: .max, lastEpoch: epoch) },
                { try LambdaLR(optimizer, { Double($0) }, lastEpoch: epoch) },
            ]
            for make in makers {
                guard let scheduler = try? make() else { continue }
                for _ in 0..<3 { try? scheduler.step() }
            }
        }
    }

    @Test func aGroupAddedLaterIsAnErrorAndNoWrongRate() throws {
        let optimizer = try SGD([Parameter(.zeros([1]))], lr: 0.1, momentum: 0.9)
        let (plain, cycle) = (try LambdaLR(optimizer, { _ in 1 }), try OneCycleLR(optimizer, maxLR: 1, totalSteps: 9))
        let plateau = try ReduceLROnPlateau(optimizer, patience: -1, minLR: [0.5])
        try optimizer.addParamGroup(ParameterGroup([Parameter(.zeros([1]))]))
        let error = #expect(throws: TensorError.self) { try plain.step() }
        #expect(error?.message == "zip() argument 2 is shorter than argument 1" && plain.lastEpoch == 0)
        #expect(throws: TensorError.self) { try cycle.step() }
        #expect(throws: TensorError.self) { try plateau.step(1) }
        #expect(plateau.lastEpoch == 0)
        #expect(throws: TensorError.self) { try plateau.step() }
        #expect(throws: TensorError.self) { try ChainedScheduler([plateau]) }
    }

    @Test func schedulersPrintTheirSettings() throws {
        let optimizer = try SGD([Parameter(.zeros([1]))], lr: 0.1, momentum: 0.9)
        let step = try StepLR(optimizer, stepSize: 3)
        #expect("\(step)" == "StepLR(step_size=3, gamma=0.1, last_epoch=0, last_lr=[0.1])")
        let chain = try ChainedScheduler([step])
        #expect("\(chain)" == "ChainedScheduler([StepLR(step_size=3, gamma=0.1, last_epoch=0, last_lr=[0.1])])")
        let plateau = "\(try ReduceLROnPlateau(optimizer))"
        #expect(plateau.hasPrefix("ReduceLROnPlateau(factor=0.1, ") && plateau.contains("mode='min'"))
        for example in SchedulerCase.all where example.error == nil {
            #expect(!"\(try example.make(example.optimizer()))".contains("\n"))
        }
    }

    @Test func moreStepsThanTheCycleHasAreRefused() throws {
        let optimizer = try SGD([Parameter(.zeros([1]))], lr: 0.1, momentum: 0.9)
        let scheduler = try OneCycleLR(optimizer, maxLR: 1, totalSteps: 2)
        for _ in 0..<2 { try scheduler.step() }
        #expect(throws: TensorError.self) { try scheduler.step() }
        #expect(throws: TensorError.self) { try StepLR(optimizer, stepSize: 0) }
        #expect(throws: TensorError.self) { try CosineAnnealingLR(optimizer, tMax: 0) }
        let other = try Rprop([Parameter(.zeros([1]))])
        #expect(throws: TensorError.self) { try CyclicLR(other, baseLR: 0.1, maxLR: 1) }
        #expect(throws: TensorError.self) { try StepLR(other, stepSize: 3, lastEpoch: 4) }
        #expect(throws: TensorError.self) {
            try SequentialLR(other, [ExponentialLR(optimizer, gamma: 0.5)], milestones: [])
        }
        #expect(throws: TensorError.self) {
            try SequentialLR(other, [ExponentialLR(other, gamma: 0.5)], milestones: [1])
        }
        #expect(throws: TensorError.self) { try ChainedScheduler([]) }
    }

    private func isClose(_ found: [Double], _ expected: [Double]) -> Bool {
        found.count == expected.count
            && zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-12 * max(abs($1), 1e-4) }
    }

    private func compare(_ value: StateValue, _ json: JSON, _ path: String) throws {
        switch value {
        case .record(let record):
            for entry in record { try compare(entry.value, json[entry.name] ?? .null, "\(path).\(entry.name)") }
        case .list(let values), .tuple(let values):
            let expected = json.array ?? []
            #expect(values.count == expected.count, "\(path)")
            for (index, pair) in zip(values, expected).enumerated() { try compare(pair.0, pair.1, "\(path).\(index)") }
        case .none: #expect(json.isNull, "\(path)")
        case .text(let text): #expect(json.string == text, "\(path)")
        case .bool(let flag): #expect(json.bool == flag, "\(path)")
        case .int, .double:
            let expected = json.double ?? json.string.flatMap(Double.init)
            let number = try #require(value.doubleValue)
            #expect(expected.map { $0 == number || isClose([number], [$0]) } == true, "\(path): \(value)")
        case .tensor: Issue.record("\(path) is a tensor")
        }
    }
}
