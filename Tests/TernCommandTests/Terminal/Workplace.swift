import Foundation
import Tern

/// A folder with all that the shown commands name: pictures, data sets, a trained network, a notebook tool that only says what it was
/// asked.
struct Workplace {
    let folder: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("tern-\(UUID().uuidString)")
        folder = url.path
        func subfolder(_ path: String) throws -> URL {
            let place = url.appendingPathComponent(path)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            return place
        }
        for (name, value) in [("cat", 60), ("dog", 190)] {
            for number in 0..<6 {
                let image = try Tensor.full([3, 12, 10], value + number).to(.uint8)
                try PNG.save(image, to: subfolder("photos/\(name)").appendingPathComponent("\(number).png"))
            }
        }
        try PNG.save(Tensor.zeros([1, 8, 8], dtype: .uint8), to: url.appendingPathComponent("seven.png"))
        for (part, count) in [("train", 40), ("t10k", 10)] {
            let place = try subfolder("fashion-mnist")
            let pixels = [UInt8](repeating: 7, count: count * 784)
            try Workplace.idx([count, 28, 28], pixels).write(
                to: place.appendingPathComponent("\(part)-images-idx3-ubyte"))
            try Workplace.idx([count], (0..<count).map { UInt8($0 % 10) })
                .write(to: place.appendingPathComponent("\(part)-labels-idx1-ubyte"))
        }
        let tool = url.appendingPathComponent("notebook-tool")
        try "#!/bin/sh\necho \"notebook tool: $*\"\n".write(to: tool, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: tool.path)
    }

    /// Sees to it that there are trained networks, also where a command was ended that had put the last ones aside.
    func trainOnce() throws {
        for data in [["digits"], ["folder", "photos"]]
        where !FileManager.default.fileExists(atPath: "\(folder)/runs/\(data[0])/last.safetensors") {
            _ = try start(["train"] + data + ["--model", "linear", "--image-size", "8", "--epochs", "1"], .pipes).end()
        }
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    /// Starts the tool here.
    func start(
        _ arguments: [String], _ output: Spawned.Output, environment: [String: String] = [:]
    ) throws -> Spawned {
        let base = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm",
            "PAGER": "cat", "HOME": folder, "TERN_NOTEBOOK_TOOL": folder + "/notebook-tool",
        ]
        return try Spawned(
            TernProcess.url.path, arguments, environment: base.merging(environment) { $1 }, folder: folder,
            output: output)
    }

    /// What interrupted writing leaves behind.
    var halfWritten: [String] {
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(".tmp") }
    }

    private static func idx(_ shape: [Int], _ bytes: [UInt8]) -> Data {
        var file = Data([0, 0, 8, UInt8(shape.count)])
        for size in shape { withUnsafeBytes(of: UInt32(size).bigEndian) { file.append(contentsOf: $0) } }
        return file + bytes
    }
}
