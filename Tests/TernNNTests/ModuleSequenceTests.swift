import Tern
import Testing

/// Indexing and changing `Sequential` and `ModuleList`; the names and words are torch 2.15's.
@Suite struct ModuleSequenceTests {
    private func names(_ net: any Module) -> [String] { net.namedChildren.map { "\($0.name) \($0.module)" } }

    @Test func positionsCountFromBothEnds() throws {
        let net = Sequential(ReLU(), Tanh(), Sigmoid())
        #expect(try net[0] is ReLU && net[-1] is Sigmoid && net[-3] is ReLU)
        for index in [3, -4, .max, .min] {
            let error = #expect(throws: TensorError.self) { try net[index] }
            #expect(error?.kind == .index && error?.message == "index \(index) is out of range")
        }
        #expect(net.map { "\($0)" } == ["ReLU()", "Tanh()", "Sigmoid()"] && net.count == 3)
    }

    @Test func slicesKeepTheirNames() throws {
        let net = Sequential(ReLU(), Tanh(), Sigmoid())
        #expect(try names(net[1...]) == ["1 Tanh()", "2 Sigmoid()"])
        #expect(try names(net[..<(-1)]) == ["0 ReLU()", "1 Tanh()"])
        #expect(try names(net[5..<9]) == [] && net[0..<100].count == 3)
        #expect(try names(net[.slice(0, nil, step: 2)]) == ["0 ReLU()", "2 Sigmoid()"])
        #expect(throws: TensorError.self) { try net[.slice(0, nil, step: 0)] }
        let x = Tensor([-1.0, 2])
        #expect(try net[..<1](x).equal(x.relu()))
    }

    @Test func modulesAreAddedTakenOutAndReplaced() throws {
        let net = Sequential(ReLU(), Tanh(), Sigmoid())
        try net.insert(-1, GELU())
        #expect(names(net) == ["0 ReLU()", "1 Tanh()", "2 GELU(approximate='none')", "3 Sigmoid()"])
        #expect(try net.pop(1) is Tanh)
        #expect(names(net) == ["0 ReLU()", "1 GELU(approximate='none')", "2 Sigmoid()"])
        let error = #expect(throws: TensorError.self) { try net.insert(7, ReLU()) }
        #expect(error?.message == "Index out of range: 7")
        #expect(throws: TensorError.self) { try net.pop(9) }
        try net.replace(-1, with: Identity())
        net.append(Tanh()).extend([ReLU(), ReLU()])
        #expect(names(net).suffix(4) == ["2 Identity()", "3 Tanh()", "4 ReLU()", "5 ReLU()"])
        #expect(try net(Tensor([2.0])).shape == [1])

        let list = ModuleList([ReLU(), Tanh()])
        list.append(Sigmoid())
        try list.insert(1, Identity())
        #expect(names(list) == ["0 ReLU()", "1 Identity()", "2 Tanh()", "3 Sigmoid()"])
    }

    @Test func namesOfOnesOwnStay() throws {
        let net = Sequential(named: ["a": ReLU(), "b": Tanh()])
        net.append(GELU())
        #expect(net.namedChildren.map(\.name) == ["a", "b", "2"])
        #expect(try net[1...].namedChildren.map(\.name) == ["b", "2"])
        try net.replace(0, with: Linear(1, 1))
        #expect(net.stateDict.keys == ["a.weight", "a.bias"])
    }
}
