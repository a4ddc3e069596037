import Foundation
import Tern
import Testing

/// Weights that are used again and again are kept packed: never longer than their values.
@Suite struct WeightFormsTests {
    /// Winograd, direct, strided and first-layer weights.
    static let weights = [[32, 32, 3, 3], [40, 24, 1, 1], [32, 16, 5, 5], [64, 3, 7, 7]]

    @Test(arguments: weights) func repeatedUsesAgreeToTheLastBit(_ shape: [Int]) throws {
        manualSeed(3)
        let (x, weight) = (Tensor.randn([2, shape[1], 12, 13]), Tensor.randn(shape))
        let first = try F.conv2d(x, weight, padding: 2)
        for _ in 0..<4 { #expect(try F.conv2d(x, weight, padding: 2).equal(first)) }
    }

    @Test(arguments: weights) func aWriteIsSeenAtOnce(_ shape: [Int]) throws {
        manualSeed(4)
        let x = Tensor.randn([2, shape[1], 12, 13])
        var weight = Tensor.randn(shape)
        for step in 0..<3 {
            for _ in 0..<3 { _ = try F.conv2d(x, weight, padding: 1) }
            weight[step] = Tensor.randn(Array(shape.dropFirst()))
            let fresh = try F.conv2d(x, weight.clone(), padding: 1)
            #expect(try F.conv2d(x, weight, padding: 1).equal(fresh))
        }
    }

    @Test func aReplacedParameterIsSeenAtOnce() throws {
        manualSeed(5)
        let (conv, x) = (Conv2d(32, 32, kernelSize: 3), Tensor.randn([1, 32, 20, 20]))
        for _ in 0..<3 { _ = try conv(x) }
        conv.weight.tensor = conv.weight.tensor * 2
        let expected = try F.conv2d(x, conv.weight.tensor.clone(), conv.bias?.tensor)
        #expect(try conv(x).equal(expected))
    }

    @Test func viewsOfOneWeightHaveFormsOfTheirOwn() throws {
        manualSeed(6)
        let (x, weight) = (Tensor.randn([1, 32, 9, 9]), Tensor.randn([64, 32, 3, 3]))
        let halves = try [
            weight.narrow(0, start: 0, length: 32), weight.narrow(0, start: 32, length: 32),
            weight.narrow(0, start: 0, length: 32).transpose(0, 1),
        ]
        for _ in 0..<4 {
            for half in halves {
                #expect(try F.conv2d(x, half).equal(F.conv2d(x, half.contiguous().clone())))
            }
        }
    }

    @Test func threadsMayShareAWeight() throws {
        manualSeed(7)
        let (x, weight) = (Tensor.randn([1, 32, 16, 16]), Tensor.randn([32, 32, 3, 3]))
        let expected = try F.conv2d(x, weight)
        let agreed = Agreement()
        DispatchQueue.concurrentPerform(iterations: 16) { _ in
            agreed.note((try? F.conv2d(x, weight).equal(expected)) ?? false)
        }
        #expect(agreed.all)
    }

    private final class Agreement: @unchecked Sendable {
        private let lock = NSLock()
        private(set) var all = true
        func note(_ agrees: Bool) { lock.withLock { all = all && agrees } }
    }
}
