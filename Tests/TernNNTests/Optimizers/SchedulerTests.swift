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
            try scheduler.step(SchedulerCase.metrics[step])
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
