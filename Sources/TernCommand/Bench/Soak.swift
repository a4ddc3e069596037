import Foundation
import Tern

/// Trains small networks of random shapes for a given time and watches memory: what a long-running server needs to know.
struct Soak {
    let seconds: Double
    private let clock = ContinuousClock()

    init(seconds: Double) { self.seconds = seconds }

    /// Prints a line now and then.
    ///
    /// - Throws: when tensors are left over, or the cache has outgrown its bound.
    func run() throws {
        let start = clock.now
        var lastLine = start
        var shapes = 0
        // The first shapes start threads and fill caches that stay.
        for _ in 0..<20 { try trainOnce() }
        let before = CPU.memory.inUse
        var peakCached = 0
        while (clock.now - start).seconds < seconds {
            try trainOnce()
            shapes += 1
            peakCached = max(peakCached, CPU.memory.cached)
            if (clock.now - lastLine).seconds > 10 {
                lastLine = clock.now
                print(line(shapes, start))
            }
        }
        let after = CPU.memory.inUse
        print(line(shapes, start))
        print("soak: \(shapes) shapes, \(before) bytes in use before and \(after) after, at most \(peakCached) kept")
        guard after == before else {
            throw TensorError("soak", "\(after - before) bytes have leaked")
        }
    }

    private func line(_ shapes: Int, _ start: ContinuousClock.Instant) -> String {
        let memory = CPU.memory
        let time = fixed((clock.now - start).seconds, 0)
        return "\(time) s: \(shapes) shapes, \(memory.inUse >> 10) KB in use, \(memory.cached >> 20) MB kept"
    }

    /// One step of SGD on one random network and batch.
    private func trainOnce() throws {
        let (inputs, outputs) = (Int.random(in: 1...40), Int.random(in: 1...40))
        let groups = Bool.random() ? 1 : greatestCommonDivisor(inputs, outputs)
        let kernel = Int.random(in: 1...5)
        let net = Sequential {
            Conv2d(
                inputs, outputs, kernelSize: [kernel, Int.random(in: 1...5)], stride: Int.random(in: 1...3),
                padding: Int.random(in: 0...2), dilation: Int.random(in: 1...2), groups: groups)
            BatchNorm2d(outputs)
            ReLU()
            MaxPool2d(kernelSize: 2, ceilMode: true)
            Conv2d(outputs, 16, kernelSize: 3, padding: 1)
            Flatten()
        }
        let optimizer = try SGD(net.parameters, lr: 0.01, momentum: 0.9)
        let x = Tensor.randn([
            Int.random(in: 2...4), inputs, Int.random(in: 12...50), Int.random(in: 12...50),
        ])
        let loss = try net(x).square().mean()
        try loss.backward()
        try optimizer.step()
        guard try loss.item(as: Double.self).isFinite else { throw TensorError("soak", "the loss is not finite") }
    }

    private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
        b == 0 ? a : greatestCommonDivisor(b, a % b)
    }
}
