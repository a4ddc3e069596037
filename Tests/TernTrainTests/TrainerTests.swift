import Foundation
import Tern
import Testing

@Suite struct TrainerTests {
    @Test(arguments: [0, 2]) func aStoppedRunGoesOnBitForBit(workers: Int) throws {
        try Generator.withDefault(Generator()) {
            let whole = try ShortRun(workers: workers)
            try whole.trainer.fit(whole.loader, test: whole.test, epochs: 3)
            let expected = try whole.numbers
            // In an epoch, at its first and last step, and in the one after.
            for stop in [4, 8, 9, 17] {
                try withTemporaryFolder { folder in
                    let first = try ShortRun(folder: folder, workers: workers)
                    first.trainer.callbacks = [Crash(at: stop)]
                    #expect(throws: Crash.Stopped.self) {
                        try first.trainer.fit(first.loader, test: first.test, epochs: 3)
                    }
                    let second = try ShortRun(workers: workers, seed: 99)
                    let path = folder.appendingPathComponent("last.safetensors").path
                    try second.trainer.restore(Checkpoint(contentsOf: path))
                    #expect(second.trainer.step == stop - 1)
                    try second.trainer.fit(second.loader, test: second.test, epochs: 3)
                    let isEqual = try second.numbers == expected
                    #expect(isEqual, "stopped at \(stop)")
                    let losses = (whole.trainer.history.map(\.trainLoss), second.trainer.history.map(\.trainLoss))
                    #expect(losses.0 == losses.1)
                    #expect(second.trainer.history.map(\.testAccuracy) == whole.trainer.history.map(\.testAccuracy))
                }
            }
        }
    }

    @Test func learns() throws {
        try Generator.withDefault(Generator()) {
            let run = try ShortRun(text: "conv8 bn relu pool fc10")
            try run.trainer.fit(run.loader, epochs: 3)
            let losses = run.trainer.history.map(\.trainLoss)
            #expect(losses[2] < losses[0])
            #expect(run.trainer.history[2].testLoss == nil)
        }
    }

    @Test func aLossThatIsNotFiniteNamesStepAndLayerAndKeepsTheCheckpoint() throws {
        try Generator.withDefault(Generator()) {
            try withTemporaryFolder { folder in
                let run = try ShortRun(folder: folder)
                let conv = try #require(run.trainer.model.namedModules[1].module as? Conv2d)
                let breaker = Breaker(conv)
                run.trainer.callbacks = [breaker]
                let error = #expect(throws: TensorError.self) {
                    try run.trainer.fit(run.loader, test: run.test, epochs: 3)
                }
                // The third step breaks the weights, and no checkpoint holds them.
                #expect(error?.message.contains("'0.weight' has become non-finite at step 4 (epoch 1)") == true)
                let saved = try Checkpoint(contentsOf: folder.appendingPathComponent("last.safetensors").path)
                #expect(saved.step == 2)

                let other = try ShortRun()
                let layer = try #require(other.trainer.model.namedModules[1].module as? Conv2d)
                layer.weight.tensor = Tensor.full(layer.weight.shape, Float.nan)
                let refusal = #expect(throws: TensorError.self) { try other.trainer.fit(other.loader, epochs: 1) }
                #expect(refusal?.message.contains("at step 1 (epoch 1)") == true)
                #expect(refusal?.message.contains("'0', Conv2d(1, 4") == true)
            }
        }
    }

    @Test func endsWhereTheTestLossStalls() throws {
        try Generator.withDefault(Generator()) {
            let run = try ShortRun()
            let still = Trainer(
                run.trainer.model, try SGD(run.trainer.model.parameters, lr: 0.0), options: .init(patience: 2)
            ) { scores, _ in scores.mul(0).sum() + 1 }
            try still.fit(run.loader, test: run.test, epochs: 9)
            #expect(still.epoch == 3)
        }
    }
}

/// Breaks a layer's weights after the third step.
private final class Breaker: TrainingCallback {
    private let conv: Conv2d

    init(_ conv: Conv2d) { self.conv = conv }

    func stepEnded(_ trainer: Trainer, loss: Double, samples: Int) {
        if trainer.step == 3 { conv.weight.tensor = Tensor.full(conv.weight.shape, Float.infinity) }
    }
}
