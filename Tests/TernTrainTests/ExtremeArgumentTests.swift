import Tern
import Testing

/// Metrics, networks as text and changed images with numbers as far out as their types go.
@Suite struct ExtremeArgumentTests {
    private static let integers = [0, -1, 1 << 31, 1 << 40, 1 << 62, 5_000_000_000, Int.max, Int.min]
    private static let numbers = [0, -1, 1e300, .infinity, -.infinity, .nan]

    @Test(arguments: integers) func matricesOfClasses(_ number: Int) throws {
        var matrix = ConfusionMatrix(classes: number)
        #expect(
            matrix[5, 0] == 0 && matrix[number, number] == 0 && matrix.support(7) == 0 && matrix.support(number) == 0)
        #expect(matrix.value.isNaN && matrix.macroF1.isNaN && matrix.counts.isEmpty)
        #expect(matrix.precision.isEmpty && matrix.recall.isEmpty && matrix.f1.isEmpty)
        #expect(throws: TensorError.self) { try matrix.update(Tensor([[0.5, 1]]), Tensor([1])) }
        if number > 0 { #expect(throws: TensorError.self) { try matrix.tensor } }
    }

    @Test func manyClasses() throws {
        var matrix = ConfusionMatrix(classes: 5000)
        try matrix.update(Tensor.eye(5000)[0..<3], Tensor([0, 1, 4]))
        #expect(matrix[4, 2] == 1 && matrix.support(4) == 1 && matrix.counts.isEmpty)
        #expect(matrix.recall.prefix(5) == [1, 1, 0, 0, 0] && matrix.precision.count == 5000)
    }

    @Test(arguments: integers) func otherMetrics(_ number: Int) throws {
        var accuracy = Accuracy(topK: number)
        try accuracy.update(Tensor([[0.5, 1]]), Tensor([1]))
        #expect(accuracy.value == 1)
        var areas = AUROC()
        for target in [Tensor([number]), Tensor([Double(number)])] {
            if number == 0 { continue }
            #expect(throws: TensorError.self) { try areas.update(Tensor([[0.5, 1]]), target) }
            #expect(throws: TensorError.self) { try accuracy.update(Tensor([[0.5, 1]]), target) }
        }
    }

    @Test(arguments: numbers) func scoresThatAreNoNumbers(_ number: Double) throws {
        let scores = try Tensor([[number, -number], [1, number], [number, number]], dtype: .float64).to(.float32)
        let target = Tensor([0, 1, 1])
        var (accuracy, matrix, areas) = (Accuracy(), ConfusionMatrix(classes: 2), AUROC())
        try accuracy.update(scores, target)
        try matrix.update(scores, target)
        try areas.update(scores, target)
        #expect((0...1).contains(accuracy.value) && (0...1).contains(matrix.value) && areas.perClass.count == 2)
        var mean = RunningMean()
        mean.update(number, weight: number)
        let change = ImageAugmentation(rotation: number, shift: number, scale: number, flip: true, wholePixels: true)
        #expect(try change(Tensor.ones([2, 1, 3, 4])).shape == [2, 1, 3, 4])
        let images = Tensor.ones([2, 1, 3, 4])
        _ = try LabeledImages(images, Tensor([0, 1]), normalization: ([number], [number])).batch(at: [0, 1])
    }

    @Test(arguments: [
        "conv8 bn relu gap fc10", "fc10", "conv8x5s2 pool fc10", "avgpool conv65536x65535 gap fc1", "gap fc1048576",
    ])
    func networksOfHugeImages(_ text: String) {
        for number in ExtremeArgumentTests.integers {
            for input in [[1, number, 2], [number, 1, 1], [number, number, number], [1, 2, number]] {
                guard let network = try? NetworkText.network(text, input: input) else { continue }
                // What it cannot hold the first use says.
                _ = try? ModelSummary(network, inputSize: [number] + input)
            }
        }
        let error = #expect(throws: TensorError.self) {
            try NetworkText.network("conv8 bn relu gap fc10", input: [1, .max, 2])
        }
        #expect(error?.message.contains("images of 1x9223372036854775807x2 are too large") == true)
    }

    @Test(arguments: integers) func summaries(_ number: Int) throws {
        let net = Sequential {
            Flatten()
            Linear(4, 2)
        }
        #expect("\(try ModelSummary(net, inputSize: [1, 4], depth: number))".contains("Total params: 10"))
        if number != 0 { #expect(throws: TensorError.self) { try ModelSummary(net, inputSize: [number, 4]) } }
        let images = try LabeledImages(Tensor.zeros([2, 1, 2, 2]), Tensor([0, 1]))
        #expect(throws: TensorError.self) { try images.batch(at: [number == -1 ? -3 : number == 0 ? 2 : number]) }
        #expect(throws: TensorError.self) { try images.sample(at: number == -1 ? -3 : number == 0 ? 2 : number) }
    }

    /// A diverged run's hint names the checkpoint only where there is one.
    @Test func aRunThatDivergesAtOnceHasNoCheckpointToGoBackTo() throws {
        try withTemporaryFolder { folder in
            let net = Sequential { Linear(2, 2) }
            let trainer = Trainer(net, try SGD(net.parameters, lr: 0.1), options: .init(folder: folder.path))
            let data = try TensorDataset(Tensor.full([2, 2], Float.nan), Tensor([0, 1]))
            let error = #expect(throws: TensorError.self) {
                try trainer.fit(DataLoader(data, batchSize: 2), epochs: 1)
            }
            #expect(error?.hint == "try a lower learning rate or gradient clipping")
        }
    }
}
