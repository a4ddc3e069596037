import Foundation
import Tern
import TernConformance
import Testing

@Suite("conformance: running")
struct RunnerTests {
    private static let arguments =
        #"{"kernel_size":[2,2],"stride":null,"padding":[0,0],"dilation":[1,1],"ceil_mode":false,"return_indices":true}"#

    /// Writes a case of max pooling with the output and the gradient given, and runs it.
    private func run(
        output: Float = 4, gradient: Float = 1, change: (String) -> String = { $0 }
    ) throws -> CaseOutcome {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tern-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let text = """
            {"schema":1,"name":"a","source":"test","op":"max_pool2d","form":"functional","dtype":"float32",
            "args":\(RunnerTests.arguments),"inputs":["input"],"outputs":["output","indices"],
            "grads":{"loss_weights":{"output":"w"},"wrt":{"input":"grad"}},"rtol":1e-6,"atol":1e-6}
            """
        try Data(change(text).utf8).write(to: folder.appendingPathComponent("a.json"))
        let tensors: [String: Tensor] = [
            "input": Tensor([[[[1, 2], [3, 4]]]], dtype: .float32), "output": Tensor([[[[output]]]]),
            "indices": Tensor([[[[3]]]]), "w": Tensor.ones([1, 1, 1, 1]),
            "grad": Tensor([[[[0, 0], [0, gradient]]]]),
        ]
        try SafeTensors.save(tensors, to: folder.appendingPathComponent("a.safetensors"))
        let cases = try CaseFolder.folders(at: folder.path)
        #expect(cases.map(\.caseNames) == [["a"]])
        return CaseOutcome.of(try ConformanceCase(folder: folder, name: "a"))
    }

    @Test("a right case passes")
    func passing() throws {
        guard case .passed(let comparisons) = try run() else { return #expect(Bool(false), "failed") }
        #expect(comparisons.map(\.name) == ["output", "indices", "grad"])
    }

    @Test("a wrong output or gradient fails")
    func failing() throws {
        for outcome in [try run(output: 5), try run(gradient: 2)] {
            guard case .failed(let texts) = outcome else { return #expect(Bool(false), "passed") }
            #expect(texts.count == 1)
        }
    }

    @Test("an invalid call must be refused")
    func refusal() throws {
        let error = #""error":true,"torch_type":"RuntimeError","torch_message":"stride should not be zero","schema""#
        guard case .failed = try run(change: { $0.replacingOccurrences(of: "\"schema\"", with: error) }) else {
            return #expect(Bool(false), "passed")
        }
        let outcome = try run {
            $0.replacingOccurrences(of: "\"schema\"", with: error)
                .replacingOccurrences(of: "\"stride\":null", with: "\"stride\":[0,0]")
        }
        guard case .refused(let message) = outcome else { return #expect(Bool(false), "not refused") }
        #expect(message.isEqual && message.isSameKind)
    }

    @Test("an unknown operation is skipped")
    func skipping() throws {
        let outcome = try run { $0.replacingOccurrences(of: "max_pool2d", with: "max_pool9d") }
        guard case .skipped = outcome else { return #expect(Bool(false), "not skipped") }
    }

    @Test("a broken case is an error", arguments: ["{", "[]", "{}", #"{"schema":2}"#])
    func broken(_ text: String) {
        #expect(throws: TensorError.self) { try run { _ in text } }
    }

    @Test("a folder that isn't there, or holds no cases")
    func folders() {
        #expect(throws: TensorError.self) { try CaseFolder.folders(at: "/no/such/folder") }
        #expect(throws: TensorError.self) { try CaseFolder.folders(at: "/dev") }
        #expect(throws: TensorError.self) { try CaseFolder.folders(at: #filePath) }
    }
}
