import Foundation
import Tern
import TernData
import Testing

/// A file, and what torchvision reads from it; see Tools/fixtures/png_files.py.
private struct PNGCase: Decodable {
    let file: Data
    let shape: [Int]?
    let values: [Int]?

    static func load() throws -> [PNGCase] {
        struct File: Decodable { let cases: [PNGCase] }
        return try JSONDecoder().decode(File.self, from: Data(contentsOf: fixture("png.json"))).cases
    }
}

@Suite struct PNGTests {
    @Test func readsWhatTorchvisionReads() throws {
        let cases = try PNGCase.load()
        #expect(cases.count >= 100)
        for (number, test) in cases.enumerated() {
            guard let values = test.values else {
                #expect(throws: TensorError.self, "case \(number)") { try PNG.decode(Array(test.file)) }
                continue
            }
            let image = try PNG.decode(Array(test.file))
            #expect(image.shape == test.shape, "case \(number)")
            let isEqual = try image.array(of: Int.self) == values
            #expect(isEqual, "case \(number)")
        }
    }

    @Test(arguments: [1, 2, 3, 4], [[1, 1], [5, 7], [40, 33]]) func readsWhatItWrites(channels: Int, size: [Int]) throws
    {
        try Generator.withDefault(Generator(seed: 3)) {
            for image in [
                Tensor.randint(256, [channels] + size, dtype: .uint8), Tensor.full([channels] + size, 7, dtype: .uint8),
                try Tensor.arange(0, channels * size[0] * size[1]).remainder(251).to(.uint8).reshape([channels] + size),
            ] {
                let back = try PNG.decode(PNG.encode(image))
                #expect(try back.equal(image))
                #expect(try PNG.decode(PNG.encode(image.transpose(1, 2))).equal(image.transpose(1, 2)))
            }
        }
    }

    @Test func givesTheChannelsAskedFor() throws {
        let grey = try PNG.encode(Tensor([[[10, 200]]], dtype: .uint8))
        #expect(try PNG.decode(grey, mode: .rgba).array(of: Int.self) == [10, 200, 10, 200, 10, 200, 255, 255])
        #expect(try PNG.decode(grey, mode: .grayAlpha).array(of: Int.self) == [10, 200, 255, 255])
        let color = try PNG.encode(Tensor([[[255, 0]], [[0, 0]], [[0, 255]], [[9, 8]]], dtype: .uint8))
        #expect(try PNG.decode(color, mode: .rgb).array(of: Int.self) == [255, 0, 0, 0, 0, 255])
        #expect(try PNG.decode(color, mode: .gray).array(of: Int.self) == [54, 18])
    }

    @Test func refusesWhatItCannotWriteOrHold() throws {
        for image in [
            Tensor.zeros([3, 2, 2]), Tensor.zeros([2, 2], dtype: .uint8), Tensor.zeros([5, 2, 2], dtype: .uint8),
            Tensor.zeros([3, 0, 2], dtype: .uint8), Tensor.zeros([-1]),
        ] {
            #expect(throws: TensorError.self) { try PNG.encode(image) }
        }
        let file = try PNG.encode(Tensor.zeros([3, 20, 20], dtype: .uint8))
        let error = #expect(throws: TensorError.self) { try PNG.decode(file, limit: 1000) }
        #expect(error?.message == "20 x 20 pixels take more than 1000 bytes")
        #expect(throws: TensorError.self) { try PNG.load(URL(fileURLWithPath: "/nonexistent.png")) }
    }

    /// Damage behind a checksum that is right: whatever the bytes, there is an answer or an error.
    @Test func survivesDamage() throws {
        let files = try PNGCase.load().compactMap { $0.values == nil ? nil : Array($0.file) }
        var state: UInt64 = 5
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var refused = 0
        for _ in 0..<4000 {
            var file = files[random(files.count)]
            // The header, where sizes and kinds stand; its checksum is made right again.
            for _ in 0...random(3) { file[16 + random(13)] = UInt8(random(100) < 70 ? random(9) : random(256)) }
            let sum = file[12..<29].withUnsafeBufferPointer { Checksum.crc32($0) }
            for byte in 0..<4 { file[29 + byte] = UInt8(truncatingIfNeeded: sum >> UInt32(24 - 8 * byte)) }
            if random(4) == 0 { file[random(file.count)] ^= 1 }
            do { _ = try PNG.decode(file, limit: 1 << 22) } catch is TensorError { refused += 1 }
        }
        #expect(refused > 2000)
    }

    @Test func foldersAreClasses() throws {
        try withTemporaryFolder { folder in
            for (name, files) in [("b", ["2.png", "1.PNG", "note.txt"]), ("a", ["deep/x.png"])] {
                for (index, file) in files.enumerated() {
                    let place = folder.appendingPathComponent(name).appendingPathComponent(file)
                    try FileManager.default.createDirectory(
                        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
                    try PNG.save(Tensor.full([1, 2, 3], index, dtype: .uint8), to: place)
                }
            }
            let data = try ImageFolder(root: folder.path)
            #expect(data.classes == ["a", "b"])
            #expect(data.samples.map(\.file.lastPathComponent) == ["x.png", "1.PNG", "2.png"])
            let (image, target) = try data[1]
            #expect(image.shape == [3, 2, 3] && target == 1)
            #expect(try image.array(of: Int.self) == Array(repeating: 1, count: 18))
            let (x, y) = try data.batch(at: [0, 1, 2])
            #expect(try x.shape == [3, 3, 2, 3] && y.array(of: Int.self) == [0, 1, 1])
            try Data([1, 2]).write(to: folder.appendingPathComponent("b/1.PNG"))
            let error = #expect(throws: TensorError.self) { try data.batch(at: [1]) }
            #expect(error?.message == "1.PNG: Unsupported image file. Only jpeg and png are currently supported.")
            #expect(error?.hint == "sample 1 of ImageFolder")
            try FileManager.default.createDirectory(
                at: folder.appendingPathComponent("c"), withIntermediateDirectories: true)
            #expect(throws: TensorError.self) { try ImageFolder(root: folder.path) }
            #expect(throws: TensorError.self) { try ImageFolder(root: folder.path + "/c") }
            #expect(throws: TensorError.self) { try ImageFolder(root: folder.path + "/nothing") }
        }
    }
}
