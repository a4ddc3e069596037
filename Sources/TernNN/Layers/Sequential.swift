import TernCore

/// Modules applied one after the other.
///
/// ```swift
/// let net = Sequential {
///     Conv2d(1, 32, kernelSize: 3, padding: 1, bias: false)
///     BatchNorm2d(32)
///     ReLU()
///     MaxPool2d(kernelSize: 2)
/// }
/// ```
///
/// - Source: `torch.nn.Sequential`.
public final class Sequential: ModuleSequence {
    /// The modules in order, with their names in the state dict.
    public var namedChildren: [(name: String, module: any Module)] {
        didSet { modules = namedChildren.map(\.module) }
    }

    /// The modules in order.
    public private(set) var modules: [any Module]

    /// These modules with these names.
    public init(namedChildren: [(name: String, module: any Module)]) {
        self.namedChildren = namedChildren
        modules = namedChildren.map(\.module)
    }

    /// These modules in this order, named 0, 1, ….
    public convenience init(_ modules: [any Module]) { self.init(namedChildren: modules.numbered) }

    /// These modules in this order, named 0, 1, ….
    public convenience init(_ modules: any Module...) { self.init(modules) }

    /// The modules of the block, named 0, 1, ….
    public convenience init(@SequentialBuilder _ modules: () -> [any Module]) { self.init(modules()) }

    /// Modules with names of their own.
    public convenience init(named modules: KeyValuePairs<String, any Module>) {
        self.init(namedChildren: modules.map { ($0.key, $0.value) })
    }

    /// Applies every module to the result of the one before. In evaluation, with no gradients recorded, a convolution takes the
    /// batch normalisation and ReLU behind it along.
    public func forward(_ x: Tensor) throws -> Tensor { try FusibleRun.compute(modules[...], x) }
}

/// Collects the modules of a `Sequential { }` block; `if` and `for` work in it.
@resultBuilder
public enum SequentialBuilder {
    /// One module.
    public static func buildExpression(_ module: any Module) -> [any Module] { [module] }
    /// Several modules.
    public static func buildExpression(_ modules: [any Module]) -> [any Module] { modules }
    /// The block's modules.
    public static func buildBlock(_ parts: [any Module]...) -> [any Module] { parts.flatMap { $0 } }
    /// An `if` without `else`.
    public static func buildOptional(_ part: [any Module]?) -> [any Module] { part ?? [] }
    /// The first branch of an `if`.
    public static func buildEither(first part: [any Module]) -> [any Module] { part }
    /// The other branch of an `if`.
    public static func buildEither(second part: [any Module]) -> [any Module] { part }
    /// A loop.
    public static func buildArray(_ parts: [[any Module]]) -> [any Module] { parts.flatMap { $0 } }
}
