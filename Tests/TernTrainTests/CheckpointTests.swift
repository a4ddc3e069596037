import Foundation
import Tern
import Testing

@Suite struct CheckpointTests {
    /// A model and an optimizer after a step.
    private func trained(_ seed: Int, outputs: Int = 3) throws -> (Sequential, Adam) {
        try Generator.withDefault(Generator(seed: UInt64(seed))) {
            let net = Sequential {
                Linear(4, 5)
                ReLU()
                Linear(5, outputs)
            }
            let optimizer = try Adam(net.parameters, lr: 0.1)
            try net(Tensor.randn([2, 4])).pow(2).sum().backward()
            try optimizer.step()
            return (net, optimizer)
        }
    }

    private func numbers(_ net: any Module, _ optimizer: Optimizer) throws -> [Double] {
        try net.stateDict.flatMap { try $0.tensor.array(of: Double.self) }
            + optimizer.stateDict().state.sorted { $0.key < $1.key }.flatMap { entry in
                try entry.value.flatMap { try $0.value.tensorValue?.array(of: Double.self) ?? [] }
            }
    }

    @Test func everythingComesBack() throws {
        try withTemporaryFolder { folder in
            let path = folder.appendingPathComponent("a.safetensors").path
            let (net, optimizer) = try trained(1)
            let settings: StateRecord = [
                "text": "a \"b\"\n", "list": .list([1, 2.5, nil, true]), "pair": .tuple([0.9, 1]),
                "inner": .record(["infinity": .double(.infinity), "third": .double(1.0 / 3)]),
                "tensor": .tensor(Tensor([1.5, 2])),
            ]
            try Checkpoint(model: net, optimizer: optimizer, epoch: 2, step: 7, settings: settings).save(to: path)
            let saved = try Checkpoint(contentsOf: path)
            #expect((saved.epoch, saved.step) == (2, 7))
            #expect("\(saved.settings)" == "\(settings)")
            #expect(saved.loader == nil && saved.scheduler == nil)
            let (other, fresh) = try trained(2)
            #expect(try numbers(other, fresh) != numbers(net, optimizer))
            try saved.restore(other, fresh)
            #expect(try numbers(other, fresh) == numbers(net, optimizer))
            #expect("\(fresh.stateDict())" == "\(optimizer.stateDict())")
            // Other programs find torch's names.
            let names = Set(try SafeTensors.load(path).names)
            #expect(names.isSuperset(of: ["model.0.weight", "model.2.bias", "optimizer.state.0.exp_avg"]))
        }
    }

    @Test func aDamagedFileIsRefused() throws {
        try withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("a.safetensors")
            let (net, optimizer) = try trained(1)
            try Checkpoint(model: net, optimizer: optimizer).save(to: file.path)
            let whole = try Data(contentsOf: file)
            var accepted: [Int] = []
            for position in stride(from: 0, to: whole.count, by: 13) {
                var bytes = whole
                bytes[position] ^= 0x10
                try bytes.write(to: file)
                do {
                    // Only what the checksum says of itself, and the text that other readers look for, can differ unnoticed.
                    if try Checkpoint(contentsOf: file.path).step != 0 { accepted.append(position) }
                    let restored = try Checkpoint(contentsOf: file.path)
                    if try numbers(Restored(restored).net, optimizer) != numbers(net, optimizer) {
                        accepted.append(position)
                    }
                } catch is TensorError {}
            }
            #expect(accepted == [])
            for length in [0, 7, 100, whole.count / 2, whole.count - 1] {
                try whole.prefix(length).write(to: file)
                #expect(throws: TensorError.self) { try Checkpoint(contentsOf: file.path) }
            }
            try SafeTensors.save(["a": Tensor([1])], to: file.path)
            let error = #expect(throws: TensorError.self) { try Checkpoint(contentsOf: file.path) }
            #expect(error?.message.contains("is no checkpoint") == true)
            #expect(throws: TensorError.self) { try Checkpoint(contentsOf: file.path + ".absent") }
        }
    }

    /// A model of the checkpoint's weights.
    private struct Restored {
        let net = Sequential {
            Linear(4, 5)
            ReLU()
            Linear(5, 3)
        }
        init(_ checkpoint: Checkpoint) throws { try net.loadStateDict(checkpoint.model) }
    }

    @Test func aCheckpointOfOthersChangesNothing() throws {
        let (net, optimizer) = try trained(1)
        let before = try numbers(net, optimizer)
        let (wider, wide) = try trained(2, outputs: 4)
        let error = #expect(throws: TensorError.self) {
            try Checkpoint(model: wider, optimizer: wide).restore(net, optimizer)
        }
        #expect(error?.message.contains("size mismatch for 2.weight") == true)
        #expect(error?.hint?.contains("another model") == true)
        // The model fits, but the optimizer has another group.
        let (same, _) = try trained(3)
        let groups = try SGD([ParameterGroup(same[0]), ParameterGroup(same[2])], lr: 0.1)
        #expect(throws: TensorError.self) { try Checkpoint(model: same, optimizer: groups).restore(net, optimizer) }
        #expect(throws: TensorError.self) { try Checkpoint(model: same).restore(net, optimizer) }
        #expect(try numbers(net, optimizer) == before)
    }

    @Test func aFolderThatCannotBeWrittenLeavesTheOldFile() throws {
        let (net, _) = try trained(1)
        #expect(throws: TensorError.self) { try Checkpoint(model: net).save(to: "/nonexistent/a.safetensors") }
    }
}

extension ParameterGroup {
    fileprivate convenience init(_ module: any Module) { self.init(module.parameters) }
}

extension Sequential {
    fileprivate subscript(index: Int) -> any Module { modules[index] }
}
