import Testing
import Tern

/// Memory and devices that are not there, and arguments of the wrong number.
@Suite struct RefusedResourceTests {
    @Test func moreMemoryThanThereIs() {
        let calls: [() throws -> Tensor] = [
            { .zeros([1 << 40]) }, { .ones([1 << 20, 1 << 20]) }, { .randn([1 << 45]) }, { .arange(1 << 44) },
            { try Tensor.zeros([1]).expand(1 << 44).contiguous() }, { try Tensor.zeros([1]).expand(1 << 44) + 1 },
            { try Tensor.zeros([1 << 20, 1]) * Tensor.zeros([1, 1 << 24]) }, { .eye(1 << 22) },
            { try Tensor.zeros([2]).repeat(1 << 45) }, { try Tensor.ones([2, 2]).pad([1 << 42, 0]) },
            { .linspace(0, 1, steps: 1 << 42) }, { .randperm(1 << 44) },
        ]
        for (index, call) in calls.enumerated() {
            #expect(refusal { try call().validate() }?.kind == .memory, "number \(index)")
        }
    }

    @Test func sizesThatOverflow() {
        for shape in [[Int.max], [1 << 32, 1 << 32], [Int.max, Int.max], [Int.max, 2, 0, Int.max]] {
            #expect(refusal(Tensor.zeros(shape)) != nil)
        }
        // Without elements, the sizes only need to have strides.
        let empty = Tensor.zeros([1 << 40, 0, 1 << 10])
        #expect(refusal { try empty.array(of: Double.self) } == nil)
        #expect(empty.count == 0 && empty.isContiguous)
    }

    @Test func aDeviceThatIsNotThere() throws {
        guard !CUDA.isAvailable else { return }
        #expect(refusal(Tensor.zeros([2], device: .cuda())) != nil)
        #expect(refusal(Tensor.randn([2], device: .cuda(3))) != nil)
        #expect(refusal { try Tensor([1.0]).to(device: .cuda()) } != nil)
        #expect(refusal { try Tensor([1.0]).to(.float64, device: .cuda(-1)) } != nil)
        #expect(refusal(Tensor([1.0], device: .cuda(Int.max))) != nil)
        for name in ["", ":", "cpu:", "cpu:1", "cuda:", "cuda:-1", "cuda:1:2", "tpu", "cuda:99999999999999999999"] {
            #expect(refusal { try Device(name) } != nil, "\(name)")
        }
        #expect(try Device("cuda:1") == .cuda(1))
        #expect(try Device("cpu") == .cpu)
    }

    @Test func raggedArrays() {
        #expect(refusal(Tensor([[1, 2], [3]]))?.kind == .value)
        #expect(refusal(Tensor([[1], []])) != nil)
        #expect(refusal(Tensor([[], [1]] as [[Int]])) != nil)
        #expect(refusal(Tensor([] as [[Double]])) == nil)
        #expect(refusal { try Tensor([1, 2, 3], shape: [2, 2]) } != nil)
        #expect(refusal { try Tensor([1, 2, 3], shape: [-3]) } != nil)
        #expect(refusal { try Tensor([1], shape: [-1, -1]) } != nil)
    }

    @Test func emptyLists() {
        let x = Tensor.ones([2, 3])
        #expect(refusal { try Tensor.cat([]) } != nil)
        #expect(refusal { try Tensor.stack([]) } != nil)
        #expect(refusal { try Tensor.einsum("", []) } != nil)
        #expect(refusal { try x.permute([]) } != nil)
        #expect(refusal { try x.reshape([]) } != nil)
        #expect(refusal { try x.split([] as [Int]) } != nil)
        #expect(refusal { try x.sum(dim: []) } == nil)
        #expect(refusal { try x.flip([]) } == nil)
        #expect(refusal { try grad(outputs: [], inputs: []) } == nil)
    }

    @Test func readingOneNumberOfMany() {
        #expect(
            refusal { try Tensor([1, 2]).item() }?.message == "a Tensor with 2 elements cannot be converted to Scalar")
        #expect(refusal { try Tensor([] as [Double]).item() } != nil)
    }
}
