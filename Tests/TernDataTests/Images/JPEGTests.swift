import Foundation
import Tern
import TernData
import Testing

/// A file, and what torchvision and Pillow read from it; see Tools/fixtures/jpeg_files.py.
private struct JPEGCase: Decodable {
    let file: Data
    let shape: [Int]?
    let crc: UInt32?
    let rgb: UInt32?
    let gray: UInt32?
    /// Shape and checksum after the EXIF orientation.
    let upright: [Int]?
    /// A word of the message.
    let refused: String?

    static let all: [JPEGCase] = {
        struct File: Decodable { let cases: [JPEGCase] }
        let file = try? JSONDecoder().decode(File.self, from: Data(contentsOf: fixture("jpeg.json")))
        return file?.cases ?? []
    }()

    static let intact = all.filter { $0.refused == nil }.map { Array($0.file) }
}

private func checksum(_ image: Tensor) throws -> UInt32 {
    #expect(image.dtype == .uint8)
    return try image.array(of: UInt8.self).withUnsafeBufferPointer { Checksum.crc32($0) }
}

@Suite struct JPEGTests {
    @Test func readsWhatTorchvisionReads() throws {
        let cases = JPEGCase.all.enumerated().filter { $0.element.refused == nil }
        #expect(cases.count >= 200)
        for (number, test) in cases {
            let file = Array(test.file)
            let image = try JPEG.decode(file)
            #expect(image.shape == test.shape, "case \(number)")
            #expect(try checksum(image) == test.crc, "case \(number)")
            let (colors, gray) = (try JPEG.decode(file, mode: .rgb), try JPEG.decode(file, mode: .gray))
            #expect(colors.shape[0] == 3 && gray.shape[0] == 1)
            #expect(try checksum(colors) == test.rgb, "case \(number)")
            #expect(try checksum(gray) == test.gray, "case \(number)")
        }
    }

    @Test func turnsImagesOnRequest() throws {
        let cases = JPEGCase.all.filter { $0.upright != nil }
        #expect(cases.count >= 30)
        for (number, test) in cases.enumerated() {
            let image = try JPEG.decode(Array(test.file), applyOrientation: true)
            #expect(image.shape + [Int(try checksum(image))] == test.upright, "case \(number)")
        }
    }

    @Test func turnsPNGFilesToo() throws {
        let image = try Tensor.arange(0, 6).to(.uint8).reshape([1, 2, 3])
        var file = try PNG.encode(image)
        let exif: [UInt8] = [0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0]
        let body = Array("eXIf".utf8) + exif
        let sum = body.withUnsafeBufferPointer { Checksum.crc32($0) }
        let ends = [UInt32(exif.count), sum].map { value in
            (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32(24 - 8 * $0)) }
        }
        file.insert(contentsOf: ends[0] + body + ends[1], at: 33)
        #expect(try PNG.decode(file).equal(image))
        let turned = try PNG.decode(file, applyOrientation: true)
        #expect(turned.shape == [1, 3, 2])
        #expect(try turned.array(of: Int.self) == [3, 0, 4, 1, 5, 2])
    }

    @Test func refusesDamagedFiles() throws {
        let cases = JPEGCase.all.filter { $0.refused != nil }
        #expect(cases.count >= 35)
        for test in cases {
            let error = #expect(throws: TensorError.self) { try JPEG.decode(Array(test.file)) }
            #expect(error?.message.contains(test.refused ?? "") == true, "\(error?.message ?? "")")
        }
        #expect(throws: TensorError.self) { try JPEG.decode([]) }
    }

    @Test func refusesWhatIsTooLargeOrOfAnotherKind() throws {
        let file = try #require(JPEGCase.intact.first { try JPEG.decode($0).shape == [3, 25, 40] })
        let error = #expect(throws: TensorError.self) { try JPEG.decode(file, limit: 3000) }
        #expect(error?.message == "40 x 25 pixels take more than 3000 bytes")
        for mode in [ImageReadMode.rgba, .grayAlpha] {
            let error = #expect(throws: TensorError.self) { try JPEG.decode(file, mode: mode) }
            #expect(error?.message == "The provided mode is not supported for JPEG files")
        }
        #expect(throws: TensorError.self) { try ImageFile.decode(Array("GIF89a".utf8)) }
        #expect(throws: TensorError.self) { try ImageFile.decode([]) }
        #expect(throws: TensorError.self) { try JPEG.load(URL(fileURLWithPath: "/nonexistent.jpg")) }
    }

    @Test func refusesFilesThatAreCutOff() throws {
        for file in JPEGCase.intact.filter({ $0.suffix(2) == [0xFF, 0xD9] && $0.count < 1000 }).prefix(20) {
            for count in 0..<file.count {
                #expect(throws: TensorError.self, "\(count)") { try JPEG.decode(Array(file[..<count])) }
            }
        }
    }

    /// Whatever the bytes, there is an answer or an error.
    @Test func survivesDamage() throws {
        let files = JPEGCase.intact
        var state: UInt64 = 5
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var refused = 0
        for _ in 0..<6000 {
            var file = files[random(files.count)]
            for _ in 0...random(4) {
                switch random(4) {
                case 0: file[random(file.count)] ^= 1 << UInt8(random(8))
                case 1: file[random(file.count)] = UInt8(random(256))
                case 2: file.remove(at: random(file.count))
                default: file[random(min(file.count, 700))] = [0, 1, 2, 4, 0x11, 0x22, 0x44, 63, 255, 0xC2][random(10)]
                }
            }
            do { _ = try JPEG.decode(file, limit: 1 << 22) } catch is TensorError { refused += 1 }
        }
        #expect(refused > 2000)
    }

    /// A grey image of 4,096 blocks whose scans each go through all of them in two bytes.
    private func flatImage(scans: Int) -> [UInt8] {
        func segment(_ marker: UInt8, _ body: [UInt8]) -> [UInt8] {
            [0xFF, marker, UInt8((body.count + 2) / 256), UInt8((body.count + 2) % 256)] + body
        }
        // Codes of one bit each: no difference from the mean before, and 4,096 blocks without coefficients.
        let counts = [1] + [UInt8](repeating: 0, count: 15)
        var file: [UInt8] = [0xFF, 0xD8]
        file += segment(0xDB, [0] + [UInt8](repeating: 8, count: 64))
        file += segment(0xC2, [8, 2, 0, 2, 0, 1, 1, 0x11, 0])
        file += segment(0xC4, [0x00] + counts + [0] + [0x10] + counts + [0xC0])
        file += segment(0xDA, [1, 1, 0, 0, 0, 0]) + [UInt8](repeating: 0, count: 512)
        for scan in 0..<scans {
            let (coefficient, bit) = (UInt8(scan / 14 + 1), UInt8(13 - scan % 14))
            let previous = bit == 13 ? 0 : bit + 1
            file += segment(0xDA, [1, 1, 0, coefficient, coefficient, previous << 4 | bit]) + [0x00, 0x07]
        }
        return file + [0xFF, 0xD9]
    }

    @Test func boundsTheTimeThatScansTake() throws {
        #expect(try JPEG.decode(flatImage(scans: 70)).equal(Tensor.full([1, 512, 512], 128, dtype: .uint8)))
        let error = #expect(throws: TensorError.self) { try JPEG.decode(flatImage(scans: 63 * 14)) }
        #expect(error?.message == "too many scans")
    }

    @Test func foldersHoldBothKinds() throws {
        let file = try #require(JPEGCase.all.first { $0.upright?.prefix(3) == [3, 10, 6] })
        try withTemporaryFolder { folder in
            let place = folder.appendingPathComponent("a")
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            for name in ["1.jpg", "2.JPEG", "3.png"] { try file.file.write(to: place.appendingPathComponent(name)) }
            try PNG.save(Tensor.full([1, 2, 3], 7, dtype: .uint8), to: place.appendingPathComponent("4.jpg"))
            let data = try ImageFolder(root: folder.path)
            #expect(
                try (0..<data.count).map { try data[$0].0.shape } == Array(repeating: [3, 6, 10], count: 3) + [
                    [3, 2, 3]
                ])
            #expect(try checksum(data[0].0) == file.rgb)
            #expect(try ImageFolder(root: folder.path, applyOrientation: true)[1].0.shape == [3, 10, 6])
            try file.file.prefix(300).write(to: place.appendingPathComponent("1.jpg"))
            let error = #expect(throws: TensorError.self) { try data.sample(at: 0) }
            #expect(error?.message.hasPrefix("1.jpg: ") == true)
        }
    }
}
