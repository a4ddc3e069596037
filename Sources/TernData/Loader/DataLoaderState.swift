import TernCore

/// Where a pass over a data loader was: how many batches it had given, and the random streams at its start and then.
///
/// `tensors` can be stored in any file of tensors, for example `SafeTensors.save`.
public struct DataLoaderState: Sendable {
    /// How many batches the pass had given.
    public let yielded: Int
    let start: [String: Tensor]
    let now: [String: Tensor]
    let workers: [Int: Tensor]

    init(yielded: Int, start: [String: Tensor], now: [String: Tensor], workers: [Int: Tensor]) {
        self.yielded = yielded
        self.start = start
        self.now = now
        self.workers = workers
    }

    /// The state as named tensors.
    public var tensors: [(String, Tensor)] {
        [("yielded", Tensor([yielded]))]
            + start.sorted { $0.key < $1.key }.map { ("start.\($0.key)", $0.value) }
            + now.sorted { $0.key < $1.key }.map { ("now.\($0.key)", $0.value) }
            + workers.sorted { $0.key < $1.key }.map { ("worker.\($0.key)", $0.value) }
    }

    /// The state that `tensors` gave.
    ///
    /// - Throws: `TensorError` for tensors that are no such state.
    public init(tensors: [(String, Tensor)]) throws {
        var yielded: Int?
        var (start, now, workers) = ([String: Tensor](), [String: Tensor](), [Int: Tensor]())
        for (name, tensor) in tensors {
            let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
            switch (parts[0], parts.count) {
            case ("yielded", 1): yielded = try tensor.item(as: Int.self)
            case ("start", 2): start[parts[1]] = tensor
            case ("now", 2): now[parts[1]] = tensor
            case ("worker", 2) where Int(parts[1]) != nil: workers[Int(parts[1]) ?? 0] = tensor
            default: throw DataLoaderState.unknown("there is no entry '\(name)'")
            }
        }
        guard let yielded, yielded >= 0 else { throw DataLoaderState.unknown("'yielded' is missing or negative") }
        self.init(yielded: yielded, start: start, now: now, workers: workers)
    }

    /// Throws unless a loader with that many workers and these generators could have given this state.
    func check(workers count: Int, generators: Set<String>) throws {
        guard Set(start.keys) == generators, Set(now.keys) == generators else {
            throw DataLoaderState.unknown("it knows the generators \(start.keys.sorted()), not \(generators.sorted())")
        }
        guard workers.count == min(count, yielded), workers.keys.allSatisfy({ (0..<count).contains($0) }) else {
            throw DataLoaderState.unknown("it has \(workers.count) workers' streams, the loader has \(count) workers")
        }
        let scratch = Generator()
        for state in [start.values.map { $0 }, now.values.map { $0 }, workers.values.map { $0 }].joined() {
            try scratch.setState(state)
        }
    }

    private static func unknown(_ reason: String) -> TensorError {
        TensorError(.value, "DataLoader.resume", "the state is not of this loader: \(reason)")
    }
}
