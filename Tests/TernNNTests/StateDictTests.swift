import Testing
import Tern

@Suite struct StateDictTests {
    private func message(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "no error"
        } catch let error as TensorError {
            return error.message
        } catch {
            return "\(error)"
        }
    }

    @Test func everythingThatDoesNotFitIsListedAtOnce() {
        let net = Sequential(BatchNorm2d(4), Linear(2, 3))
        var state = Sequential(BatchNorm2d(3), Linear(2, 3)).stateDict
        state["1.weight"] = nil
        state["foo"] = Tensor([1.0])
        let before = net.stateDict
        let text = message { try net.loadStateDict(state) }
        #expect(
            text == """
                Error(s) in loading state_dict for Sequential:
                \tMissing key(s) in state_dict: "1.weight".\u{20}
                \tUnexpected key(s) in state_dict: "foo".\u{20}
                \tsize mismatch for 0.weight: copying a param with shape [3] from checkpoint, the shape in current model is [4].
                \tsize mismatch for 0.bias: copying a param with shape [3] from checkpoint, the shape in current model is [4].
                \tsize mismatch for 0.running_mean: copying a param with shape [3] from checkpoint, the shape in current model is [4].
                \tsize mismatch for 0.running_var: copying a param with shape [3] from checkpoint, the shape in current model is [4].
                """)
        // Nothing was taken over.
        #expect(net.stateDict["1.bias"].map { (try? $0.equal(before["1.bias"] ?? $0)) == true } == true)
    }

    @Test func numbersMayBeTensorsOfOneDimension() throws {
        let norm = BatchNorm2d(2)
        var state = BatchNorm2d(2).stateDict
        state["num_batches_tracked"] = Tensor([7, 9])
        try norm.loadStateDict(state)
        #expect(try norm.numBatchesTracked?.tensor.shape == [] && norm.numBatchesTracked?.tensor.item() == 7)
        for shape in [[0], [1, 1]] {
            state["num_batches_tracked"] = .zeros(shape, dtype: .int64)
            #expect(throws: TensorError.self) { try norm.loadStateDict(state) }
        }
    }

    @Test func looseLoadingReportsWhatItLeftOut() throws {
        let layer = Linear(2, 3)
        var state = Linear(2, 3).stateDict
        state["bias"] = nil
        state["extra"] = Tensor([1.0])
        let result = try layer.loadStateDict(state, strict: false)
        #expect(result.missingKeys == ["bias"] && result.unexpectedKeys == ["extra"])
        #expect(try layer.weight.tensor.equal(state["weight"] ?? layer.weight.tensor))
        state["weight"] = Tensor([1.0])
        #expect(message { try layer.loadStateDict(state, strict: false) }.contains("size mismatch for weight"))
    }

    @Test func theCounterMayBeMissingFromOldFilesOnly() throws {
        var state = BatchNorm2d(2).stateDict
        state["num_batches_tracked"] = nil
        #expect(
            message { try BatchNorm2d(2).loadStateDict(state) }.contains(
                "Missing key(s) in state_dict: \"num_batches_tracked\". "))
        state.versions = [:]
        try BatchNorm2d(2).loadStateDict(state)
        state.versions = ["": 1]
        try BatchNorm2d(2).loadStateDict(state)
    }

    @Test func valuesAreConvertedToTheModulesType() throws {
        let layer = Linear(1, 1, dtype: .float64)
        try layer.loadStateDict(Linear(1, 1).stateDict)
        #expect(layer.weight.dtype == .float64 && layer.weight.requiresGrad)
    }

    @Test func aLoadedParameterKeepsItsIdentity() throws {
        let layer = Linear(1, 1, bias: false)
        let parameter = layer.weight
        let state = StateDict([("weight", Tensor([[3.0]]))])
        try layer.loadStateDict(state)
        #expect(parameter === layer.weight)
        try layer(Tensor([[2.0]])).sum().backward()
        #expect(try parameter.grad?.item() == 2)
    }
}
