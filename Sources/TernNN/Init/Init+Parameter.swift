import TernCore

// The same for a layer's parameter, which stays the same leaf.

extension Init {
    /// Numbers uniform in low ..< high; see `uniform(&tensor)`.
    public static func uniform(
        _ parameter: Parameter, _ low: Double = 0, _ high: Double = 1, generator: Generator = .default
    ) throws {
        try uniform(&parameter.tensor, low, high, generator: generator)
    }

    /// Normal numbers; see `normal(&tensor)`.
    public static func normal(
        _ parameter: Parameter, mean: Double = 0, std: Double = 1, generator: Generator = .default
    ) throws {
        try normal(&parameter.tensor, mean: mean, std: std, generator: generator)
    }

    /// Normal numbers from within low ... high; see `truncNormal(&tensor)`.
    public static func truncNormal(
        _ parameter: Parameter, mean: Double = 0, std: Double = 1, low: Double = -2, high: Double = 2,
        generator: Generator = .default
    ) throws {
        try truncNormal(&parameter.tensor, mean: mean, std: std, low: low, high: high, generator: generator)
    }

    /// Numbers uniform within +-gain * sqrt(6 / (fan in + fan out)); see `xavierUniform(&tensor)`.
    public static func xavierUniform(
        _ parameter: Parameter, gain: Double = 1, generator: Generator = .default
    ) throws {
        try xavierUniform(&parameter.tensor, gain: gain, generator: generator)
    }

    /// Normal numbers with standard deviation gain * sqrt(2 / (fan in + fan out)); see `xavierNormal(&tensor)`.
    public static func xavierNormal(
        _ parameter: Parameter, gain: Double = 1, generator: Generator = .default
    ) throws {
        try xavierNormal(&parameter.tensor, gain: gain, generator: generator)
    }

    /// Numbers uniform within +-gain * sqrt(3 / fan); see `kaimingUniform(&tensor)`.
    public static func kaimingUniform(
        _ parameter: Parameter, a: Double = 0, mode: FanMode = .fanIn, nonlinearity: Nonlinearity = .leakyReLU,
        generator: Generator = .default
    ) throws {
        try kaimingUniform(&parameter.tensor, a: a, mode: mode, nonlinearity: nonlinearity, generator: generator)
    }

    /// Normal numbers with standard deviation gain / sqrt(fan); see `kaimingNormal(&tensor)`.
    public static func kaimingNormal(
        _ parameter: Parameter, a: Double = 0, mode: FanMode = .fanIn, nonlinearity: Nonlinearity = .leakyReLU,
        generator: Generator = .default
    ) throws {
        try kaimingNormal(&parameter.tensor, a: a, mode: mode, nonlinearity: nonlinearity, generator: generator)
    }

    /// Orthogonal rows or columns; see `orthogonal(&tensor)`.
    public static func orthogonal(
        _ parameter: Parameter, gain: Double = 1, generator: Generator = .default
    ) throws {
        try orthogonal(&parameter.tensor, gain: gain, generator: generator)
    }

    /// The same number everywhere; see `constant(&tensor)`.
    public static func constant(_ parameter: Parameter, _ value: some ScalarConvertible) throws {
        try constant(&parameter.tensor, value)
    }

    /// Ones; see `ones(&tensor)`.
    public static func ones(_ parameter: Parameter) throws { try ones(&parameter.tensor) }

    /// Zeros; see `zeros(&tensor)`.
    public static func zeros(_ parameter: Parameter) throws { try zeros(&parameter.tensor) }

    /// The identity matrix; see `eye(&tensor)`.
    public static func eye(_ parameter: Parameter) throws { try eye(&parameter.tensor) }

    /// A kernel with a single 1 at its centre; see `dirac(&tensor)`.
    public static func dirac(_ parameter: Parameter, groups: Int = 1) throws {
        try dirac(&parameter.tensor, groups: groups)
    }
}
