import Tern
import Testing

/// What the fixtures don't reach: generators, gradients, leaves and shapes beyond measure.
@Suite struct RandomTests {
    private func floats(_ tensor: Tensor) throws -> [Float] { try tensor.array(of: Float.self) }

    // MARK: Generators

    @Test func generatorsStartAsTorchsDo() {
        #expect(Generator().initialSeed == 67_280_421_310_721)
        let generator = Generator(seed: 5)
        generator.manualSeed(-1)
        #expect(generator.initialSeed == .max)
        generator.manualSeed(UInt64.max - 1)
        #expect(generator.initialSeed == UInt64.max - 1)
        #expect(generator.seed() == generator.initialSeed)
    }

    @Test func theDefaultGeneratorIsSeededForkedAndReplaced() throws {
        try Generator.withDefault(Generator()) {
            manualSeed(42)
            #expect(initialSeed == 42)
            let first = try forkRNG { try floats(.rand([4])) }
            let state = getRNGState()
            #expect(try first == floats(.rand([4])))
            #expect(first == [0.88226926, 0.91500396, 0.38286376, 0.95930564])
            try setRNGState(state)
            #expect(try first == floats(.rand([4])))
        }
    }

    @Test func onlyTheLowHalfOfASeedCounts() throws {
        let (a, b) = (Generator(seed: 0), Generator(seed: 1 << 32))
        #expect(
            try floats(.rand([5], generator: a)) == floats(.rand([5], generator: b)))
    }

    @Test func streamsOfTheSpecification() throws {
        for (seed, words) in [
            (0, [2_357_136_044, 2_546_248_239, 3_071_714_933, 3_626_093_760, 2_588_848_963]),
            (42, [1_608_637_542, 3_421_126_067, 4_083_286_876, 787_846_414, 3_143_890_026]),
        ] {
            let high = Tensor.randint(0, 1 << 27, [5], generator: Generator(seed: UInt64(seed)))
            #expect(try high.array(of: Int.self) == words.map { $0 % (1 << 27) })
        }
    }

    @Test func stateGoesOnWhereItWasTaken() throws {
        let generator = Generator(seed: 9)
        // An odd count of single normals leaves one in the generator.
        _ = Tensor.randn([3], generator: generator)
        let state = generator.getState()
        let copy = generator.cloneState()
        let first = try floats(.randn([700], generator: generator)) + floats(.randn([1], generator: generator))
        try generator.setState(state)
        let second = try floats(.randn([700], generator: generator)) + floats(.randn([1], generator: generator))
        let third = try floats(.randn([700], generator: copy)) + floats(.randn([1], generator: copy))
        #expect(first == second)
        #expect(first == third)
    }

    @Test func statesThatAreNoneAreRefused() throws {
        let generator = Generator(seed: 1)
        let before = try generator.getState().array(of: UInt8.self)
        func message(_ state: Tensor) -> String? {
            do { try generator.setState(state) } catch let error as TensorError { return error.message } catch {}
            return nil
        }
        #expect(message(.zeros([5056], dtype: .int8)) == "RNG state must be a torch.ByteTensor")
        #expect(
            message(.zeros([10], dtype: .uint8))
                == "Expected a CPUGeneratorImplState of size 5056 but found the input RNG state size to be 10")
        #expect(message(.zeros([5056], dtype: .uint8)) == "Invalid mt19937 state")
        let strided = try Tensor.zeros([10112], dtype: .uint8).slice(dim: 0, step: 2)
        #expect(message(strided) == "RNG state must be contiguous")
        // Words that would be read beyond the block's end.
        var bytes = before
        (bytes[8], bytes[9], bytes[16], bytes[17]) = (0x70, 0x02, 0x02, 0x00)
        #expect(message(Tensor(bytes)) == "Invalid mt19937 state")
        #expect(message(Tensor.zeros([-1])) != nil)
        #expect(try generator.getState().array(of: UInt8.self) == before)
    }

    @Test func threadsShareAGenerator() async throws {
        let generator = Generator(seed: 3)
        let parts = try await withThrowingTaskGroup(of: [Float].self) { group in
            for _ in 0..<8 { group.addTask { try Tensor.rand([1000], generator: generator).array() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let whole = try floats(.rand([8000], generator: Generator(seed: 3)))
        #expect(Set(parts.joined()) == Set(whole))
    }

    // MARK: Leaves and gradients

    @Test func fillsKeepALeafAndRefuseToBeRecorded() throws {
        var x = Tensor.zeros([3], requiresGrad: true)
        let before = x
        #expect(throws: TensorError.self) { try x.fillUniform(generator: Generator()) }
        #expect(try floats(x) == [0, 0, 0])
        try noGrad { try x.fillUniform(generator: Generator()) }
        #expect(x.requiresGrad && x.isLeaf)
        #expect(try floats(before) == [0, 0, 0])
        try (x * 2).sum().backward()
        #expect(try x.grad.map(floats) == [2, 2, 2])
        var y = before * 3
        try y.fillNormal(generator: Generator())
        #expect(!y.requiresGrad)
    }

    @Test func fillsOfViewsLeaveTheRestAlone() throws {
        let x = Tensor.zeros([4, 4])
        var row = try x.narrow(0, start: 1, length: 2)
        try row.fillBernoulli(1)
        #expect(try row.sum().item() == 8)
        #expect(try x.sum().item() == 0)
    }

    @Test func drawsHaveAGradientOfZero() throws {
        let p = Tensor([0.2, 0.8], requiresGrad: true)
        let draws = [
            p.bernoulli(generator: Generator()), p.poisson(generator: Generator()),
            try .normal(mean: p, std: p, generator: Generator()), try .normal(mean: p, generator: Generator()),
            try .normal(mean: 0, std: p, generator: Generator()),
        ]
        let names = [
            "BernoulliBackward0", "PoissonBackward0", "NormalBackward3", "NormalBackward1", "NormalBackward2",
        ]
        #expect(draws.map(\.gradFunctionName) == names)
        for draw in draws {
            p.grad = nil
            try draw.sum().backward()
            #expect(try p.grad.map(floats) == [0, 0])
        }
        #expect(!(try p.multinomial(1, generator: Generator()).requiresGrad))
    }

    @Test func creatorsTakeRequiresGrad() throws {
        #expect(Tensor.rand([2], requiresGrad: true, generator: Generator()).requiresGrad)
        #expect(Tensor.randint(5, [2], dtype: .float32, requiresGrad: true, generator: Generator()).requiresGrad)
        #expect(throws: TensorError.self) {
            try Tensor.randint(5, [2], requiresGrad: true, generator: Generator()).validate()
        }
    }

    // MARK: Arguments beyond measure

    @Test func nothingTraps() throws {
        let generator = Generator(seed: 1)
        let failing: [Tensor] = [
            .rand([.max, .max], generator: generator), .randn([.min], generator: generator),
            .randint(.min, .min, [2], generator: generator), .randint(.max, .min, [2], generator: generator),
            .randint(.min, .max, [2], dtype: .int8, generator: generator),
            .randint(.min, .max, [2], dtype: .float16, generator: generator),
            .randperm(.min, generator: generator), .randperm(.max, generator: generator),
            .randperm(.max, dtype: .float32, generator: generator),
            .bernoulli([2], p: .infinity, generator: generator), .rand([2], device: .cuda(3), generator: generator),
            .rand(like: .zeros([-1]), generator: generator), Tensor.zeros([-1]).bernoulli(generator: generator),
        ]
        for tensor in failing { #expect(throws: TensorError.self) { try tensor.validate() } }
        for dtype in [DType.float32, .float64, .bfloat16, .int64] {
            try Tensor.randint(.min, .max, [3], dtype: dtype, generator: generator).validate()
            try Tensor.randint(.max - 1, .max, [3], dtype: dtype, generator: generator).validate()
            try Tensor.randint(.min, .min + 1, [3], dtype: dtype, generator: generator).validate()
        }
        let weights = Tensor.ones([3])
        for count in [Int.min, -1, 0, 4, .max] {
            #expect(throws: TensorError.self) { try weights.multinomial(count, generator: generator) }
        }
        #expect(throws: TensorError.self) {
            try weights.multinomial(.max, replacement: true, generator: generator)
        }
        var x = Tensor.zeros([2, 3])
        #expect(throws: TensorError.self) { try x.fillBernoulli(.ones([2]), generator: generator) }
        #expect(Tensor([Float.infinity]).poisson(generator: generator).failure == nil)
    }

    @Test func repeatedMemoryIsFilledOnce() throws {
        var x = try Tensor.zeros([1, 3]).expand([4, 3])
        try x.fillUniform(generator: Generator(seed: 2))
        #expect(
            try floats(x) == floats(.rand([4, 3], generator: Generator(seed: 2))))
    }

    @Test func emptyTensorsDrawNothing() throws {
        let generator = Generator(seed: 4)
        let before = try generator.getState().array(of: UInt8.self)
        for shape in [[0], [0, 3], [2, 0]] {
            try Tensor.rand(shape, generator: generator).validate()
            try Tensor.randn(shape, generator: generator).validate()
            try Tensor.bernoulli(shape, generator: generator).validate()
        }
        #expect(try generator.getState().array(of: UInt8.self) == before)
    }
}
