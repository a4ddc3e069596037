import Foundation
import Testing

import Tern
import TernData

/// Streams that zlib has taken or refused; see Tools/fixtures/data_files.py.
private struct InflateCase: Decodable {
    let deflate: Data?
    let zlib: Data?
    let size: Int?
    let crc: UInt32?

    func output(limit: Int) throws -> [UInt8] {
        if let zlib { return try Gzip.decompressZlib(Array(zlib), limit: limit) }
        let sink = try ByteSink(limit: limit)
        _ = try Array(deflate ?? Data()).withUnsafeBufferPointer { try Inflate.run($0, from: 0, into: sink) }
        return Array(sink.bytes)
    }

    static func load() throws -> [InflateCase] {
        struct File: Decodable { let cases: [InflateCase] }
        return try JSONDecoder().decode(File.self, from: Data(contentsOf: fixture("inflate.json"))).cases
    }
}

@Suite struct InflateTests {
    @Test func agreesWithZlib() throws {
        let cases = try InflateCase.load()
        #expect(cases.count > 500)
        for (number, test) in cases.enumerated() {
            let out: [UInt8]? = try? test.output(limit: 1 << 20)
            #expect(out?.count == test.size, "case \(number)")
            let crc: UInt32? = out.map { bytes in bytes.withUnsafeBufferPointer { Checksum.crc32($0) } }
            #expect(crc == test.crc, "case \(number)")
        }
    }

    @Test func neverGivesMoreThanTheLimit() throws {
        let largest = try #require(try InflateCase.load().max { $0.size ?? 0 < $1.size ?? 0 })
        let size = try #require(largest.size)
        #expect(try largest.output(limit: size).count == size)
        for limit in [0, 1, 100, size - 1] {
            let error = #expect(throws: TensorError.self) { try largest.output(limit: limit) }
            #expect(error?.message == "more than \(limit) bytes come out")
        }
    }

    /// Whatever the bytes, there is an answer or an error.
    @Test func survivesDamage() throws {
        let streams = try InflateCase.load().map { Array($0.deflate ?? Data()) }.filter { $0.count > 8 }
        var generator = SplitMix(state: 7)
        var refused = 0
        for _ in 0..<20_000 {
            var stream = streams[Int.random(in: streams.indices, using: &generator)].prefix(400)
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let place = Int.random(in: 0..<stream.count, using: &generator)
                stream[place] = UInt8.random(in: 0...255, using: &generator)
            }
            do {
                let sink = try ByteSink(limit: 100_000)
                let end = try stream.withUnsafeBufferPointer { try Inflate.run($0, from: 0, into: sink) }
                #expect(sink.count <= 100_000 && end <= stream.count)
            } catch is TensorError {
                refused += 1
            }
        }
        #expect(refused > 10_000)
    }
}

/// A small generator of repeatable numbers.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
