import Foundation
import Tern
import Testing

/// The folder of files that Tools/fixtures/safetensors_files.py wrote.
let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")

/// A folder for one test, removed afterwards.
func withTemporaryFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tern-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
}

/// A safetensors file with this header and data.
func file(_ header: String, data: Int = 0, length: UInt64? = nil) -> Data {
    file(Array(header.utf8), data: data, length: length)
}

func file(_ header: [UInt8], data: Int = 0, length: UInt64? = nil) -> Data {
    var file = withUnsafeBytes(of: (length ?? UInt64(header.count)).littleEndian) { Data($0) }
    file.append(contentsOf: header)
    file.append(Data(count: data))
    return file
}

/// The values of a tensor of any type, exactly.
func values(_ tensor: Tensor) throws -> [Double] { try tensor.array(of: Double.self) }
