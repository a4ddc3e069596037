import Testing
import Tern

/// A network that holds its state in every way that reflection looks into.
private final class Zoo: Module {
    let stem = Linear(2, 3)
    let blocks: [any Module] = [Linear(3, 3), ReLU(), Linear(3, 3, bias: false)]
    let typedBlocks = [Linear(1, 1), Linear(1, 1)]
    let heads: [String: any Module] = ["b": Linear(3, 1), "a": Linear(3, 2)]
    var optional: Linear? = Linear(1, 2)
    var missing: Linear?
    let outProj = Linear(1, 1, bias: false)
    @StateKey("AuxLogits") var auxLogits = Linear(1, 1, bias: false)
    let scales = [Parameter(Tensor([1.0])), Parameter(Tensor([2.0]))]
    let numSteps = Buffer(Tensor(0))
    let scratch = Buffer(Tensor(0), isPersistent: false)
    let notState = "text"
    lazy var late = Linear(1, 1, bias: false)

    func forward(_ x: Tensor) throws -> Tensor { try stem(x) }
}

private class Base: Module {
    let first = Linear(1, 1, bias: false)
}
private final class Derived: Base {
    let second = Linear(1, 1, bias: false)
}

@Suite struct ModuleTreeTests {
    @Test func stateKeysOfEveryKindOfProperty() {
        let keys = Zoo().stateDict.keys
        #expect(
            keys == [
                "scales.0", "scales.1", "num_steps", "stem.weight", "stem.bias", "blocks.0.weight", "blocks.0.bias",
                "blocks.2.weight", "typed_blocks.0.weight", "typed_blocks.0.bias", "typed_blocks.1.weight",
                "typed_blocks.1.bias", "heads.a.weight", "heads.a.bias", "heads.b.weight", "heads.b.bias",
                "optional.weight", "optional.bias", "out_proj.weight", "AuxLogits.weight",
            ])
    }

    @Test func lazyModulesBelongToTheStateOnceTheyExist() throws {
        let zoo = Zoo()
        _ = try zoo.late(Tensor([[1.0]]))
        #expect(zoo.stateDict.keys.contains("late.weight"))
    }

    @Test func inheritedPropertiesComeFirst() {
        #expect(Derived().stateDict.keys == ["first.weight", "second.weight"])
    }

    @Test func stateRoundTrip() throws {
        let (source, target) = (Zoo(), Zoo())
        source.numSteps.tensor = Tensor(7)
        let result = try target.loadStateDict(source.stateDict)
        #expect(result.missingKeys.isEmpty && result.unexpectedKeys.isEmpty)
        for (name, tensor) in source.stateDict {
            let loaded = try #require(target.stateDict[name])
            #expect(try loaded.equal(tensor), "\(name)")
        }
        #expect(try target.numSteps.tensor.item() == 7)
    }

    @Test func sharedModulesHaveTwoKeysButOneParameter() {
        let shared = Linear(2, 2)
        let net = Sequential(shared, ReLU(), shared)
        #expect(net.stateDict.keys == ["0.weight", "0.bias", "2.weight", "2.bias"])
        #expect(net.namedParameters.map(\.name) == ["0.weight", "0.bias"])
        #expect(net.namedModules.map(\.name) == ["", "0", "1"])
    }

    @Test func trainAndEvalReachEveryLayer() {
        let norm = BatchNorm2d(1)
        let net = Sequential(Sequential(norm), ReLU())
        net.eval()
        #expect(!norm.training && !net.training)
        net.train()
        #expect(norm.training && net.training)
    }

    @Test func applyVisitsChildrenBeforeParents() {
        var seen: [String] = []
        Sequential(Linear(1, 1), Sequential(ReLU())).apply { seen.append("\(type(of: $0))") }
        #expect(seen == ["Linear", "ReLU", "Sequential", "Sequential"])
    }

    @Test func builderTakesConditionsAndLoops() {
        let deep = true
        let net = Sequential {
            Conv2d(1, 4, kernelSize: 3)
            if deep {
                for _ in 0..<2 { Conv2d(4, 4, kernelSize: 3) }
            } else {
                Identity()
            }
            ReLU()
        }
        #expect(net.count == 4)
        let named = Sequential(named: ["conv": Conv2d(1, 1, kernelSize: 1), "act": ReLU()])
        #expect(named.stateDict.keys == ["conv.weight", "conv.bias"])
    }

    @Test func aModuleWithoutForwardSaysSo() {
        let error = #expect(throws: TensorError.self) { try Derived()(Tensor([1.0])) }
        #expect(error?.kind == .notImplemented)
        #expect(error?.message == "Module [Derived] is missing the required \"forward\" function")
    }

    @Test func freezingStopsGradients() throws {
        let layer = Linear(2, 1)
        layer.requiresGrad(false)
        layer.weight.requiresGrad = true
        try layer(Tensor([[1.0, 2.0]])).sum().backward()
        #expect(try layer.weight.grad?.array(of: Float.self) == [1, 2])
        #expect(layer.bias?.grad == nil)
        layer.zeroGrad()
        #expect(layer.weight.grad == nil)
    }

    @Test func gradientsAreConvertedWithTheirParameters() throws {
        let layer = Linear(2, 1)
        try layer(Tensor([[1.0, 2.0]])).sum().backward()
        try layer.to(.float64)
        #expect(layer.weight.grad?.dtype == .float64)
        #expect(try layer.weight.grad?.array(of: Double.self) == [1, 2])
        try layer(Tensor([[1.0, 2.0]], dtype: .float64)).sum().backward()
        #expect(try layer.weight.grad?.array(of: Double.self) == [2, 4])
    }

    @Test func conversionOfAWholeModule() throws {
        let net = Sequential(Conv2d(1, 2, kernelSize: 1), BatchNorm2d(2))
        try net.to(.float64)
        #expect(net.parameters.allSatisfy { $0.dtype == .float64 && $0.requiresGrad })
        #expect(net.stateDict["1.num_batches_tracked"]?.dtype == .int64)
        #expect(throws: TensorError.self) { try net.to(.int32) }
        #expect(throws: TensorError.self) { try net.to(device: .cuda(99)) }
        #expect(net.parameters.allSatisfy { $0.dtype == .float64 })
    }
}
