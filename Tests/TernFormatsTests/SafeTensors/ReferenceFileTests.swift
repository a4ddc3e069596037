import Foundation
import Tern
import Testing

@Suite("safetensors: files of the reference implementation")
struct ReferenceFileTests {
    private func path(_ name: String) -> URL { fixtures.appendingPathComponent("\(name).safetensors") }

    @Test("written again they are the same, byte for byte", arguments: ["types", "names", "nothing"])
    func identical(_ name: String) throws {
        let file = try SafeTensors.load(path(name))
        let metadata = file.metadata.isEmpty ? nil : file.metadata
        #expect(
            try SafeTensors.serialize(file.tensors().reversed(), metadata: metadata) == Data(contentsOf: path(name)))
    }

    @Test("values", arguments: DType.allCases)
    func values(_ dtype: DType) throws {
        let file = try SafeTensors.load(path("types"))
        let start = dtype == .uint8 ? 0.0 : -3
        let expected = (0..<6).map { index in
            let value = start + Double(index)
            return dtype == .bool ? (value == 0 ? 0 : 1) : value
        }
        let matrix = try file["\(dtype).matrix"]
        #expect(matrix.dtype == dtype && matrix.shape == [2, 3])
        #expect(try matrix.array(of: Double.self) == expected)
        #expect(try file["\(dtype).scalar"].shape == [])
        #expect(try file["\(dtype).scalar"].item() == 1)
        #expect(try file["\(dtype).empty"].shape == [2, 0, 3])
    }

    @Test("names and metadata")
    func names() throws {
        let file = try SafeTensors.load(path("names"))
        #expect(file.metadata == ["format": "pt"])
        #expect(try file["q\"\\/"].item() == 5)
        #expect(try file["\u{8}\u{C}\n\r\t\u{1}\u{1F}\u{7F}"].item() == 6)
        #expect(try file["😀"].item() == 10)
    }

    @Test("a type that Tern doesn't have is an error when it is read, and only then")
    func foreign() throws {
        let file = try SafeTensors.load(path("foreign"))
        #expect(try file["known"].array() == [1, 2])
        let entries = file.entries.filter { $0.dtype == nil }
        #expect(Set(entries.map(\.typeName)) == ["U16", "U32", "U64", "C64", "F8_E4M3"])
        for entry in entries {
            let error = #expect(throws: TensorError.self) { try file[entry.name] }
            #expect(error?.kind == .type)
            #expect(error?.message.contains(entry.typeName) == true)
        }
        #expect(throws: TensorError.self) { try file.tensors() }
    }

    @Test("a name that isn't there")
    func missing() throws {
        let error = #expect(throws: TensorError.self) { try SafeTensors.load(path("names"))["weight"] }
        #expect(error?.message.hasSuffix("File does not contain tensor weight") == true)
        #expect(error?.message.contains("names.safetensors") == true)
    }
}
