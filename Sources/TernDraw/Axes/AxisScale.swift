/// How an axis maps numbers to places.
public enum AxisScale: Sendable, Hashable {
    /// Equal steps for equal differences.
    case linear
    /// Equal steps for equal ratios; numbers that are not positive have no place.
    case log
}
