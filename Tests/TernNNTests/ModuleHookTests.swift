import Tern
import Testing

/// Hooks, paths, parameter collections, and modules of several tensors.
@Suite struct ModuleHookTests {
    @Test func hooksSeeAndReplace() throws {
        let net = Sequential(ReLU(), Identity())
        let relu = net.modules[0]
        var seen: [[Float]] = []
        let before = relu.registerForwardPreHook { _, x in x * 2 }
        let after = relu.registerForwardHook { _, x, y in
            seen.append(try x.array(of: Float.self))
            return y + 1
        }
        #expect(relu.hasHooks && !net.hasHooks)
        let x = Tensor([-1.0, 3])
        #expect(try net(x).array(of: Float.self) == [1, 7])
        #expect(seen == [[-2, 6]])
        before.remove()
        #expect(try net(x).array(of: Float.self) == [1, 4])
        after.remove()
        after.remove()
        #expect(!relu.hasHooks)
        #expect(try net(x).array(of: Float.self) == [0, 3])
    }

    @Test func aNewModuleDoesNotInheritHooks() throws {
        for _ in 0..<100 {
            let layer = ReLU()
            #expect(!layer.hasHooks)
            layer.registerForwardHook { _, _, _ in nil }
        }
    }

    @Test func aLayerWithHooksIsNotFused() throws {
        let net = Sequential(Conv2d(1, 2, kernelSize: 1), BatchNorm2d(2), ReLU()).eval()
        let x = Tensor.ones([1, 1, 2, 2])
        for layer in net.modules {
            var calls = 0
            let handle = layer.registerForwardHook { _, _, _ in
                calls += 1
                return nil
            }
            _ = try noGrad { try net(x) }
            #expect(calls == 1)
            handle.remove()
        }
    }

    @Test func paths() throws {
        let net = Sequential(Sequential(Linear(2, 3), BatchNorm2d(3)), ReLU())
        #expect(try net.getSubmodule("0.0") is Linear)
        #expect(try net.getSubmodule("") === net)
        #expect(try net.getParameter("0.0.weight") === (net.getSubmodule("0.0") as? Linear)?.weight)
        #expect(try net.getBuffer("0.1.running_mean").shape == [3])
        let error = #expect(throws: TensorError.self) { try net.getSubmodule("0.2") }
        #expect(error?.message == "Sequential has no attribute `2`")
        #expect(throws: TensorError.self) { try net.getParameter("0.0.scale") }
        #expect(net.children.count == 2 && net.allModules.count == 5)
    }

    @Test func parameterCollections() {
        let list = ParameterList([Parameter(.ones([2])), Parameter(.ones([3, 1]))])
        #expect(
            list.description == """
                ParameterList(
                    (0): Parameter containing: [torch.float32 of size 2]
                    (1): Parameter containing: [torch.float32 of size 3x1]
                )
                """)
        #expect(
            list.stateDict.keys == ["0", "1"] && list[1].shape == [3, 1] && "\(ParameterList([]))" == "ParameterList()")
        let dict = ParameterDict(["a": Parameter(.ones([2])), "b": Parameter(.ones([3], dtype: .float64))])
        #expect(
            dict.description == """
                ParameterDict(
                    (a): Parameter containing: [torch.FloatTensor of size 2]
                    (b): Parameter containing: [torch.DoubleTensor of size 3]
                )
                """)
        #expect(dict.stateDict.keys == ["a", "b"] && dict["b"]?.dtype == .float64)
    }

    @Test func modulesOfSeveralTensorsAreAlsoModulesOfOne() throws {
        let x = Tensor.ones([3, 2, 4])
        let lstm = LSTM(4, 5)
        let (output, state) = try lstm(x)
        let alone: Tensor = try lstm(x)
        #expect(output.shape == [3, 2, 5] && state.cell.shape == [1, 2, 5] && alone.shape == output.shape)
        #expect(try Sequential(GRU(4, 4), MultiheadAttention(4, 2))(x).shape == [3, 2, 4])
        #expect(lstm.weights["weight_hh_l0"]?.shape == [20, 5])
    }
}
