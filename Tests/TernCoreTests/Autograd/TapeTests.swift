import Testing
import Tern

/// A list that hooks write to.
private final class Log {
    var entries: [String] = []
}

/// When what happens on the way back, and what is kept for it: all as torch 2.15 does.
@Suite struct TapeTests {
    @Test func aLeafsHookSeesTheSum() throws {
        let x = Tensor([1.0, 2.0], requiresGrad: true)
        let log = Log()
        try x.registerHook { gradient in
            log.entries.append("\(try gradient.array(of: Double.self))")
            return gradient * 2
        }
        try (x * 2 + x * 3 + x).sum().backward()
        #expect(log.entries == ["[6.0, 6.0]"])
        #expect(try x.grad?.array() == [12.0, 12.0])
        #expect(try grad((x * x).sum(), x).array() == [4.0, 8.0])
        #expect(log.entries.count == 2)
    }

    @Test func aLeafIsDoneWhenItsLastGradientIsThere() throws {
        let (x, w) = (Tensor([1.0], requiresGrad: true), Tensor([1.0], requiresGrad: true))
        let log = Log()
        let y = x * 2
        try x.registerHook { _ in
            log.entries.append("x"); return nil
        }
        try w.registerHook { _ in
            log.entries.append("w"); return nil
        }
        try y.registerHook { _ in
            log.entries.append("y"); return nil
        }
        try (y * w).sum().backward()
        #expect(log.entries == ["w", "y", "x"])
    }

    @Test func retainedGradientsAddUp() throws {
        let x = Tensor([1.0, 2.0], requiresGrad: true)
        let y = x * 2
        try y.retainGrad()
        for _ in 0..<2 { try (y * y).sum().backward(retainGraph: true) }
        #expect(try y.grad?.array() == [8.0, 16.0])
        #expect(try x.grad?.array() == [16.0, 32.0])
    }

    @Test func hooksMayComeAndGoWhileTheyRun() throws {
        let x = Tensor([1.0], requiresGrad: true)
        let log = Log()
        var handles: [HookHandle] = []
        try handles.append(
            x.registerHook { _ in
                log.entries.append("first")
                handles.forEach { $0.remove() }
                try x.registerHook { _ in
                    log.entries.append("added"); return nil
                }
                return nil
            })
        try handles.append(
            x.registerHook { _ in
                log.entries.append("second"); return nil
            })
        try x.sum().backward()
        #expect(log.entries == ["first", "second"])
        try x.sum().backward()
        #expect(log.entries == ["first", "second", "added"])
    }

    @Test func aHookMayRunBackward() throws {
        let (x, z) = (Tensor([1.0], requiresGrad: true), Tensor([1.0], requiresGrad: true))
        try x.registerHook { gradient in
            try enableGrad { try (z * gradient * 2).sum().backward() }
            return nil
        }
        try (x * 3).sum().backward()
        #expect(try x.grad?.item() == 3 && (try z.grad?.item()) == 6)
    }

    @Test func aHookThatThrowsLeavesEverythingUsable() throws {
        let x = Tensor([1.0], requiresGrad: true)
        let y = x * 2
        let handle = try y.registerHook { _ in throw TensorError("hook", "stop") }
        #expect(refusal { try (y * 3).sum().backward() }?.message == "stop")
        #expect(isGradEnabled && x.grad == nil)
        handle.remove()
        try (y * 3).sum().backward()
        #expect(try x.grad?.item() == 6)
    }

    @Test func whatIsNotOnTheWayIsLeftAlone() throws {
        let (x, w) = (Tensor([2.0], requiresGrad: true), Tensor([3.0], requiresGrad: true))
        try w.registerHook { _ in throw TensorError("hook", "not asked for") }
        let y = try x * x
        let z = try (y * w).sum()
        #expect(try grad(z, y).item() == 3)
        // The way from y to x was not walked, so what it keeps is still there.
        try y.sum().backward()
        #expect(try x.grad?.item() == 4)
    }

    // MARK: What is kept

    /// Operations, and whether torch can run each backward twice.
    @Test func whatSavesNothingRunsTwice() throws {
        let x = Tensor.ones([2, 3], requiresGrad: true).add(0.5)
        let w = Tensor.ones([2, 3], requiresGrad: true)
        let c = Tensor.ones([2, 3])
        let twice: [(String, () throws -> Tensor)] = [
            ("x + 1", { x + 1 }), ("x - 1", { x - 1 }), ("1 - x", { 1 - x }), ("x + w", { try x + w }),
            ("x - w", { try x - w }), ("x + c", { try x + c }), ("alpha", { try x.add(w, alpha: 2) }),
            ("types", { try x + c.to(.float64) }), ("sum", { x.sum() }), ("sum 0", { try x.sum(dim: 0) }),
            ("mean", { x.mean() }), ("view", { try x.reshape(6) }), ("t", { try x.t() }),
            ("expand", { try x.unsqueeze(0).expand([4, 2, 3]) }), ("slice", { x[0..<1] }),
            ("cat", { try Tensor.cat([x, w]) }), ("stack", { try Tensor.stack([x, w]) }), ("neg", { -x }),
            ("floor", { x.floor() }), ("clone", { x.clone() }), ("to", { try x.to(.float64) }),
            ("cumsum", { try x.cumsum(dim: 0) }), ("flip", { try x.flip([0]) }), ("roll", { try x.roll(1) }),
            ("lerp", { try x.lerp(w, 0.5) }), ("sign", { x.sign() }), ("tril", { try x.tril() }),
            ("addcmul", { try x.addcmul(c, c) }), ("repeat", { try x.repeat(2, 1) }),
            ("unbind", { try x.unbind()[0] }), ("split", { try x.split(1)[0] }), ("diagonal", { try x.diagonal() }),
            ("remainder", { x.remainder(2) }), ("fmod", { x.fmod(2) }), ("round", { x.round() }),
        ]
        for (name, make) in twice { #expect(try repeated(make) == nil, "\(name)") }
        let once: [(String, () throws -> Tensor)] = [
            ("x * 2", { x * 2 }), ("x * c", { try x * c }), ("x / 2", { x / 2 }), ("c / x", { try c / x }),
            ("exp", { x.exp() }), ("relu", { x.relu() }), ("pow", { x.pow(2) }), ("abs", { x.abs() }),
            ("where", { try Tensor.where(c .> 0, x, w) }), ("mm", { try x.mm(w.t()) }), ("mm c", { try x.mm(c.t()) }),
            ("max", { x.max() }), ("lerp", { try x.lerp(w, c) }), ("maximum", { try x.maximum(w) }),
            ("tanh", { x.tanh() }), ("softmax", { try x.softmax(dim: 0) }), ("fmod", { try x.fmod(w) }),
        ]
        for (name, make) in once {
            #expect(
                try repeated(make)?.hasPrefix("Trying to backward through the graph a second time") == true, "\(name)")
        }
    }

    private func repeated(_ make: () throws -> Tensor) throws -> String? {
        let y = try make()
        let ones = Tensor.ones(y.shape, dtype: y.dtype)
        try y.backward(gradient: ones)
        return refusal { try y.backward(gradient: ones) }?.message
    }

    @Test func aFactorWithoutAGradientDoesNotKeepTheOther() throws {
        final class Token {}
        weak var freed: Token?
        let w = Tensor([2.0], requiresGrad: true)
        var y = Tensor([0.0])
        do {
            struct Holding: DifferentiableFunction {
                let token: Token
                func forward(_ inputs: [Tensor], _ context: FunctionContext) throws -> [Tensor] { [inputs[0] * 2] }
                func backward(_ gradients: [Tensor], _ context: FunctionContext) throws -> [Tensor?] { gradients }
            }
            let token = Token()
            freed = token
            y = try w * Holding(token: token).apply(Tensor([3.0], requiresGrad: true)).detach()
        }
        #expect(freed == nil)
        try y.backward()
        #expect(try w.grad?.item() == 6)
    }

    // MARK: Values

    @Test func aQuotientsGradientKeepsHalfTypesInRange() throws {
        let a = try Tensor([1.0, 2, 3, 1e4, 5e-5], dtype: .float64).to(.float16).requiringGrad()
        let b = try Tensor([300.0, 1e-4, 7, 3e4, 1e-3], dtype: .float64).to(.float16).requiringGrad()
        try a.div(b).sum().backward()
        #expect(
            try a.grad?.array(of: Double.self) == [
                0.00333404541015625, 10000.0, 0.142822265625, 3.331899642944336e-05, 999.5,
            ])
        #expect(
            try b.grad?.array(of: Double.self) == [
                -1.1086463928222656e-05, -.infinity, -0.06121826171875, -1.1086463928222656e-05, -49.96875,
            ])
    }

    @Test func productsByPlaceHaveASecondDerivative() throws {
        func second(_ x: [Double], _ s: [Double], includeSelf: Bool) throws -> [[Double]] {
            let x = Tensor(x, dtype: .float64, requiresGrad: true)
            let s = Tensor(s, dtype: .float64, requiresGrad: true)
            let y = try x.scatterReduce(0, Tensor([0, 0, 1]), s, reduce: .prod, includeSelf: includeSelf)
            let g = try grad(outputs: [y.sum()], inputs: [x, s], createGraph: true)
            let total = try (g[0]! * g[0]!).sum() + (g[1]! * g[1]!).sum()
            return try grad(outputs: [total], inputs: [x, s], allowUnused: true).map {
                try $0?.array(of: Double.self) ?? []
            }
        }
        #expect(try second([2, 3], [0.5, 3, 1.5], includeSelf: true) == [[37, 6], [13, 25.5, 3]])
        #expect(try second([2, 3], [0, 3, 1.5], includeSelf: true) == [[36, 6], [0, 24, 3]])
        #expect(try second([0, 3], [0.5, 3, 1.5], includeSelf: true) == [[0, 6], [9, 1.5, 3]])
        #expect(try second([0, 3], [0, 3, 1.5], includeSelf: true) == [[0, 6], [0, 0, 3]])
        #expect(try second([2, 3], [0.5, 3, 1.5], includeSelf: false).last == [1, 6, 0])
        let error = refusal { _ = try second([2, 3], [0, 0, 1.5], includeSelf: true) }
        #expect(
            error?.message
                == "scatter_reduce(): Double backward is unsupported for src when >1 zeros in src are scattered to the same position in self"
        )
    }

    /// Ten times the graph takes about ten times as long, however many gradients are asked for.
    @Test func manyInputsAreNoQuadraticWalk() throws {
        func seconds(_ count: Int) throws -> Double {
            let leaves = (0..<count).map { _ in Tensor([1.0], requiresGrad: true) }
            var y = try leaves[0] * leaves[0]
            for leaf in leaves { y = try y * leaf }
            let clock = ContinuousClock()
            let time = try clock.measure { _ = try grad(outputs: [y.sum()], inputs: leaves) }
            return Double(time.components.attoseconds) / 1e18 + Double(time.components.seconds)
        }
        _ = try seconds(500)
        let (small, large) = (try seconds(1000), try seconds(10_000))
        #expect(large < 40 * small + 0.1)
    }
}
