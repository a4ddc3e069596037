/// Where a tensor's memory lies and its operations run.
public struct Device: Sendable, Hashable, CustomStringConvertible {
    /// The kind of hardware.
    public enum Kind: String, Sendable, Hashable {
        /// The processor.
        case cpu
        /// An NVIDIA GPU.
        case cuda
    }

    /// The kind of hardware.
    public let kind: Kind
    /// Which one of several; 0 for the processor.
    public let index: Int

    /// The processor, the default everywhere.
    public static let cpu = Device(kind: .cpu, index: 0)

    /// The GPU of that number. Naming it is free; the first use throws where it does not exist.
    public static func cuda(_ index: Int = 0) -> Device { Device(kind: .cuda, index: index) }

    /// `cpu` or `cuda:0`.
    public var description: String { kind == .cpu ? "cpu" : "\(kind.rawValue):\(index)" }

    /// The device of that name (`cpu`, `cuda`, `cuda:1`).
    ///
    /// - Throws: `TensorError` with torch's words for an unknown name.
    public init(_ name: String) throws {
        let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let index = parts.count == 2 ? Int(parts[1]) : 0
        guard let kind = parts.first.flatMap({ Kind(rawValue: String($0)) }) else {
            throw TensorError(
                .runtime, "Device", "Expected one of cpu, cuda device type at start of device string: \(name)")
        }
        guard let index, index >= 0, kind != .cpu || index == 0 else {
            throw TensorError(.runtime, "Device", "Invalid device string: '\(name)'", hint: "write cpu, cuda or cuda:1")
        }
        self.init(kind: kind, index: index)
    }

    private init(kind: Kind, index: Int) {
        self.kind = kind
        self.index = index
    }
}
