import Foundation
import TernCore
import TernData
import TernFormats
import TernNN

extension Checkpoint {
    /// Writes the checkpoint. The file is replaced as a whole, after its bytes are on the disk: a crash, a kill or a full disk
    /// at any instant leaves the old one.
    ///
    /// - Throws: `TensorError` where the file cannot be written.
    public func save(to path: String) throws {
        var tensors = model.map { ("model.\($0.name)", $0.tensor) }
        tensors += (loader?.tensors ?? []).map { ("loader.\($0.0)", $0.1) }
        var root: StateRecord = ["epoch": .int(epoch), "step": .int(step)]
        root["hasLoader"] = .bool(loader != nil)
        root["optimizer"] = optimizer.map { .record($0.record) }
        root["scheduler"] = scheduler.map { .record($0) }
        root["training"] = .record(training)
        root["settings"] = .record(settings)
        let text = StateCoding.encode(root, path: "", &tensors).text
        let sum = try Checkpoint.checksum(tensors, text)
        try SafeTensors.save(
            tensors, to: path, metadata: ["format": "pt", Checkpoint.key: text, "\(Checkpoint.key).checksum": sum])
    }

    /// Reads a checkpoint.
    ///
    /// - Throws: `TensorError` where there is no such file, or it is no checkpoint or a damaged one: every byte counts into a
    ///   checksum.
    public init(contentsOf path: String) throws {
        do {
            let file = try SafeTensors.load(path)
            guard let text = file.metadata[Checkpoint.key] else {
                throw TensorError(
                    .value, "Checkpoint", "\(path) is no checkpoint",
                    hint: "it is a safetensors file without training state; SafeTensors.load reads its weights")
            }
            let tensors = try file.tensors()
            guard try Checkpoint.checksum(tensors, text) == file.metadata["\(Checkpoint.key).checksum"] else {
                throw TensorError(.value, "Checkpoint", "\(path) is damaged: its checksum is not that of its content")
            }
            try self.init(tensors, text)
        } catch let error as JSONError {
            throw TensorError(.value, "Checkpoint", "\(path) is damaged: \(error)")
        }
    }

    private static let key = "tern.checkpoint"

    private init(_ tensors: [(String, Tensor)], _ text: String) throws {
        let named = Dictionary(tensors) { first, _ in first }
        let root = try StateCoding.decodeRecord(JSON.parse(text), named)
        func part(_ prefix: String) -> [(String, Tensor)] {
            tensors.filter { $0.0.hasPrefix(prefix) }.map { (String($0.0.dropFirst(prefix.count)), $0.1) }
        }
        guard let epoch = root["epoch"]?.intValue, let step = root["step"]?.intValue, epoch >= 0, step >= 0 else {
            throw TensorError(.value, "Checkpoint", "the checkpoint is damaged: it has no epoch and step")
        }
        model = StateDict(part("model."))
        optimizer = try root["optimizer"]?.recordValue.map(OptimizerState.init(record:))
        scheduler = root["scheduler"]?.recordValue
        loader = root["hasLoader"]?.boolValue == true ? try DataLoaderState(tensors: part("loader.")) : nil
        training = root["training"]?.recordValue ?? [:]
        settings = root["settings"]?.recordValue ?? [:]
        self.epoch = epoch
        self.step = step
    }

    /// A sum (FNV-1a over words) of the tensors' file and of the text beside them.
    private static func checksum(_ tensors: [(String, Tensor)], _ text: String) throws -> String {
        var sum: UInt64 = 0xcbf2_9ce4_8422_2325
        func add(_ bytes: UnsafeRawBufferPointer) {
            let words = bytes.count / 8
            for index in 0..<words {
                let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self))
                sum = (sum ^ word) &* 0x100_0000_01b3
                sum ^= sum >> 32
            }
            for byte in bytes[(8 * words)...] { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        try SafeTensors.serialize(tensors).withUnsafeBytes(add)
        Array(text.utf8).withUnsafeBytes(add)
        return String(sum, radix: 16)
    }
}

extension OptimizerState {
    /// The state as one record.
    fileprivate var record: StateRecord {
        var states = StateRecord()
        for (number, state) in state.sorted(by: { $0.key < $1.key }) { states["\(number)"] = .record(state) }
        return ["state": .record(states), "param_groups": .list(paramGroups.map { .record($0) })]
    }

    /// The state that `record` gave.
    fileprivate init(record: StateRecord) throws {
        self.init()
        guard let states = record["state"]?.recordValue, let groups = record["param_groups"]?.elements else {
            throw TensorError(.value, "Checkpoint", "the checkpoint is damaged: the optimizer's state has another form")
        }
        for (name, value) in states {
            if let number = Int(name) { state[number] = value.recordValue }
        }
        paramGroups = groups.compactMap(\.recordValue)
    }
}
