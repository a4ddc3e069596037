import TernCore

/// The order in which samples are visited, or batches of them.
///
/// Lists and ranges are samplers too: `DataLoader(data, sampler: [4, 2, 2])`.
///
/// - Source: `torch.utils.data.Sampler`.
public protocol Sampler<Element>: Sendable {
    /// A position, or the positions of a batch.
    associatedtype Element: Sendable

    /// How many elements a pass gives.
    var count: Int { get }

    /// Starts a pass. Random numbers are drawn when elements are asked for, not before, and in torch's order.
    func makeStream() -> SampleStream<Element>

    /// The generator that was given to the sampler, which a data loader's state includes. Default nil.
    var generator: Generator? { get }
}

extension Sampler {
    /// None.
    public var generator: Generator? { nil }

    /// All elements of a pass.
    ///
    /// - Throws: what drawing them throws.
    public func list() throws -> [Element] {
        let stream = makeStream()
        var result: [Element] = []
        while let element = try stream.next() { result.append(element) }
        return result
    }
}

/// One pass of a sampler.
public struct SampleStream<Element> {
    private let draw: () throws -> Element?

    /// A pass that asks `next` for each element, until it gives nil.
    public init(_ next: @escaping () throws -> Element?) { draw = next }

    /// A pass over what is known already.
    public init(_ elements: some Sequence<Element>) {
        var iterator = elements.makeIterator()
        draw = { iterator.next() }
    }

    /// A pass over chunks, each made when the one before is used up; `nextChunk` gives nil at the end.
    init(chunks nextChunk: @escaping () throws -> [Element]?) {
        var chunk: ArraySlice<Element> = []
        draw = {
            while chunk.isEmpty {
                guard let next = try nextChunk() else { return nil }
                chunk = next[...]
            }
            return chunk.removeFirst()
        }
    }

    /// The next element, or nil at the end.
    ///
    /// - Throws: what drawing it throws.
    public func next() throws -> Element? { try draw() }
}

extension Array: Sampler where Element == Int {
    /// The elements in order.
    public func makeStream() -> SampleStream<Int> { SampleStream(self) }
}

extension Range: Sampler where Bound == Int {
    /// The numbers in order.
    public func makeStream() -> SampleStream<Int> { SampleStream(self) }
}
