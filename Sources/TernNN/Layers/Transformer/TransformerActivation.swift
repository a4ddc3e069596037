import TernCore

/// The activation between the two linear maps of a transformer's layer.
///
/// A name that torch does not know can be given; it is refused with torch's words.
public enum TransformerActivation: ExpressibleByStringLiteral, Sendable {
    /// By torch's name: `relu` or `gelu`.
    case named(String)
    /// One of your own.
    case function(@Sendable (Tensor) throws -> Tensor)

    /// The activation of that name.
    public init(stringLiteral value: String) { self = .named(value) }

    /// The positive part. The default.
    public static let relu: TransformerActivation = "relu"
    /// x times the normal distribution at x.
    public static let gelu: TransformerActivation = "gelu"

    /// Throws torch's error for an unknown name.
    func validate() throws {
        guard case .named(let name) = self, !["relu", "gelu"].contains(name) else { return }
        throw TensorError("TransformerLayer", "activation should be relu/gelu, not \(name)")
    }

    func callAsFunction(_ x: Tensor) throws -> Tensor {
        switch self {
        case .function(let function): return try function(x)
        case .named("gelu"): return try F.gelu(x)
        case .named:
            try validate()
            return x.relu()
        }
    }
}

/// The masks of one attention in a transformer.
struct AttentionMasks {
    var mask: Tensor?
    var keyPadding: Tensor?
    var isCausal: Bool
}

extension MultiheadAttention {
    /// What x attends to in `memory`, without the weights.
    func attended(_ x: Tensor, to memory: Tensor, _ masks: AttentionMasks) throws -> Tensor {
        try self(
            x, memory, memory, keyPaddingMask: masks.keyPadding, needWeights: false, attnMask: masks.mask,
            isCausal: masks.isCausal
        ).output
    }
}

extension Module {
    /// Takes parameters and mode from a module of the same form.
    func takeState(of original: some Module) {
        for (copy, original) in zip(parameters, original.parameters) {
            copy.tensor = original.tensor
            copy.requiresGrad = original.requiresGrad
        }
        train(original.training)
    }
}
