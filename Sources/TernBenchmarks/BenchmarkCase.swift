import Tern

/// One thing whose time is measured: what is computed, on which sizes, and how much work that is.
public struct BenchmarkCase: Sendable {
    /// The name, such as `conv2d 3x3 64->64 56x56 N=16 forward`.
    public let name: String
    /// What is computed, in a word that the other side of a comparison knows: `conv2d`, `matmul`, `resnet18`.
    public let operation: String
    /// The sizes that the operation needs; the other side of a comparison builds its inputs from them.
    public let parameters: [Parameter]
    /// Floating-point operations of one run; 0 where memory is what counts.
    public let operations: Double
    /// Bytes that one run must read and write at least; 0 where arithmetic is what counts.
    public let bytes: Double
    private let make: @Sendable () throws -> Step

    /// One run.
    public typealias Step = () throws -> Void
    /// A named size.
    public typealias Parameter = (key: String, value: Int)

    init(
        _ name: String, _ operation: String, _ parameters: KeyValuePairs<String, Int>, operations: Double = 0,
        bytes: Double = 0, make: @escaping @Sendable () throws -> Step
    ) {
        self.name = name
        self.operation = operation
        self.parameters = parameters.map { ($0.key, $0.value) }
        self.operations = operations
        self.bytes = bytes
        self.make = make
    }

    /// Makes the inputs, from the same seed each time, and gives the step to measure.
    public func prepare() throws -> Step {
        manualSeed(0)
        return try make()
    }
}

/// A batch of normal numbers in the memory order that layers hand on: channels last.
func randomImages(_ n: Int, _ c: Int, _ h: Int, _ w: Int) throws -> Tensor {
    try Tensor.randn([n, h, w, c]).permute(0, 3, 1, 2)
}
