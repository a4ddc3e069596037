import Testing
import Tern

/// A tensor changes only through its own variable.
@Suite struct ValueSemanticsTests {
    @Test func aCopyIsIndependent() throws {
        let x = Tensor([1, 2, 3])
        var y = x
        y[0] = 10
        #expect(try x.array() == [1, 2, 3])
        #expect(try y.array() == [10, 2, 3])
    }

    @Test func theOriginalMayChangeToo() throws {
        var x = Tensor([1, 2, 3])
        let y = x
        x[1] = 20
        #expect(try x.array() == [1, 20, 3])
        #expect(try y.array() == [1, 2, 3])
    }

    @Test func aViewIsIndependent() throws {
        let x = Tensor([[1, 2], [3, 4]])
        var row = x[0]
        row[0] = 10
        #expect(try x.array() == [1, 2, 3, 4])
        #expect(try row.array() == [10, 2])
    }

    @Test func aViewKeepsItsValuesWhenTheOriginalChanges() throws {
        var x = Tensor([[1, 2], [3, 4]])
        let views = try [x[0], x.t(), x.reshape(4), x.expand(2, 2, 2), x[.all, 1], x.diagonal(), x.detach()]
        let before = try views.map { try $0.array(of: Int.self) }
        x[.all] = 0
        x += 7
        #expect(try views.map { try $0.array(of: Int.self) } == before)
        #expect(try x.array() == [7, 7, 7, 7])
    }

    @Test func aPartMayBeChangedInPlace() throws {
        var x = Tensor([[1.0, 2.0], [3.0, 4.0]])
        try x[0] += Tensor([10.0, 20.0])
        x[.all, 1] *= 2
        let half = 0.5
        x[1] -= half
        #expect(try x.array() == [11.0, 44.0, 2.5, 7.5])
    }

    @Test func writingThroughAPermutation() throws {
        let x = Tensor([[1, 2], [3, 4]])
        var y = try x.t()
        y[0] = Tensor([10, 20])
        #expect(try y.array() == [10, 20, 2, 4])
        #expect(try x.array() == [1, 2, 3, 4])
    }

    /// An expanded tensor shows one element many times; each must be writable alone.
    @Test func writingToAnExpandedTensor() throws {
        var x = try Tensor([1, 2]).expand(3, 2)
        x[0] = 9
        #expect(try x.array() == [9, 9, 1, 2, 1, 2])
    }

    @Test func aWrittenPartMayBeReadFromTheSameTensor() throws {
        var x = Tensor([1, 2, 3, 4])
        x[1...] = x[..<3]
        #expect(try x.array() == [1, 1, 2, 3])
    }

    @Test func arraysOfTensorsAreIndependent() throws {
        var list = [Tensor](repeating: Tensor.zeros([2]), count: 3)
        list[1][0] = 5
        #expect(try list.map { try $0.array(of: Double.self) } == [[0, 0], [5, 0], [0, 0]])
    }

    @Test func closuresKeepWhatTheyCaught() throws {
        var x = Tensor([1.0])
        let read = { [x] in try x.item() }
        x += 1
        #expect(try read() == 1)
    }

    /// In the same memory, when nobody else looks on.
    @Test func aLoneTensorIsWrittenInPlace() throws {
        var x = Tensor.zeros([100])
        let memory = x.storage.pointer
        for index in 0..<100 { x[index] = Tensor(index) }
        #expect(x.storage.pointer == memory)
        let copy = x
        x[0] = 1
        #expect(x.storage.pointer != copy.storage.pointer)
    }

    @Test func manyThreadsMayReadAndCopy() async throws {
        let x = Tensor.arange(1000)
        try await withThrowingTaskGroup(of: Double.self) { group in
            for index in 0..<64 {
                group.addTask {
                    var mine = x
                    mine[index] = 0
                    return try mine.sum().item() + Double(index)
                }
            }
            for try await sum in group { #expect(sum == 499_500) }
        }
        #expect(try x.sum().item() == 499_500)
    }
}

/// What a backward pass needs cannot be changed before it runs.
@Suite struct SavedTensorTests {
    @Test func anInputWrittenAfterUse() throws {
        let x = Tensor([2.0, 3.0], requiresGrad: true)
        var factor = Tensor([10.0, 20.0])
        let y = try x * factor
        factor[.all] = 0
        try y.sum().backward()
        #expect(try x.grad?.array() == [10.0, 20.0])
    }

    @Test func aResultWrittenAfterUse() throws {
        let x = Tensor([0.0, 1.0], requiresGrad: true)
        let y = x.exp()
        var z = y
        z[0] = 100
        try y.sum().backward()
        #expect(try x.grad?[0].item() == 1)
    }

    /// `x += 1` gives a new tensor with a longer history, as any other sum.
    @Test func assignmentOperatorsRecord() throws {
        let x = Tensor([2.0], requiresGrad: true)
        var y = x * 3
        let z = try y * y
        y += 100
        try (y + z).sum().backward()
        #expect(try x.grad?.item() == 3 + 36)
    }

    @Test func writesArePartOfTheHistory() throws {
        let x = Tensor([1.0, 2.0, 3.0], requiresGrad: true)
        let value = Tensor([5.0], requiresGrad: true)
        var y = x * 2
        y[1] = value * 10
        try (y * y).sum().backward()
        #expect(try x.grad?.array() == [8.0, 0.0, 24.0])
        #expect(try value.grad?.array() == [1000.0])
    }

    @Test func leavesAreWrittenOnlyUnrecorded() throws {
        var x = Tensor([1.0, 2.0], requiresGrad: true)
        #expect(refusal { try x.setIndex(0, to: 5) } != nil)
        #expect(try x.array() == [1.0, 2.0])
        try noGrad { try x.setIndex(0, to: 5) }
        #expect(try x.array() == [5.0, 2.0])
        #expect(x.requiresGrad && x.isLeaf)
    }

    @Test func aCollectedGradientIsAValue() throws {
        let x = Tensor([1.0, 2.0], requiresGrad: true)
        try (x * 2).sum().backward()
        var gradient = try #require(x.grad)
        gradient[0] = 100
        #expect(try x.grad?.array() == [2.0, 2.0])
        try (x * 2).sum().backward()
        #expect(try gradient.array() == [100.0, 2.0])
    }

    @Test func theGivenGradientIsAValue() throws {
        let x = Tensor([1.0, 2.0], requiresGrad: true)
        var direction = Tensor([1.0, 1.0])
        let y = x + 0
        try y.backward(gradient: direction)
        direction[0] = 50
        #expect(try x.grad?.array() == [1.0, 1.0])
    }
}
