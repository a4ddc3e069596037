import Tern
import Testing

@Suite struct DatasetTests {
    private let x = Tensor((0..<24).map { Float($0) }).deferredReshape([6, 2, 2])
    private let y = Tensor([0, 10, 20, 30, 40, 50])

    @Test func givesRows() throws {
        let data = try TensorDataset(x, y)
        #expect(data.count == 6)
        let (row, label) = try data[-1]
        #expect(row.shape == [2, 2])
        #expect(try row.array(of: Int.self) == [20, 21, 22, 23])
        #expect(try label.item() == 50)
        let error = #expect(throws: TensorError.self) { try data[6] }
        #expect(error?.message == "index 6 is out of bounds for dimension 0 with size 6")
        #expect(error?.kind == .index)
        #expect(throws: TensorError.self) { try data[-7] }
        #expect(throws: TensorError.self) { try data.batch(at: [0, 6]) }
        #expect(throws: TensorError.self) { try data.batch(at: [-7]) }
    }

    /// The gather, the shared piece and torch's stacking agree.
    @Test(arguments: [[0, 1, 2], [3], [5, 0, 0, 2], [2, 3, 4, 5], [-1, 0], [-2, -1]])
    func aBatchIsItsSamplesStacked(indices: [Int]) throws {
        for source in [x, try x.transpose(0, 2).transpose(1, 2).reshape([2, 12]).transpose(0, 1).slice(dim: 0, to: 6)] {
            let data = try TensorDataset(source, y, x)
            let batch = try data.batch(at: indices)
            let stacked = try data.collation.collate(indices.map { try data[$0] })
            for (left, right) in [(batch.0, stacked.0), (batch.1, stacked.1), (batch.2, stacked.2)] {
                #expect(left.shape == right.shape)
                #expect(left.dtype == right.dtype)
                #expect(try left.array(of: Double.self) == right.array(of: Double.self))
            }
        }
    }

    @Test func aBatchIsAValue() throws {
        let data = try TensorDataset(x)
        var batch = try data.batch(at: [0, 1])
        batch[0] = Tensor.zeros([2, 2])
        #expect(try data[0].array(of: Int.self) == [0, 1, 2, 3])
    }

    @Test func refusesTensorsThatDontMatch() throws {
        let error = #expect(throws: TensorError.self) { try TensorDataset(x, Tensor([1, 2])) }
        #expect(error?.message == "Size mismatch between tensors")
        #expect(throws: TensorError.self) { try TensorDataset(Tensor(3)) }
        #expect(throws: TensorError.self) { try TensorDataset([]) }
        #expect(throws: TensorError.self) { try TensorDataset(Tensor.zeros([-1])) }
        #expect(throws: TensorError.self) { try ConcatDataset<Tensor, Tensor>([]) }
    }

    @Test func partsAndSums() throws {
        let data = try TensorDataset(y)
        let part = Subset(data, [5, 1, 1])
        #expect(try part.batch(at: [0, 2, -1]).array(of: Int.self) == [50, 10, 10])
        #expect(try part[-3].item() == 50)
        #expect(throws: TensorError.self) { try part.batch(at: [3]) }
        #expect(throws: TensorError.self) { try Subset(data, [6])[0] }
        let sum = try ConcatDataset([part, data, Subset(data, []), data.map { $0 + 1 }])
        #expect(sum.count == 15)
        #expect(sum.cumulativeSizes == [3, 9, 9, 15])
        #expect(
            try (0..<15).map { try sum[$0].item() } == [50, 10, 10, 0, 10, 20, 30, 40, 50, 1, 11, 21, 31, 41, 51])
        #expect(try sum.batch(at: [-1, 2, 9]).array(of: Int.self) == [51, 10, 1])
        #expect(throws: TensorError.self) { try sum[15] }
    }

    @Test func collatesWhatSamplesAre() throws {
        struct Given<Sample: Sendable, Batch: Sendable>: Dataset {
            let samples: [Sample]
            let collation: Collation<Sample, Batch>
            var count: Int { samples.count }
            func sample(at index: Int) -> Sample { samples[index] }
        }
        struct Labelled: Dataset {
            let count = 2
            func sample(at index: Int) -> (Tensor, Double) { (Tensor([index]), 0.5) }
        }
        struct Named: Dataset {
            let count = 2
            var second = "b"
            func sample(at index: Int) -> [String: Tensor] {
                ["a": Tensor(index), index == 0 ? "b" : second: Tensor(2.5)]
            }
        }
        struct Lists: Dataset {
            let count = 2
            let lengths: [Int]
            func sample(at index: Int) -> [Tensor] { Array(repeating: Tensor(index), count: lengths[index]) }
        }
        let (x, y) = try Labelled().batch(at: [1, 0])
        #expect(x.shape == [2, 1] && y.dtype == .float64)
        let named = try Named().batch(at: [0, 1])
        #expect(named.keys.sorted() == ["a", "b"])
        #expect(try named["a"]?.array(of: Int.self) == [0, 1])
        #expect(throws: TensorError.self) { try Named(second: "c").batch(at: [0, 1]) }
        #expect(try Lists(lengths: [3, 3]).batch(at: [0, 1]).map(\.shape) == [[2], [2], [2]])
        let error = #expect(throws: TensorError.self) { try Lists(lengths: [2, 3]).batch(at: [0, 1]) }
        #expect(error?.message == "each element in list of batch should be of equal size")
        let ragged = Given(
            samples: [Tensor([1]), Tensor([1, 2])], collation: try TensorDataset(Tensor([1])).collation)
        let shapes = #expect(throws: TensorError.self) { try ragged.batch(at: [0, 1]) }
        #expect(
            shapes?.message == "stack expects each tensor to be equal size, but got [1] at entry 0 and [2] at entry 1")
    }
}

extension Tensor {
    /// For property initialisers, which cannot throw.
    fileprivate func deferredReshape(_ shape: [Int]) -> Tensor { (try? reshape(shape)) ?? self }
}
