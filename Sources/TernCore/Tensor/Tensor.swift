/// An n-dimensional array of numbers that can remember how it was computed.
///
/// A `Tensor` is a value: a copy is free and can never be changed through another variable. Views (`x[0]`, `x.transpose(0, 1)`)
/// share memory until one side is written to; then the writer takes a copy. Gradients are the one thing that copies share: all
/// copies of a tensor with `requiresGrad` see the same `grad`.
///
/// ```swift
/// let x = Tensor([[1, 2, 3], [4, 5, 6]], dtype: .float32)
/// print(try (x * 2).sum(dim: 0))   // tensor([10., 14., 18.])
/// ```
///
/// **Errors.** A call that can fail throws a `TensorError`. Creations, subscripts and calls that take no second operand don't
/// throw, so that they can be plain lines and initialisers; should one fail after all (a negative size, an index out of range,
/// no memory), the error stays with its result. It is thrown by the first throwing call that uses the result, or by
/// `validate()`, and printing shows it. Nothing traps.
///
/// - Source: `torch.Tensor`.
public struct Tensor: @unchecked Sendable {
    /// The memory, which other tensors may view too.
    package private(set) var storage: Storage
    /// The extent of each dimension, outermost first. A single number has the shape `[]`.
    public private(set) var shape: [Int]
    /// How many elements apart neighbours along each dimension lie in memory.
    package private(set) var strides: [Int]
    /// Where the first element lies in the storage, in elements.
    package private(set) var offset: Int
    /// The type of the elements.
    public private(set) var dtype: DType
    /// Gradient, history and hooks; nil for a tensor that takes no part in differentiation.
    package var autograd: Autograd?

    package init(
        storage: Storage, shape: [Int], strides: [Int], offset: Int = 0, dtype: DType, autograd: Autograd? = nil
    ) {
        self.storage = storage
        self.shape = shape
        self.strides = strides
        self.offset = offset
        self.dtype = dtype
        self.autograd = autograd
    }
}

// MARK: - Facts

extension Tensor {
    /// How many dimensions there are; 0 for a single number.
    public var ndim: Int { shape.count }

    /// How many elements there are.
    ///
    /// - Source: `torch.numel`.
    public var count: Int { Shape.count(shape) }

    /// Where the elements lie.
    public var device: Device { storage.device }

    /// Whether the elements lie in memory in the order in which they are printed, without gaps.
    public var isContiguous: Bool { Shape.isContiguous(shape, strides) }

    /// The size of dimension `dim`; negative ones count from the last.
    ///
    /// - Throws: `TensorError` when there is no such dimension.
    public func size(_ dim: Int) throws -> Int {
        try validate()
        guard !shape.isEmpty else {
            throw TensorError(.index, "size", "Dimension specified as \(dim) but tensor has no dimensions")
        }
        return shape[try Shape.wrap(dim, rank: ndim, "size")]
    }
}

// MARK: - Errors that wait

extension Tensor {
    /// Throws the error of the creation or subscript that made this tensor, if it failed.
    public func validate() throws {
        if let failure = storage.failure { throw failure }
    }

    /// The error that `validate()` throws.
    package var failure: TensorError? { storage.failure as? TensorError }

    /// Runs a computation whose error, if any, is kept by its result.
    package static func deferringErrors(_ body: () throws -> Tensor) -> Tensor {
        do {
            return try body()
        } catch let error as TensorError {
            return Tensor(failure: error)
        } catch {
            return Tensor(failure: TensorError("tensor", "\(error)"))
        }
    }

    package init(failure: TensorError) {
        self.init(storage: Storage(failure: failure), shape: [0], strides: [1], dtype: .float32)
    }
}

// MARK: - Memory

extension Tensor {
    /// A tensor whose elements are not yet written, in row-major order or with the strides given.
    package static func uninitialized(
        _ shape: [Int], strides: [Int]? = nil, zeroed: Bool = false, dtype: DType, on backend: any Backend,
        _ operation: String
    ) throws -> Tensor {
        let count = try Shape.elementCount(shape, operation)
        let storage = try Storage(byteCount: count * dtype.itemSize, zeroed: zeroed, on: backend, operation)
        return Tensor(
            storage: storage, shape: shape, strides: strides ?? Shape.contiguousStrides(shape), dtype: dtype)
    }

    /// A tensor like this one in device (and, unless given, in type and shape), not yet written.
    package func uninitializedLike(
        shape: [Int]? = nil, strides: [Int]? = nil, dtype: DType? = nil, zeroed: Bool = false, _ operation: String
    ) throws -> Tensor {
        try validate()
        let result = try Tensor.uninitialized(
            shape ?? self.shape, strides: strides, zeroed: zeroed, dtype: dtype ?? self.dtype, on: storage.backend,
            operation)
        if strides != nil { result.storage.hasLayersOrder = storage.hasLayersOrder }
        return result
    }

    /// A tensor whose elements will lie in memory exactly as this one's do, not yet written. This one must be contiguous.
    package func uninitializedTwin(dtype: DType? = nil, _ operation: String) throws -> Tensor {
        let type = dtype ?? self.dtype
        let twin = try Storage(byteCount: count * type.itemSize, zeroed: false, on: storage.backend, operation)
        return Tensor(storage: twin, shape: shape, strides: strides, dtype: type)
    }

    package var backend: any Backend { storage.backend }

    /// Where the first element lies.
    package var address: UnsafeMutableRawPointer { storage.pointer + offset * dtype.itemSize }

    /// This tensor as the backend sees it.
    package var operand: Operand { operand(strides: strides) }

    /// This tensor's memory read with other strides, from the element `start` steps behind its first one.
    package func operand(strides: [Int], from start: Int = 0) -> Operand {
        Operand(address + start * dtype.itemSize, strides, dtype, owner: storage)
    }

    /// This tensor as if it had the larger shape that it broadcasts to.
    package func operand(broadcastTo target: [Int]) -> Operand {
        operand(strides: Shape.broadcastStrides(shape, strides, to: target))
    }

    /// The same memory read with another shape. Without history: the view operations add theirs.
    package func alias(shape: [Int], strides: [Int], offset: Int) -> Tensor {
        guard shape.count <= Shape.maximumRank else {
            return Tensor(failure: Shape.tooManyDimensions(shape, "view"))
        }
        return Tensor(storage: storage, shape: shape, strides: strides, offset: offset, dtype: dtype)
    }

    /// A copy in row-major order, without history.
    package func copiedContiguous(_ operation: String) throws -> Tensor {
        let copy = try uninitializedLike(operation)
        backend.copy(shape, copy.operand, operand)
        return copy
    }

    /// Makes this tensor the only one on its memory, so that it may be written to.
    package mutating func makeUnique(_ operation: String) throws {
        try validate()
        let coversStorage =
            count * dtype.itemSize == storage.byteCount && Shape.denseStrides(shape, like: strides) == strides
        if coversStorage, isKnownUniquelyReferenced(&storage) {
            storage.valuesWillChange()
            return
        }
        let copy = try copiedContiguous(operation)
        storage = copy.storage
        strides = copy.strides
        offset = 0
    }
}
