import Testing
import Tern

/// A list that hooks write to.
private final class Log<Entry> {
    var entries: [Entry] = []
}

@Suite struct HookTests {
    @Test func aHookSeesAndReplacesALeafsGradient() throws {
        let x = Tensor([1.0, 2.0], requiresGrad: true)
        let log = Log<[Double]>()
        let handle = try x.registerHook { gradient in
            log.entries.append(try gradient.array())
            return gradient * 10
        }
        try (x * 3).sum().backward()
        #expect(log.entries == [[3, 3]])
        #expect(try x.grad?.array() == [30.0, 30.0])
        handle.remove()
        handle.remove()
        x.grad = nil
        try (x * 3).sum().backward()
        #expect(try x.grad?.array() == [3.0, 3.0])
        #expect(log.entries.count == 1)
    }

    @Test func aHookOfAComputedTensorRunsOnceWithTheWholeGradient() throws {
        let x = Tensor([1.0], requiresGrad: true)
        let y = x * 2
        let log = Log<Double>()
        try y.registerHook { gradient in
            log.entries.append(try gradient.item())
            return nil
        }
        try (y * 3 + y * 4).sum().backward()
        #expect(log.entries == [7])
        #expect(try x.grad?.item() == 14)
    }

    @Test func hooksRunInOrder() throws {
        let x = Tensor([1.0], requiresGrad: true)
        try x.registerHook { $0 + 1 }
        try x.registerHook { $0 * 10 }
        try x.sum().backward()
        #expect(try x.grad?.item() == 20)
    }

    @Test func aHookMayThrow() throws {
        let x = Tensor([1.0], requiresGrad: true)
        try x.registerHook { _ in throw TensorError("hook", "stop") }
        #expect(refusal { try x.sum().backward() }?.message == "stop")
        #expect(isGradEnabled)
    }

    @Test func hooksSeeTheGradientsOfGrad() throws {
        let x = Tensor([1.0], requiresGrad: true)
        try x.registerHook { $0 * 2 }
        #expect(try grad((x * 3).sum(), x).item() == 6)
    }

    @Test func retainGradKeepsAComputedTensorsGradient() throws {
        let x = Tensor([1.0], requiresGrad: true)
        let y = x * 2
        let z = y * 3
        try y.retainGrad()
        try x.retainGrad()
        try z.sum().backward()
        #expect(try y.grad?.item() == 3)
        #expect(z.grad == nil)
        #expect(try x.grad?.item() == 6)
    }

    @Test func aRetainedGradientIsThatAfterHooks() throws {
        let x = Tensor([1.0], requiresGrad: true)
        let y = x * 2
        try y.retainGrad()
        try y.registerHook { $0 * 5 }
        try y.sum().backward()
        #expect(try y.grad?.item() == 5)
        #expect(try x.grad?.item() == 10)
    }
}
