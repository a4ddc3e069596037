extension Tensor {
    /// A part of this tensor, as in NumPy and torch: `x[0]`, `x[1..<3, .newAxis]`, `x[.ellipsis, -1]`, `x[mask]`.
    ///
    /// See `TensorIndex` for what can stand in the brackets. Lists broadcast against each other; the dimensions of
    /// their result stand where theirs stood, or first where those were not neighbours.
    ///
    /// **Reading** does not throw. If it fails, the error stays with the result and is thrown by its first use; `index`
    /// is the form that throws at once.
    ///
    /// **Assigning** writes into this tensor's memory, or into a copy where other tensors share it, so that no other
    /// tensor ever changes. The value broadcasts to the part and takes this tensor's type (through lists and masks only
    /// a single number does). Where a gradient is needed, the assignment is recorded. If it fails, nothing is written
    /// and this variable becomes a tensor that carries the error; `setIndex` is the form that throws at once and leaves
    /// the variable alone.
    ///
    /// - Source: `torch.Tensor.__getitem__`, `torch.Tensor.__setitem__`.
    public subscript(_ indices: any TensorIndex...) -> Tensor {
        get { Tensor.deferringErrors { try indexed(indices.map(\.indexItem)) } }
        set { assign { try $0.setIndexed(indices.map(\.indexItem), to: newValue) } }
    }

    /// Assigns a number written out: `x[mask] = 0`. A variable takes a tensor around it, `x[mask] = Tensor(value)`, or
    /// `setIndex`. For reading a number, see `item()`.
    @_disfavoredOverload
    public subscript(_ indices: any TensorIndex...) -> NumberLiteral {
        @available(*, unavailable, message: "a subscript gives a Tensor; write x[i].item() for a number")
        get { NumberLiteral(integerLiteral: 0) }
        set { assign { try $0.setIndexed(indices.map(\.indexItem), to: newValue.scalar) } }
    }

    /// A part of this tensor: the subscript as a function that throws.
    ///
    /// - Throws: `TensorError` for positions that do not exist, too many indices, or masks and lists of unsuitable
    ///   shapes or types.
    /// - Source: `torch.Tensor.__getitem__`.
    public func index(_ indices: any TensorIndex...) throws -> Tensor {
        try indexed(indices.map(\.indexItem))
    }

    /// Writes to a part of this tensor: the assignment as a function that throws and then leaves this tensor as it was.
    ///
    /// - Throws: `TensorError` as `index`, and for a value that does not broadcast to the part.
    /// - Source: `torch.Tensor.__setitem__`.
    public mutating func setIndex(_ indices: any TensorIndex..., to value: Tensor) throws {
        try setIndexed(indices.map(\.indexItem), to: value)
    }

    /// Writes a number to a part of this tensor; see `setIndex(_:to:)`.
    public mutating func setIndex(_ indices: any TensorIndex..., to value: some ScalarConvertible) throws {
        try setIndexed(indices.map(\.indexItem), to: value.scalar)
    }

    /// The subscript for a list of indices.
    package func indexed(_ items: [IndexItem]) throws -> Tensor {
        let resolved = try resolve(items)
        if !resolved.picks.isEmpty { return try resolved.view.advancedIndexed(resolved.picks) }
        // Torch records a view even where nothing is left out.
        guard requiresGrad, resolved.view.autograd === autograd else { return resolved.view }
        let name = items.count == 1 && items[0].isSlice ? "SliceBackward0" : "AliasBackward0"
        return detach().recorded(name, self, saves: false) { $0 }
    }

    /// The assignment for a list of indices.
    package mutating func setIndexed(_ items: [IndexItem], to value: Tensor) throws {
        try write(value, IndexedWrite(items))
    }

    /// The assignment of a number for a list of indices.
    package mutating func setIndexed(_ items: [IndexItem], to scalar: Scalar) throws {
        try write(number(scalar, "index_put"), IndexedWrite(items, name: items.fillName))
    }

    private mutating func assign(_ body: (inout Tensor) throws -> Void) {
        do {
            try body(&self)
        } catch let error as TensorError {
            self = Tensor(failure: error)
        } catch {
            self = Tensor(failure: TensorError("index_put", "\(error)"))
        }
    }
}

extension IndexItem {
    fileprivate var isSlice: Bool { if case .slice = kind { true } else { false } }
}

extension [IndexItem] {
    /// Torch's name for filling what one list or one mask picks; nil for everything else.
    fileprivate var fillName: String? {
        let others = filter { !$0.isWhole }
        guard others.count == 1, case .tensor(let index) = others[0].kind, index.ndim > 0 else { return nil }
        return index.isMask ? "MaskedFillBackward0" : "IndexFillBackward0"
    }
}

/// A number written out in an assignment to a part of a tensor: `x[0] = 5`, `x[mask] = -0.5`, `mask[0] = true`.
///
/// It has no operators and takes literals only. So it can never be what an expression with a subscript means by it,
/// which would be the case for Swift's own number types.
public struct NumberLiteral: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral,
    Sendable
{
    /// The number as Tern handles it.
    let scalar: Scalar

    /// An integer.
    public init(integerLiteral value: Int) { scalar = .int(Int64(value)) }
    /// A floating-point number.
    public init(floatLiteral value: Double) { scalar = .double(value) }
    /// A truth value.
    public init(booleanLiteral value: Bool) { scalar = .bool(value) }
}
