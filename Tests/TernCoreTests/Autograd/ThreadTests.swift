import Testing
import Tern

/// Gradients from several threads at once.
@Suite struct ThreadTests {
    @Test func sharedLeavesCollectEveryGradient() async throws {
        let x = Tensor([1.0, 2.0, 3.0], dtype: .float64, requiresGrad: true)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<200 { try (x * x).sum().backward() }
                }
            }
            try await group.waitForAll()
        }
        #expect(try x.grad?.array() == [3200.0, 6400.0, 9600.0])
    }

    @Test func oneGraphMayBeWalkedByTwo() async throws {
        let x = Tensor([2.0], dtype: .float64, requiresGrad: true)
        let y = try x.exp() * x.sin()
        let expected = try grad(outputs: [y], inputs: [x], retainGraph: true)[0]?.item()
        try await withThrowingTaskGroup(of: Double?.self) { group in
            for _ in 0..<100 {
                group.addTask { try grad(outputs: [y], inputs: [x], retainGraph: true)[0]?.item() }
            }
            for try await found in group { #expect(found == expected) }
        }
    }

    @Test func recordingIsAMatterOfTheThread() async {
        await withTaskGroup(of: Bool.self) { group in
            for index in 0..<64 {
                let silent = index % 2 == 0
                group.addTask {
                    let x = Tensor([1.0], requiresGrad: true)
                    let results = (0..<50).map { _ in (silent ? noGrad { x * 2 } : x * 2).requiresGrad }
                    return results.allSatisfy { $0 != silent }
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }

    @Test func hooksFromSeveralThreads() async throws {
        let x = Tensor([1.0], dtype: .float64, requiresGrad: true)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<100 {
                        let handle = try x.registerHook { $0 }
                        try x.sum().backward()
                        handle.remove()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try x.grad?.item() == 400)
    }
}
