import Foundation
import Testing
import Tern

/// Runs a body on a thread with a small stack and waits for it.
private func onSmallStack(_ body: @escaping @Sendable () -> Void) async {
    await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
        let thread = Thread {
            body()
            done.resume()
        }
        thread.stackSize = 512 << 10
        thread.start()
    }
}

@Suite struct GraphTests {
    /// Forward, backward and release of 100,000 operations must not use the stack.
    @Test func aDeepChainNeedsNoStack() async {
        await onSmallStack {
            let x = Tensor(1.0, requiresGrad: true)
            var y = x
            for _ in 0..<100_000 { y = y + 0.5 }
            #expect(refusal { try y.backward() } == nil)
            #expect((try? x.grad?.item()) == 1)
        }
    }

    /// The same where every operation saves a tensor, and where the graph is dropped without a backward pass.
    @Test func aDeepChainOfSavedTensorsIsReleased() async {
        await onSmallStack {
            let x = Tensor(1.0, requiresGrad: true)
            var y = x
            for _ in 0..<50_000 { y = y.sin() }
            y = x
            for _ in 0..<50_000 { y = y.cos() }
            #expect(refusal { try y.backward() } == nil)
        }
    }

    /// The gradient's own graph is as deep.
    @Test func aDeepSecondDerivative() async {
        await onSmallStack {
            let x = Tensor(0.5, dtype: .float64, requiresGrad: true)
            var y = x
            for _ in 0..<2000 { y = y.sin() }
            let second = try? grad(grad(y, x, createGraph: true), x)
            #expect((try? second?.item().isFinite) == true)
        }
    }

    /// Both paths of each diamond count, but each operation runs once: 2^60 paths would never end.
    @Test func diamondsAreWalkedOnce() throws {
        let x = Tensor(1.0, dtype: .float64, requiresGrad: true)
        var y = x
        for _ in 0..<60 { y = try y + y }
        try y.backward()
        #expect(try x.grad?.item() == 0x1p60)
    }

    @Test func onlyTheWayToTheInputsIsWalked() throws {
        let x = Tensor([1.0], requiresGrad: true)
        let other = Tensor([1.0], requiresGrad: true)
        let failing = try Refusing().apply(other)
        let y = try x * 2 + failing
        #expect(try grad(outputs: [y], inputs: [x], retainGraph: true)[0]?.item() == 2)
        #expect(refusal { try y.sum().backward() }?.message == "not this way")
    }

    private struct Refusing: DifferentiableFunction {
        func forward(_ inputs: [Tensor], _ context: FunctionContext) throws -> [Tensor] { inputs }
        func backward(_ gradients: [Tensor], _ context: FunctionContext) throws -> [Tensor?] {
            throw TensorError("backward", "not this way")
        }
    }

    /// A graph holds on to its leaves, not the other way round.
    @Test func graphsAreFreed() throws {
        final class Token: Sendable {}
        struct Holding: DifferentiableFunction {
            let token: Token
            func forward(_ inputs: [Tensor], _ context: FunctionContext) throws -> [Tensor] {
                let y = inputs[0] * 2
                context.save(y)
                return [y]
            }
            func backward(_ gradients: [Tensor], _ context: FunctionContext) throws -> [Tensor?] {
                [gradients[0] * 2]
            }
        }
        weak var token: Token?
        let x = Tensor([1.0], requiresGrad: true)
        do {
            let strong = Token()
            token = strong
            let y = try Holding(token: strong).apply(x)
            try y.sum().backward()
        }
        #expect(token == nil)
        #expect(x.grad != nil)
    }
}
