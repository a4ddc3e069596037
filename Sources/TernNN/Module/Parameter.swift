import TernCore

/// A tensor that a module learns: a leaf that requires a gradient, held by reference, so that the module, an optimizer and a
/// state dict speak of the same one.
///
/// - Source: `torch.nn.Parameter`.
public final class Parameter: @unchecked Sendable {
    /// The current value. Setting it keeps the parameter's identity: its gradient and whether it requires one.
    public var tensor: Tensor {
        get { value }
        set {
            let autograd = value.autograd
            value = newValue.detach()
            value.autograd = autograd
        }
    }

    private var value: Tensor

    /// A parameter with that value.
    ///
    /// - Parameter requiresGrad: whether it learns. Default true.
    public init(_ value: Tensor, requiresGrad: Bool = true) {
        self.value = value.requiringGrad(requiresGrad)
    }

    /// Whether a gradient is computed for it; set it to false to freeze the parameter.
    public var requiresGrad: Bool {
        get { value.requiresGrad }
        set { if newValue != value.requiresGrad { value = value.requiringGrad(newValue) } }
    }

    /// The gradient collected by `backward()`.
    public var grad: Tensor? {
        get { value.grad }
        set { value.grad = newValue }
    }

    /// Changes the value in place: without a copy where no other tensor shares its memory.
    func update(_ body: (inout Tensor) throws -> Void) rethrows { try body(&value) }

    /// The shape of its value.
    public var shape: [Int] { value.shape }
    /// The element type of its value.
    public var dtype: DType { value.dtype }
    /// Where its value lies.
    public var device: Device { value.device }
    /// How many elements it has.
    public var count: Int { value.count }
}

extension Parameter: CustomStringConvertible {
    /// Torch's text: `Parameter containing:` and the tensor.
    public var description: String { "Parameter containing:\n\(value)" }
}

/// A tensor that belongs to a module's state but is not learned, such as a running mean.
///
/// - Source: `torch.nn.Buffer`.
public final class Buffer: @unchecked Sendable {
    /// The current value.
    public var tensor: Tensor
    /// Whether it is part of the state dict. Default true.
    public let isPersistent: Bool

    /// A buffer with that value.
    public init(_ tensor: Tensor, isPersistent: Bool = true) {
        self.tensor = tensor
        self.isPersistent = isPersistent
    }

    /// The shape of its value.
    public var shape: [Int] { tensor.shape }
    /// The element type of its value.
    public var dtype: DType { tensor.dtype }
}

extension Buffer: CustomStringConvertible {
    /// The tensor's text.
    public var description: String { tensor.description }
}
