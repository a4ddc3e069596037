import TernCore

/// A convolution or a batch normalisation in a `Sequential` with the layers behind it that can be part of the same pass.
struct FusibleRun {
    /// How many layers it consists of: at least two.
    let count: Int
    private let body: (Tensor) throws -> Tensor

    /// The run that begins with the first of these modules, if any does.
    init?(_ modules: ArraySlice<any Module>) {
        let conv = modules.first as? Conv2d
        var rest = conv == nil ? modules : modules.dropFirst()
        let norm = rest.first as? BatchNormNd
        if norm != nil { rest = rest.dropFirst() }
        let found = (rest.first as? any FusibleActivation)?.fusedActivation
        if found != nil { rest = rest.dropFirst() }
        count = modules.count - rest.count
        let activation = found ?? .identity
        switch (conv, norm) {
        case (let conv?, nil): body = { try fusedConvolution(conv, activation: activation, $0) }
        case (let conv?, let norm as BatchNorm2d):
            body = { try fusedConvolution(conv, norm, activation: activation, $0) }
        case (nil, let norm?): body = { try norm.forward($0, residual: nil, activation: activation) }
        default: return nil
        }
        // A layer with hooks must be called by itself.
        if count < 2 || modules.prefix(count).contains(where: { $0.hasHooks }) { return nil }
    }

    /// What the layers give one after the other.
    func callAsFunction(_ x: Tensor) throws -> Tensor {
        try body(x)
    }

    /// What these modules give one after the other, run by run.
    static func compute(_ modules: ArraySlice<any Module>, _ x: Tensor) throws -> Tensor {
        var (y, rest) = (x, modules)
        while let module = rest.first {
            if let run = FusibleRun(rest) {
                y = try run(y)
                rest = rest.dropFirst(run.count)
            } else {
                y = try module(y)
                rest = rest.dropFirst()
            }
        }
        return y
    }
}

extension Sequential {
    /// residual + self(x). In evaluation, with no gradients recorded, a convolution and its batch normalisation at the end take
    /// the sum along.
    package func forward(_ x: Tensor, addedTo residual: Tensor) throws -> Tensor {
        let modules = modules
        guard !hasHooks, let conv = modules.dropLast().last as? Conv2d, let norm = modules.last as? BatchNorm2d else {
            return try (residual + self(x)).validated()
        }
        let y = try FusibleRun.compute(modules.dropLast(2), x)
        let end = FusedConvolution(conv: conv, norm: norm, residual: residual, activation: .identity)
        return try end.fused(y) ?? (residual + norm(conv(y))).validated()
    }
}

/// An activation that a convolution can apply to its sums.
protocol FusibleActivation: Module {
    var fusedActivation: FusedActivation { get }
}

extension ReLU: FusibleActivation {
    var fusedActivation: FusedActivation { .relu }
}

extension ReLU6: FusibleActivation {
    var fusedActivation: FusedActivation { .relu6 }
}
