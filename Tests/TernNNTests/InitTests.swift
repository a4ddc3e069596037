import Tern
import TernNN
import Testing

/// Initial weights and dropout against torch's.
@Suite struct InitTests {
    @Test func fixturesAreThere() { #expect(InitDrawsCase.all.count > 150) }

    @Test(arguments: InitDrawsCase.all)
    func drawsWhatTorchDraws(_ example: InitDrawsCase) throws {
        let generator = Generator(seed: UInt64(example.seed))
        for call in example.calls {
            if call.fn == "rand" {
                let next = Tensor.rand(call.shape ?? [], generator: generator)
                #expect(try next.array(of: Float.self) == call.out?.tensor().array(of: Float.self))
                continue
            }
            do {
                let result = try call.draw(generator)
                try result.validate()
                guard let out = call.out else {
                    Issue.record("\(call.fn): torch refuses this with \(call.error ?? "")")
                    continue
                }
                try compare(result, out.tensor(), tolerance: call.tolerance(result.dtype), call.fn)
            } catch let error as TensorError {
                #expect(error.message == call.error, "\(call.fn)")
                #expect(error.kind.rawValue == call.kind, "\(call.fn)")
            }
        }
    }

    private func compare(_ got: Tensor, _ want: Tensor, tolerance: Double, _ name: String) throws {
        #expect(got.dtype == want.dtype && got.shape == want.shape, "\(name)")
        let (a, b) = (try got.array(of: Double.self), try want.array(of: Double.self))
        let differing = zip(a, b).first { x, y in
            !(x == y || x.isNaN && y.isNaN || abs(x - y) <= tolerance * max(1, abs(y)))
        }
        #expect(differing == nil, "\(name): got \(differing?.0 ?? 0), torch has \(differing?.1 ?? 0)")
    }

    // MARK: Layers' defaults

    @Test func defaultsOfLayersAreTorchs() throws {
        // Conv2d(3, 6, 3) and Linear(4, 2) after torch.manual_seed(42).
        var generator = Generator(seed: 42)
        let kernel = Init.defaultWeight([6, 3, 3, 3], dtype: .float32, device: .cpu, generator: generator)
        #expect(try kernel.array(of: Float.self).prefix(3) == [0.14713551, 0.15973510, -0.04508576])
        let shift = Init.defaultBias(6, fanIn: 27, dtype: .float32, device: .cpu, generator: generator)
        let shifts: [Float] = [0.02475679, -0.16959757, 0.08078833, -0.02887148, -0.08816606, 0.16530435]
        for (got, want) in zip(try shift.array(of: Float.self), shifts) { #expect(abs(got - want) < 1e-7) }
        generator = Generator(seed: 42)
        let weight = Init.defaultWeight([2, 4], dtype: .float32, device: .cpu, generator: generator)
        #expect(try weight.array(of: Float.self).prefix(2) == [0.38226926, 0.41500396])
        let bias = Init.defaultBias(2, fanIn: 4, dtype: .float32, device: .cpu, generator: generator)
        for (got, want) in zip(try bias.array(of: Float.self), [0.44077146, -0.36681408] as [Float]) {
            #expect(abs(got - want) < 1e-7)
        }
    }

    @Test func weightsWithoutElementsDrawNothing() throws {
        let generator = Generator(seed: 1)
        for shape in [[0, 3], [3, 0], [2, 0, 3, 3]] {
            let weight = Init.defaultWeight(shape, dtype: .float32, device: .cpu, generator: generator)
            #expect(weight.shape == shape)
        }
        let next = try Tensor.rand([1], generator: generator).array(of: Float.self)
        #expect(try next == Tensor.rand([1], generator: Generator(seed: 1)).array(of: Float.self))
    }

    @Test func impossibleShapesStayWithTheWeight() {
        for shape in [[-1, 3], [Int.max, .max], [.min, 2]] {
            let weight = Init.defaultWeight(shape, dtype: .float32, device: .cpu)
            #expect(throws: TensorError.self) { try weight.validate() }
        }
        #expect(throws: TensorError.self) {
            try Init.defaultBias(-1, fanIn: .min, dtype: .float32, device: .cpu).validate()
        }
    }

    // MARK: Parameters

    @Test func aParameterStaysTheSameLeaf() throws {
        let weight = Parameter(Tensor.ones([2, 3]))
        try (weight.tensor * 2).sum().backward()
        try Init.orthogonal(weight, generator: Generator(seed: 1))
        #expect(weight.requiresGrad && weight.tensor.isLeaf)
        #expect(try weight.grad?.array(of: Float.self) == [Float](repeating: 2, count: 6))
        var tensor = Tensor.zeros([2, 3], requiresGrad: true)
        try Init.xavierNormal(&tensor, generator: Generator(seed: 1))
        #expect(tensor.requiresGrad && tensor.isLeaf)
    }

    @Test func gains() {
        #expect(Init.calculateGain(.leakyReLU) == 1.4141428569978354)
        #expect(Init.calculateGain(.leakyReLU, slope: 0.2) == 1.3867504905630728)
        #expect(Init.calculateGain(.selu) == 0.75)
        #expect(Init.calculateGain(.tanh) == 5.0 / 3)
        #expect(Init.calculateGain(.conv2d) == 1)
    }

    @Test func arbitraryArgumentsDontTrap() {
        var weight = Tensor.ones([4, 2, 3])
        for groups in [Int.min, -1, 0, 3, .max] {
            #expect(throws: TensorError.self) { try Init.dirac(&weight, groups: groups) }
        }
        #expect(throws: TensorError.self) { try Init.truncNormal(&weight, std: 0) }
        #expect(throws: TensorError.self) { try Init.kaimingUniform(&weight, a: .nan) }
        var failed = Tensor.zeros([-1])
        #expect(throws: TensorError.self) { try Init.xavierUniform(&failed) }
        #expect(throws: TensorError.self) { try Init.constant(&failed, 1) }
    }
}
