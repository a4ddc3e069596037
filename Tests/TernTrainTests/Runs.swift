import Foundation
import Tern

/// A folder for one test, removed afterwards.
func withTemporaryFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tern-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
}

/// A short training with everything that draws random numbers: shuffling, augmentation, dropout.
struct ShortRun {
    var trainer: Trainer
    var loader: DataLoader<LabeledImages>
    var test: DataLoader<LabeledImages>

    init(folder: URL? = nil, workers: Int = 0, text: String = "conv4 bn relu pool drop0.3 fc10", seed: Int = 3) throws {
        manualSeed(seed)
        let digits = try Digits(train: true)
        let part = { (start: Int, length: Int) in
            (
                try digits.data.narrow(0, start: start, length: length),
                try digits.targets.narrow(0, start: start, length: length)
            )
        }
        let (x, y) = try part(0, 60)
        let data = try LabeledImages(
            x, y, augmentation: ImageAugmentation(rotation: 10, shift: 1, scale: 0.1, flip: true))
        let held = try part(60, 30)
        let net = try NetworkText.network(text, input: [1, 8, 8])
        let optimizer = try AdamW(net.parameters, lr: 0.01)
        loader = try DataLoader(data, batchSize: 8, shuffle: true, numWorkers: workers)
        test = try DataLoader(LabeledImages(held.0, held.1, normalization: data.normalization), batchSize: 16)
        trainer = Trainer(
            net, optimizer, scheduler: try OneCycleLR(optimizer, maxLR: 0.01, totalSteps: 3 * loader.count + 1),
            options: .init(folder: folder?.path, checkpointEvery: folder == nil ? nil : 1, clipNorm: 1))
    }

    /// Every number of the model and the optimizer.
    var numbers: [Double] {
        get throws {
            let state = try trainer.model.stateDict.flatMap { try $0.tensor.array(of: Double.self) }
            let memory = try trainer.optimizer.stateDict().state.sorted { $0.key < $1.key }.flatMap { entry in
                try entry.value.flatMap { try $0.value.tensorValue?.array(of: Double.self) ?? [] }
            }
            return state + memory
        }
    }
}

/// Ends a training after so many steps, as a crash would.
final class Crash: TrainingCallback {
    struct Stopped: Error {}
    private let step: Int

    init(at step: Int) { self.step = step }

    func stepEnded(_ trainer: Trainer, loss: Double, samples: Int) throws {
        // The checkpoint of the step before is the last one.
        if trainer.step == step { throw Stopped() }
    }
}
