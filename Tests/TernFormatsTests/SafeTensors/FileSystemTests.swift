import Foundation
import Tern
import Testing

@Suite("safetensors: the file system")
struct FileSystemTests {
    @Test("a file is replaced as a whole, and no other file is left")
    func replacing() throws {
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("x.safetensors")
            try SafeTensors.save(["x": Tensor(1)], to: url)
            let old = try SafeTensors.load(url)
            try SafeTensors.save(["x": Tensor(2)], to: url)
            #expect(try SafeTensors.load(url)["x"].item() == 2)
            #expect(try old["x"].item() == 1, "a file in use keeps its content")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["x.safetensors"])
        }
    }

    @Test("a tensor that carries an error leaves the old file")
    func failing() throws {
        try withTemporaryFolder { folder in
            let path = folder.appendingPathComponent("x.safetensors").path
            try SafeTensors.save(["x": Tensor(1)], to: path)
            #expect(throws: TensorError.self) { try SafeTensors.save(["x": Tensor.zeros([-1])], to: path) }
            #expect(try SafeTensors.load(path)["x"].item() == 1)
        }
    }

    @Test("a link stays a link, permissions stay")
    func links() throws {
        try withTemporaryFolder { folder in
            let (target, link) = (folder.appendingPathComponent("a"), folder.appendingPathComponent("b"))
            try SafeTensors.save(["x": Tensor(1)], to: target)
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: target.path)
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: target)
            try SafeTensors.save(["x": Tensor(2)], to: link)
            #expect(try SafeTensors.load(target)["x"].item() == 2)
            let attributes = try FileManager.default.attributesOfItem(atPath: target.path)
            #expect(attributes[.posixPermissions] as? Int == 0o640)
        }
    }

    @Test("places that cannot be read or written")
    func places() throws {
        try withTemporaryFolder { folder in
            let missing = folder.appendingPathComponent("no/x.safetensors").path
            for path in [folder.path, missing, "", "a\0b"] {
                let reading = #expect(throws: TensorError.self) { try SafeTensors.load(path) }
                #expect(reading?.operation == "safetensors")
                #expect(throws: TensorError.self) { try SafeTensors.save(["x": Tensor(1)], to: path) }
            }
            let error = #expect(throws: TensorError.self) { try SafeTensors.save([:], to: missing) }
            #expect(error?.kind == .file)
            #expect(error?.message == "No such file or directory: \(missing)")
            #expect(throws: TensorError.self) { try SafeTensors.load("/dev/null") }
            #expect(throws: TensorError.self) { try SafeTensors.save([:], to: "/dev/null") }
            let web = try #require(URL(string: "https://example.com/x.safetensors"))
            #expect(throws: TensorError.self) { try SafeTensors.load(web) }
        }
    }

    @Test("a file that shrinks while it is open")
    func shrinking() throws {
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("x.safetensors")
            try SafeTensors.save(["x": Tensor.zeros([1000])], to: url)
            let file = try SafeTensors.load(url)
            try FileHandle(forWritingTo: url).truncate(atOffset: 200)
            let error = #expect(throws: TensorError.self) { try file["x"] }
            #expect(error?.message.contains("shortened") == true)
        }
    }

    @Test("many threads read one file")
    func threads() async throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("tern-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: url) }
        try SafeTensors.save((0..<50).map { ("\($0)", Tensor.full([1000], $0)) }, to: url)
        let file = try SafeTensors.load(url)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for index in 0..<50 {
                group.addTask { try file["\(index)"].array(of: Int.self) == [Int](repeating: index, count: 1000) }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }
}
