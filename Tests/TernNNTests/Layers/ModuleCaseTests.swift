import Tern
import TernConformance
import Testing

/// Every layer's text, state, result, gradients and refusals against torch's.
@Suite struct ModuleCaseTests {
    @Test func fixturesAreThere() { #expect(ModuleCase.all.count > 100) }

    @Test(arguments: ModuleCase.all)
    func isTorchs(_ example: ModuleCase) throws {
        let maker = try #require(LayerTable.all[example.layer], "no layer \(example.layer)")
        // Other tests draw from the default generator at the same time.
        let module = try Generator.withDefault(Generator(seed: 0)) { try maker.make(LayerArguments(example.arguments)) }
        module.train(example.isTraining)
        if let text = example.text {
            #expect(module.description == text)
            let state = module.stateDict
            #expect(state.keys == example.stateKeys)
            for key in example.stateKeys { try compare(state[key], example.tensor("state/\(key)"), "state \(key)") }
        }
        do {
            try use(module, maker, example)
            #expect(example.error == nil, "torch refuses this with \(example.error ?? "")")
        } catch let error as TensorError {
            #expect(plain(error.message) == example.error.map(plain))
        }
    }

    /// Some texts show a shape as a list of numbers where torch shows the list's type too.
    private func plain(_ message: String) -> String {
        message.replacing("torch.Size(", with: "").replacing("])", with: "]")
    }

    private func use(_ module: any Module, _ maker: LayerMaker, _ example: ModuleCase) throws {
        guard !example.inputNames.isEmpty || example.error != nil else { return }
        try module.validate()
        let inputs = try example.inputNames.map { try example.input($0) }
        let results = try Generator.withDefault(Generator(seed: 1)) {
            try maker.call(module, LayerInputs(inputs), example.keywords())
        }
        for result in results { try result.validate() }
        #expect(results.count == example.outputNames.count)
        for (result, name) in zip(results, example.outputNames) { try compare(result, example.tensor(name), name) }
        let state = module.stateDict
        for key in example.movedNames {
            try compare(state[key], example.tensor("after/\(key)"), "\(key) after the call")
        }
        guard !example.gradientNames.isEmpty else { return }
        try loss(results.filter(\.requiresGrad)).backward()
        let parameters = Dictionary(uniqueKeysWithValues: module.namedParameters.map { ($0.name, $0.parameter) })
        for name in example.gradientNames {
            let gradient = Int(name).map { inputs[$0].grad } ?? parameters[name]?.grad
            try compare(gradient, example.tensor("grad/\(name)"), "gradient of \(name)")
        }
    }

    /// The sum of all results times weights that count -3/4, -1/2, ... 3/4, -3/4, ...
    private func loss(_ results: [Tensor]) throws -> Tensor {
        let terms = try results.map { y in
            let weights = try ((Tensor.arange(y.count) % 7 - 3) / 4).to(y.dtype).reshape(y.shape)
            return try y.mul(weights).sum()
        }
        return try terms.dropFirst().reduce(terms[0]) { try $0.to(.float64).add($1.to(.float64)) }
    }

    private func compare(_ got: Tensor?, _ want: Tensor, _ name: String) throws {
        guard let got else {
            Issue.record("\(name) is missing")
            return
        }
        #expect(got.dtype == want.dtype && got.shape == want.shape, "\(name): \(got.dtype) \(got.shape)")
        guard got.shape == want.shape, got.count > 0 else { return }
        let bound = want.dtype == .float64 ? 1e-11 : 2e-6
        let (a, b) = (try got.detach().to(.float64), try want.to(.float64))
        let error = try a.sub(b).abs().div(b.abs().clamp(min: 1)).max().item()
        #expect(error <= bound, "\(name)")
    }
}
