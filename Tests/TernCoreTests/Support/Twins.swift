import TernConformance

/// The Swift twins of all that the fixtures call: the operations, and what only the tests have.
enum Twins {
    static let all = Operations.all.merging(Operations.programs) { first, _ in first }
        .merging(Operations.streams) { first, _ in first }
}
