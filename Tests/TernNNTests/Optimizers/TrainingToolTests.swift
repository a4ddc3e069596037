import Tern
import Testing

/// Clipping of gradients and averages of weights.
@Suite struct TrainingToolTests {
    private func parameters() -> [Parameter] {
        let gradients: [[Float]?] = [[3, 4], nil, [0, -12, 0]]
        return gradients.map { gradient in
            let parameter = Parameter(.zeros([gradient?.count ?? 1]))
            parameter.grad = gradient.map { Tensor($0) }
            return parameter
        }
    }

    private func values(_ parameters: [Parameter]) throws -> [Float] {
        try parameters.compactMap(\.grad).flatMap { try $0.array(of: Float.self) }
    }

    @Test func normsAreClipped() throws {
        let all = parameters()
        #expect(try clipGradNorm(all, maxNorm: 26).item() == 13)
        #expect(try values(all) == [3, 4, 0, -12, 0])
        #expect(try clipGradNorm(all, maxNorm: 6.5).item() == 13)
        for (found, expected) in zip(try values(all), [1.5, 2, 0, -6, 0] as [Float]) {
            #expect(abs(found - expected) < 1e-5)
        }
        #expect(try clipGradNorm(parameters(), maxNorm: 1, normType: .infinity).item() == 12)
        #expect(try clipGradNorm(parameters(), maxNorm: 1, normType: 1).item() == 19)
        #expect(try clipGradNorm([Parameter(.zeros([1]))], maxNorm: 1).item() == 0)
    }

    @Test func aNormThatIsNotFiniteIsRefusedIfAskedFor() throws {
        let all = parameters()
        all[0].grad = Tensor([Float.infinity, 1])
        #expect(try clipGradNorm(all, maxNorm: 1).item() == .infinity)
        all[0].grad = Tensor([Float.nan, 1])
        #expect(throws: TensorError.self) { try clipGradNorm(all, maxNorm: 1, errorIfNonfinite: true) }
    }

    @Test func valuesAreClipped() throws {
        let all = parameters()
        clipGradValue(all, clipValue: 3.5)
        #expect(try values(all) == [3, 3.5, 0, -3.5, 0])
        #expect(all[1].grad == nil)
    }

    @Test func averagesOfWeights() throws {
        func weights(_ averaging: AveragedModel<Linear>.Averaging) throws -> [Float] {
            let net = Linear(1, 1)
            let averaged = try AveragedModel(Linear(1, 1), of: net, averaging: averaging)
            #expect(averaged.stateDict.keys == ["n_averaged", "module.weight", "module.bias"])
            return try [1, 2, 6].map { (value: Float) in
                for parameter in net.parameters { parameter.tensor = .full(parameter.shape, value, dtype: .float32) }
                try averaged.updateParameters(net)
                let areLearned = averaged.module.parameters.map(\.requiresGrad)
                #expect(areLearned == [true, true])
                return try averaged(.ones([1, 1])).item(as: Float.self)
            }
        }
        #expect(try weights(.swa) == [2, 3, 6])
        #expect(try weights(.ema(decay: 0.5)) == [2, 3, 7.5])
        #expect(throws: TensorError.self) { try weights(.ema(decay: 1.5)) }
    }

    @Test func buffersAreCopiedOrAveraged() throws {
        for (useBuffers, expected) in [(false, 3.0), (true, 2.0)] {
            let net = BatchNorm2d(1)
            let averaged = try AveragedModel(BatchNorm2d(1), of: net, useBuffers: useBuffers)
            for value in [1, 3] {
                net.runningMean?.tensor = .full([1], Float(value), dtype: .float32)
                try averaged.updateParameters(net)
            }
            #expect(try averaged.module.runningMean?.tensor.item() == expected)
        }
    }
}
