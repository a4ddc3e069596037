/// All cases, in the order of the tables.
public enum BenchmarkSuite {
    /// Every case.
    public static let cases: [BenchmarkCase] =
        convolution + pooling + normalization + matrices + elementwise + optimization + tiny + networks

    /// The cases whose names contain all words of `filter`.
    public static func cases(matching filter: String) -> [BenchmarkCase] {
        let words = filter.split(separator: " ")
        return cases.filter { item in words.allSatisfy { item.name.contains($0) } }
    }
}
