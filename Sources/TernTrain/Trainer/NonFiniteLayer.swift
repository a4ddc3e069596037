import TernCore
import TernNN

extension Module {
    /// Which layer a NaN or an infinity began in, found by running a batch again: the first whose output is not finite.
    ///
    /// Changes running statistics, which are spoilt already where this is asked.
    func firstNonFiniteLayer(_ x: Tensor) -> String? {
        if !x.isAllFinite { return "the batch's input is not finite" }
        var found: (any Module)?
        // The run may end in an error; what was seen until then counts.
        _ = try? noGrad {
            try observing(self) { module, output in
                if found == nil, module.namedChildren.isEmpty, !output.isAllFinite { found = module }
            } during: {
                try self(x)
            }
        }
        guard let found else { return nil }
        let name = namedModules.first { $0.module === found }?.name ?? ""
        let weights =
            (try? found.firstNonFiniteParameter()).map { _ in ", whose parameters are not finite either" } ?? ""
        return "the first layer with such an output is '\(name)', \(found)\(weights)"
    }

    /// The path of the first parameter that holds a NaN or an infinity.
    func firstNonFiniteParameter() throws -> String? {
        try namedParameters.first { try !$0.parameter.tensor.validated().isAllFinite }?.name
    }
}

extension Tensor {
    /// Whether every element is finite. A product with zero is zero for finite numbers only, so one sum tells.
    var isAllFinite: Bool {
        guard dtype.isFloatingPoint else { return true }
        return (try? noGrad { try detach().mul(0).sum().item() == 0 }) ?? true
    }
}
