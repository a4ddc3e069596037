import Foundation
import Tern
import TernFormats
import Testing

@Suite struct EventFileTests {
    /// RFC 3720, appendix B.4, and TensorBoard's masked value of the same bytes.
    @Test func checksums() {
        #expect(CRC32C.sum(Array("123456789".utf8)) == 0xE306_9283)
        #expect(CRC32C.sum([]) == 0)
        #expect(CRC32C.sum([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
        #expect(CRC32C.sum([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
        #expect(CRC32C.sum(0..<32) == 0x46DD_794E)
        #expect(CRC32C.masked([UInt8](repeating: 0, count: 32)) == 0x0FD7_FFFA)
    }

    /// What Tools/fixtures/tensorboard_events.py writes with torch.utils.tensorboard.
    private func write(_ writer: SummaryWriter) throws {
        for (step, value) in [2.5, 0.0, -1e-3, .nan, .infinity, 0.1].enumerated() {
            try writer.addScalar("loss/training", value, step, wallTime: 1000.25 + Double(step))
        }
        try writer.addScalar("no step", Tensor([[1]]), wallTime: 0.5)
        try writer.addScalar("schön", 1, 300, wallTime: 1)
        try writer.addScalar("long", 1, -1, wallTime: 1)
        try writer.addScalar("long", 1, 1 << 40, wallTime: 1)
        let values: KeyValuePairs<String, [Double]> = [
            "mixed": [-3.5, -0.25, 0.0, 0.0, 0.5, 1.0, 1024.0],
            "zeros": [0, 0, 0, 0],
            "one": [2],
            "outside": [1, 0x1p70],
            "edges": [1e-12, -1e-12, 1e-12 * 1.1, -1e-12 * 1.1, 5e-13],
        ]
        for (step, (tag, numbers)) in values.enumerated() {
            try writer.addHistogram(tag, Tensor(numbers, dtype: .float64), step, wallTime: 2000)
        }
        try writer.addText("notes", "# Title\nx < y & ü", 3, wallTime: 3000)
        try writer.addText("empty", "", 0, wallTime: 3000)
    }

    private func only(_ folder: URL) throws -> URL {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        #expect(files.count == 1)
        return try #require(files.first)
    }

    /// The records after the first, which holds the time of writing.
    private func split(_ file: Data) throws -> (first: Data, rest: Data) {
        let bytes = [UInt8](file)
        try #require(bytes.count > 16)
        let length = bytes[0..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
        try #require(bytes.count >= 16 + length)
        return (Data(bytes[12..<12 + length]), Data(bytes[(16 + length)...]))
    }

    @Test func bytesAreTorchs() throws {
        let expected = try split(Data(contentsOf: fixtures.appendingPathComponent("tensorboard.events")))
        try withTemporaryFolder { folder in
            let writer = try SummaryWriter(folder.path)
            try write(writer)
            try writer.close()
            let found = try split(Data(contentsOf: only(folder)))
            #expect(found.rest == expected.rest)
            // Key, eight bytes of time, the rest.
            #expect(found.first.dropFirst(9) == expected.first.dropFirst(9))
        }
    }

    @Test func fileNames() throws {
        try withTemporaryFolder { folder in
            let writer = try SummaryWriter(folder.path, filenameSuffix: ".x")
            let parts = try only(writer.logDirectory).lastPathComponent.split(separator: ".")
            #expect(parts[0...2] == ["events", "out", "tfevents"] && parts[3].count == 10 && parts.last == "x")
            #expect(parts[parts.count - 3] == "\(ProcessInfo.processInfo.processIdentifier)")
        }
    }

    /// The script reads this folder with TensorBoard's own reader.
    @Test func images() throws {
        try withTemporaryFolder { folder in
            let asked = ProcessInfo.processInfo.environment["TERN_TENSORBOARD_DIR"]
            let writer = try SummaryWriter(asked ?? folder.path)
            if asked != nil { try write(writer) }
            let ramp = try Tensor.arange(60).reshape([3, 4, 5])
            try writer.addImage("bytes", ramp.to(.uint8), 1, wallTime: 4000)
            try writer.addImage("floats", ramp / 40 - 0.2, 2, wallTime: 4000)
            try writer.addImage("gray", ramp[0..<1] / 20, 3, wallTime: 4000)
            try writer.close()
            let file = try [UInt8](Data(contentsOf: only(writer.logDirectory)))
            let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47]
            let starts = file.indices.dropLast(4).filter { Array(file[$0..<$0 + 4]) == signature }
            try #require(starts.count == 3)
            let decoded = try PNG.decode(Array(file[starts[0]..<(starts[1])]))
            #expect(try decoded.array(of: Int.self) == ramp.array(of: Int.self))
        }
    }

    @Test func refusals() throws {
        try withTemporaryFolder { folder in
            let writer = try SummaryWriter(folder.path)
            #expect(throws: TensorError.self) { try writer.addScalar("a", Tensor([1, 2])) }
            #expect(throws: TensorError.self) { try writer.addHistogram("a", Tensor.zeros([0])) }
            #expect(throws: TensorError.self) { try writer.addHistogram("a", Tensor([Double.nan])) }
            #expect(throws: TensorError.self) { try writer.addImage("a", Tensor.zeros([2, 3, 4])) }
            #expect(throws: TensorError.self) { try writer.addImage("a", Tensor.zeros([3, 4])) }
            let size = try Data(contentsOf: only(folder)).count
            try writer.addHistogram("a", Tensor([Double.nan, 1]))
            #expect(try Data(contentsOf: only(folder)).count > size)
            try writer.close()
            #expect(throws: TensorError.self) { try writer.addScalar("a", 1) }
            let file = try only(folder)
            #expect(throws: TensorError.self) { try SummaryWriter(file.path) }
        }
    }

    @Test func manyThreads() throws {
        try withTemporaryFolder { folder in
            let writer = try SummaryWriter(folder.path)
            DispatchQueue.concurrentPerform(iterations: 100) { step in
                try? writer.addScalar("loss", Double(step), step, wallTime: 1)
            }
            var (rest, count) = (try split(Data(contentsOf: only(folder))).rest, 0)
            while !rest.isEmpty {
                rest = try split(rest).rest
                count += 1
            }
            #expect(count == 100)
        }
    }
}
