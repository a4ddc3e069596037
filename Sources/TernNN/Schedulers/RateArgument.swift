import TernCore

/// A number for all groups of an optimizer, or a list with one for each: `0.1` or `[0.1, 0.01]`.
public protocol RateArgument {
    /// The numbers as schedulers handle them.
    var groupRates: GroupRates { get }
}

/// A number for all groups of an optimizer, or one for each.
public enum GroupRates: Sendable {
    /// The same for all.
    case all(Double)
    /// One for each, in the order of the groups.
    case each([Double])

    /// One number for each group.
    ///
    /// - Throws: `TensorError` in torch's words for a list of another length.
    func values(for optimizer: Optimizer, _ name: String, _ operation: String) throws -> [Double] {
        let count = optimizer.paramGroups.count
        switch self {
        case .all(let rate): return Array(repeating: rate, count: count)
        case .each(let rates):
            guard rates.count == count else {
                throw TensorError(
                    .value, operation,
                    "\(name) must have the same length as optimizer.param_groups. \(name) has \(rates.count) values, param_groups has \(count)."
                )
            }
            return rates
        }
    }
}

extension GroupRates: RateArgument {
    /// Itself.
    public var groupRates: GroupRates { self }
}

extension Double: RateArgument {
    /// The same for all groups.
    public var groupRates: GroupRates { .all(self) }
}

extension Int: RateArgument {
    /// The same for all groups.
    public var groupRates: GroupRates { .all(Double(self)) }
}

extension Array: RateArgument where Element == Double {
    /// One for each group.
    public var groupRates: GroupRates { .each(self) }
}
