import Tern

extension Operations {
    static let pooling: [String: Operation] = [
        "adaptive_avg_pool2d": { [try F.adaptiveAvgPool2d($0.input, outputSize: $0.adaptiveSize())] }
    ]
}

extension Call {
    /// `output_size`: a number, or a list with null for the input's size.
    fileprivate func adaptiveSize() throws -> AdaptiveSize {
        if let value = optionalInt("output_size") { return .all(value) }
        guard let list = argument("output_size")?.array else { throw FixtureError("there is no output_size") }
        return .each(list.map { $0.isNull ? nil : $0.int })
    }
}
