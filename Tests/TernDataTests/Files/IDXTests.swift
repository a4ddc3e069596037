import Foundation
import Tern
import Testing

/// A file, and what torchvision reads from it; see Tools/fixtures/data_files.py.
private struct IDXCase: Decodable {
    let file: Data
    let dtype: String?
    let shape: [Int]?
    let values: [Double]?
}

@Suite struct IDXTests {
    @Test func readsWhatTorchvisionReads() throws {
        struct File: Decodable { let cases: [IDXCase] }
        let cases = try JSONDecoder().decode(File.self, from: Data(contentsOf: fixture("idx.json"))).cases
        #expect(cases.count > 30)
        try withTemporaryFolder { folder in
            for (number, test) in cases.enumerated() {
                let file = folder.appendingPathComponent("\(number)")
                try test.file.write(to: file)
                guard let values = test.values else {
                    #expect(throws: TensorError.self, "case \(number)") { try IDX.load(file) }
                    continue
                }
                let tensor = try IDX.load(file)
                #expect(tensor.dtype.name == test.dtype)
                #expect(tensor.shape == test.shape)
                #expect(try tensor.array() == values)
            }
        }
    }

    @Test func saysWhatIsWrong() throws {
        let short = #expect(throws: TensorError.self) { try IDX.parse([0, 0, 8, 1, 0, 0, 0, 3, 1, 2]) }
        #expect(short?.message == "shape [3] of uint8 takes 3 bytes, but there are 2")
        let missing = #expect(throws: TensorError.self) { try IDX.load(URL(fileURLWithPath: "/nonexistent/x")) }
        #expect(missing?.kind == .file)
        #expect(missing?.message == "No such file or directory: /nonexistent/x")
    }

    private func idx(_ header: [UInt8], _ bytes: [UInt8]) -> Data { Data(header + bytes) }

    @Test func findsADataSetsFiles() throws {
        let images = idx([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3], Array(1...12))
        let labels = idx([0, 0, 8, 1, 0, 0, 0, 2], [7, 9])
        try withTemporaryFolder { folder in
            #expect(throws: TensorError.self) { try MNIST(root: folder.path) }
            let raw = folder.appendingPathComponent("FashionMNIST/raw")
            try FileManager.default.createDirectory(at: raw, withIntermediateDirectories: true)
            try images.write(to: raw.appendingPathComponent("train-images-idx3-ubyte"))
            try labels.write(to: raw.appendingPathComponent("train-labels-idx1-ubyte"))
            try images.write(to: folder.appendingPathComponent("t10k-images-idx3-ubyte"))
            try labels.write(to: folder.appendingPathComponent("t10k-labels-idx1-ubyte"))
            let train = try MNIST(root: folder.path, variant: .fashion)
            #expect(train.count == 2 && train.classes[9] == "Ankle boot")
            let (image, label) = try train[1]
            #expect(try image.shape == [1, 2, 3] && image.array(of: Int.self) == [7, 8, 9, 10, 11, 12] && label == 9)
            let (x, y) = try train.batch(at: [1, 0])
            #expect(try x.shape == [2, 1, 2, 3] && y.array(of: Int.self) == [9, 7] && y.dtype == .int64)
            #expect(try MNIST(root: folder.path, train: false).count == 2)
            try idx([0, 0, 8, 1, 0, 0, 0, 3], [7, 9, 1]).write(
                to: raw.appendingPathComponent("train-labels-idx1-ubyte"))
            #expect(throws: TensorError.self) { try MNIST(root: folder.path, variant: .fashion) }
        }
    }
}

/// A folder for one test, removed afterwards.
func withTemporaryFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tern-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
}
