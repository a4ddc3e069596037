import Foundation
import Tern
import Testing

@Suite("safetensors: damaged files")
struct FuzzTests {
    @Test("whatever happens to a file, it is read or refused")
    func mutations() throws {
        let whole = try Data(contentsOf: fixtures.appendingPathComponent("types.safetensors"))
        let small = try SafeTensors.serialize(
            ["a": Tensor([1, 2]), "b": Tensor(true)], metadata: ["format": "pt"])
        var random = SplitMix(state: 7)
        var (accepted, refused) = (0, 0)
        for _ in 0..<6000 {
            let file = FuzzTests.mutated(Bool.random(using: &random) ? whole : small, &random)
            do {
                let tensors = try SafeTensors.parse(file).tensors()
                #expect(tensors.allSatisfy { $0.1.failure == nil })
                accepted += 1
            } catch let error as TensorError {
                #expect(error.operation == "safetensors")
                refused += 1
            }
        }
        #expect(accepted > 100 && refused > 1000)
    }

    /// The file with some bytes changed, removed or added, and often a length that fits again.
    private static func mutated(_ file: Data, _ random: inout SplitMix) -> Data {
        var bytes = [UInt8](file)
        let header = Int(bytes[0]) | Int(bytes[1]) << 8
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            // Most changes go where the structure is.
            let end = Int.random(in: 0..<4, using: &random) == 0 ? bytes.count : min(bytes.count, 8 + header)
            let position = Int.random(in: 0..<max(end, 1), using: &random)
            let byte = Array("0123456789[]{}\",:. e-\\untf".utf8).randomElement(using: &random) ?? 0
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes[position..<min(position + 1, bytes.count)] = [UInt8.random(in: 0...255, using: &random)]
            case 1, 2: bytes[position..<min(position + 1, bytes.count)] = [byte]
            case 3: bytes.removeSubrange(position..<min(position + Int.random(in: 1...9, using: &random), bytes.count))
            default: bytes.insert(byte, at: position)
            }
            if bytes.isEmpty { return Data() }
        }
        let fits = header + bytes.count - file.count
        if Bool.random(using: &random), bytes.count > 2, fits > 0, fits < 65536 {
            (bytes[0], bytes[1]) = (UInt8(fits & 255), UInt8(fits >> 8))
        }
        return Data(bytes)
    }

    /// A small random generator, so that a failure can be repeated.
    private struct SplitMix: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
            return z ^ z >> 31
        }
    }
}
