/// What a tensor can be made from: a number, or arrays of them, nested as deep as the tensor has dimensions.
public protocol TensorConvertible {
    /// The type of a tensor made from it when none is asked for. As in Python, floating-point literals give float32.
    static var defaultDType: DType { get }
    /// The innermost Swift type's own type, in which the values are collected.
    static var elementDType: DType { get }
    /// The extents, looking at the first element of each array.
    var nestedShape: [Int] { get }
    /// Appends the bytes of all values, in order, checking that every array has the extent that `shape` says.
    func collect(_ shape: ArraySlice<Int>, into bytes: inout [UInt8]) throws
}

extension TensorConvertible where Self: TensorElement {
    /// The type of a number: integers give int64 only where they are Swift's `Int`.
    public static var defaultDType: DType { dtype == .float64 ? .float32 : dtype }
    /// The number's own type.
    public static var elementDType: DType { dtype }
    /// A number has no dimensions.
    public var nestedShape: [Int] { [] }
    /// Appends the number's bytes.
    public func collect(_ shape: ArraySlice<Int>, into bytes: inout [UInt8]) throws {
        withUnsafeBytes(of: self) { bytes.append(contentsOf: $0) }
    }
}

extension Float: TensorConvertible {}
extension Double: TensorConvertible {}
extension Int: TensorConvertible {}
extension Int64: TensorConvertible {}
extension Int32: TensorConvertible {}
extension Int16: TensorConvertible {}
extension Int8: TensorConvertible {}
extension UInt8: TensorConvertible {}
extension Bool: TensorConvertible {}
extension BFloat16: TensorConvertible {}
extension Half: TensorConvertible {}
#if !(os(macOS) && arch(x86_64))
    extension Float16: TensorConvertible {}
#endif

extension Array: TensorConvertible where Element: TensorConvertible {
    /// That of the innermost numbers.
    public static var defaultDType: DType { Element.defaultDType }
    /// That of the innermost numbers.
    public static var elementDType: DType { Element.elementDType }
    /// This array's extent, then those of its first element.
    public var nestedShape: [Int] { [count] + (first?.nestedShape ?? []) }
    /// Appends every element's bytes.
    public func collect(_ shape: ArraySlice<Int>, into bytes: inout [UInt8]) throws {
        guard let expected = shape.first, expected == count else {
            throw TensorError(
                .value, "Tensor",
                "expected sequence of length \(shape.first ?? 0) at dim \(shape.startIndex) (got \(count))",
                hint: "all rows need the same length")
        }
        if Element.self is any TensorElement.Type {
            withUnsafeBytes { bytes.append(contentsOf: $0) }
            return
        }
        for element in self { try element.collect(shape.dropFirst(), into: &bytes) }
    }
}

extension Tensor {
    /// A tensor of a number or of nested arrays: `Tensor([[1, 2], [3, 4]])`.
    ///
    /// - Parameters:
    ///   - values: numbers; all rows must have the same length.
    ///   - dtype: element type. Default as in Python: int64 for integers, float32 for floating-point numbers (also `Double`).
    ///   - device: where it lies. Default the processor.
    ///   - requiresGrad: whether gradients are computed for it. Default false.
    /// - Source: `torch.tensor`.
    public init(
        _ values: some TensorConvertible, dtype: DType? = nil, device: Device = .cpu, requiresGrad: Bool = false
    ) {
        self = Tensor.created(requiresGrad) {
            try Tensor.make(values, shape: nil, dtype: dtype, device: device)
        }
    }

    /// A tensor of that shape from its elements in row-major order.
    ///
    /// - Throws: `TensorError` when the number of elements is not that of the shape.
    public init<Element: TensorElement & TensorConvertible>(
        _ elements: [Element], shape: [Int], dtype: DType? = nil, device: Device = .cpu, requiresGrad: Bool = false
    ) throws {
        let count = try Shape.elementCount(shape, "Tensor")
        guard count == elements.count else {
            throw TensorError("Tensor", "shape '\(shape)' is invalid for input of size \(elements.count)")
        }
        self = try Tensor.make(elements, shape: shape, dtype: dtype, device: device)
        if requiresGrad { self = try createdRequiringGrad().validated() }
    }

    private static func make<Values: TensorConvertible>(
        _ values: Values, shape: [Int]?, dtype: DType?, device: Device
    ) throws -> Tensor {
        var bytes: [UInt8] = []
        let nestedShape = values.nestedShape
        try values.collect(nestedShape[...], into: &bytes)
        let raw = try Tensor(bytes: bytes, shape: shape ?? nestedShape, dtype: Values.elementDType, device: device)
        return try raw.to(dtype ?? Values.defaultDType)
    }

    /// A tensor from raw bytes in row-major order and the machine's byte order.
    package init(bytes: some Collection<UInt8>, shape: [Int], dtype: DType, device: Device = .cpu) throws {
        self = try .uninitialized(shape, dtype: dtype, on: try device.backend("Tensor"), "Tensor")
        guard bytes.count == storage.byteCount else {
            throw TensorError("Tensor", "\(bytes.count) bytes are not a tensor of shape \(shape) and type \(dtype)")
        }
        let pointer = storage.pointer
        let backend = backend
        let copied: Void? = bytes.withContiguousStorageIfAvailable { source in
            if let base = source.baseAddress { backend.copyFromHost(base, to: pointer, byteCount: source.count) }
        }
        if copied == nil {
            let array = Array(bytes)
            backend.copyFromHost(array, to: pointer, byteCount: array.count)
        }
    }

    /// All elements in row-major order.
    ///
    /// - Parameter type: the Swift type to give; elements are converted to it as `to(_:)` does. Default: what the context wants.
    /// - Throws: `TensorError` if the tensor carries an error.
    /// - Source: `torch.Tensor.tolist`.
    public func array<Element: TensorElement>(of type: Element.Type = Element.self) throws -> [Element] {
        let converted = try detach().to(Element.dtype)
        // Swift would write the length 0 into the one empty array that all threads share.
        guard count > 0 else { return [] }
        return try converted.withHostBytes { bytes in
            [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
                UnsafeMutableRawBufferPointer(buffer).copyMemory(from: bytes)
                initialized = count
            }
        }
    }

    /// The only element of a tensor that has just one.
    ///
    /// - Throws: `TensorError` unless there is exactly one element.
    /// - Source: `torch.Tensor.item`.
    public func item() throws -> Double { try item(as: Double.self) }

    /// The only element of a tensor that has just one, converted to a Swift type as `to(_:)` does.
    ///
    /// - Throws: `TensorError` unless there is exactly one element.
    public func item<Element: TensorElement>(as type: Element.Type) throws -> Element {
        try validate()
        guard count == 1 else {
            throw TensorError(
                "item", "a Tensor with \(count) elements cannot be converted to Scalar", shapes: ["self": shape])
        }
        return try array(of: Element.self)[0]
    }

    /// Runs `body` on the elements' bytes in row-major order, in the processor's memory.
    package func withHostBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
        try validate()
        let local = isContiguous ? self : try copiedContiguous("array")
        let byteCount = count * dtype.itemSize
        if device == .cpu {
            return try withExtendedLifetime(local) {
                try body(UnsafeRawBufferPointer(start: local.operand.pointer, count: byteCount))
            }
        }
        let host = UnsafeMutableRawBufferPointer.allocate(byteCount: byteCount, alignment: 64)
        defer { host.deallocate() }
        withExtendedLifetime(local) {
            if let base = host.baseAddress { backend.copyToHost(local.operand.pointer, to: base, byteCount: byteCount) }
        }
        return try body(UnsafeRawBufferPointer(host))
    }
}
