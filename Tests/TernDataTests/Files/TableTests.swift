import Foundation
import Tern
import Testing

@Suite struct TableTests {
    @Test func readsNumbers() throws {
        let table = try CSV.parse("a,b,c\n1, 2.5 ,-3e2\r\n\n4,inf,6\n", skipRows: 1)
        #expect(table.shape == [2, 3])
        #expect(try table.array(of: Double.self) == [1, 2.5, -300, 4, .infinity, 6])
        #expect(try CSV.parse("1\t2\n3\t4", separator: "\t", dtype: .int64).array(of: Int.self) == [1, 2, 3, 4])
        #expect(try CSV.parse("").shape == [0, 0])
    }

    @Test func namesTheLineThatIsWrong() throws {
        let word = #expect(throws: TensorError.self) { try CSV.parse("1,2\n3,x") }
        #expect(word?.message == "line 2: could not convert string 'x' to float32")
        let ragged = #expect(throws: TensorError.self) { try CSV.parse("1,2\n\n3") }
        #expect(ragged?.message == "line 3: the number of columns changed from 2 to 1")
        #expect(throws: TensorError.self) { try CSV.parse("1,,2") }
        #expect(throws: TensorError.self) { try CSV.parse("1é2", separator: "é") }
        #expect(throws: TensorError.self) { try CSV.load(URL(fileURLWithPath: "/nonexistent/x")) }
    }

    @Test func theDigitsAreThere() throws {
        let (all, train, test) = (try Digits(), try Digits(train: true), try Digits(train: false))
        #expect(all.count == 1797 && train.count == 1437 && test.count == 360)
        #expect(all.data.shape == [1797, 1, 8, 8])
        // scikit-learn's sums over its table: the pixels, the squared pixels, the labels.
        let pixels = try all.data.to(.float64) * 16
        #expect(try pixels.sum().item() == 561_718)
        #expect(try (pixels * pixels).sum().item() == 6_907_012)
        #expect(try all.targets.sum().item() == 8070)
        let (image, digit) = try all[0]
        #expect(digit == 0)
        #expect(try (image * 16).index(0, 0).array(of: Int.self) == [0, 0, 5, 13, 9, 1, 0, 0])
        #expect(try test.data.array(of: Float.self) == all.data.slice(dim: 0, from: 1437).array(of: Float.self))
        let (x, y) = try train.batch(at: [5, 3])
        #expect(try x.shape == [2, 1, 8, 8] && y.array(of: Int.self) == [5, 3])
    }

    @Test func theDigitsCanBeLearned() throws {
        try Generator.withDefault(Generator(seed: 0)) {
            // Softmax regression, its gradient written out.
            var weight = Tensor.zeros([64, 10])
            for (x, y) in try DataLoader(Digits(train: true), batchSize: 32, shuffle: true, numWorkers: 1) {
                let pixels = try x.flatten(from: 1)
                let target = try Tensor.eye(10).indexSelect(0, y)
                let error = try pixels.matmul(weight).softmax(dim: 1) - target
                weight = try weight - pixels.t().matmul(error) * 0.05
            }
            let test = try Digits(train: false)
            let found = try test.data.flatten(from: 1).matmul(weight).argmax(dim: 1)
            #expect(try (found .== test.targets).to(.float32).mean().item() > 0.85)
        }
    }
}
