import Tern
import Testing

/// Every kind of draw against torch's. Each case has a generator of its own: others use the default one meanwhile.
@Suite struct RandomDrawsTests {
    @Test func fixturesAreThere() { #expect(RandomDrawsCase.all.count > 300) }

    @Test(arguments: RandomDrawsCase.all)
    func drawsWhatTorchDraws(_ example: RandomDrawsCase) throws {
        let generator = Generator(seed: UInt64(example.seed))
        for call in example.calls {
            do {
                let result = try call.draw(generator)
                try result.validate()
                guard let out = call.out else {
                    Issue.record("\(call.fn): torch refuses this with \(call.error ?? "")")
                    continue
                }
                try expectEqual(result, out.tensor(), tolerance: call.tolerance(result.dtype), call.fn)
            } catch let error as TensorError {
                #expect(error.message == call.error, "\(call.fn)")
                #expect(error.kind.rawValue == call.kind, "\(call.fn)")
            }
        }
    }
}

/// Compares shape, type and every element; a tolerance is relative to the larger of 1 and the value.
func expectEqual(_ got: Tensor, _ want: Tensor, tolerance: Double, _ name: String) throws {
    #expect(got.dtype == want.dtype, "\(name)")
    #expect(got.shape == want.shape, "\(name)")
    let (a, b) = (try got.array(of: Double.self), try want.array(of: Double.self))
    let differing = zip(a, b).first { x, y in
        !(x == y || x.isNaN && y.isNaN || abs(x - y) <= tolerance * max(1, abs(y)))
    }
    #expect(differing == nil, "\(name): got \(differing?.0 ?? 0), torch has \(differing?.1 ?? 0)")
}
