import Foundation
import Tern

/// The folder that a run of `tern train` writes into.
struct RunFolder {
    /// Where it is.
    let url: URL
    private let lock: RunLock

    /// The newest checkpoint.
    var checkpoint: URL { url.appendingPathComponent("last.safetensors") }

    /// Makes the folder, before the work whose results go there, takes it for this process, and clears away what a killed run
    /// left half written.
    ///
    /// - Throws: `TensorError` where that cannot be done, or where another process has the folder.
    init(_ path: String) throws {
        url = URL(fileURLWithPath: path, isDirectory: true)
        do {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        } catch {
            throw RunFolder.failure("cannot make the folder \(url.path): \(error.localizedDescription)")
        }
        guard FileManager.default.isWritableFile(atPath: url.path) else {
            throw RunFolder.failure("the folder \(url.path) cannot be written to")
        }
        lock = try RunLock(url)
        clearHalfWritten()
    }

    /// Removes what was being written when a run ended in the midst of it.
    func clearHalfWritten() { RunFolder.clearHalfWritten(url) }

    /// The same for a folder that another thread knows.
    static func clearHalfWritten(_ url: URL) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
        for name in names where name.hasPrefix(".tern-") && name.hasSuffix(".tmp") {
            try? FileManager.default.removeItem(at: url.appendingPathComponent(name))
        }
    }

    /// Puts the results of the run before into the folder `previous`, or `previous-2`, … where there is one: nothing is lost.
    ///
    /// - Returns: that folder; nil if there is no such run.
    /// - Throws: `TensorError` where the files cannot be moved.
    func keepPrevious() throws -> URL? {
        let manager = FileManager.default
        guard manager.fileExists(atPath: checkpoint.path) else { return nil }
        let previous = freePrevious()
        do {
            try manager.createDirectory(at: previous, withIntermediateDirectories: true)
            // The checkpoint last: if this is cut short, it is done again.
            let isResult = { name in RunFolder.results.contains(name) }
            for name in try names().filter(isResult).sorted(by: { $1 == "last.safetensors" && $0 != $1 }) {
                try manager.moveItem(
                    at: url.appendingPathComponent(name), to: previous.appendingPathComponent(name))
            }
        } catch let error as TensorError {
            throw error
        } catch {
            throw RunFolder.failure(
                "cannot move the last run's files to \(previous.path): \(error.localizedDescription)")
        }
        return previous
    }

    /// The first of these folders that holds no results. One that a killed move left without its checkpoint is filled up.
    private func freePrevious() -> URL {
        var (number, previous) = (1, url.appendingPathComponent("previous", isDirectory: true))
        while FileManager.default.fileExists(atPath: previous.appendingPathComponent("last.safetensors").path) {
            number += 1
            previous = url.appendingPathComponent("previous-\(number)", isDirectory: true)
        }
        return previous
    }

    private static let results: Set = [
        "last.safetensors", "best.safetensors", "log.jsonl", "curves.svg", "curves-accuracy.svg", "tensorboard",
    ]

    private func names() throws -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: url.path)
        } catch {
            throw RunFolder.failure("cannot read the folder \(url.path): \(error.localizedDescription)")
        }
    }

    private static func failure(_ reason: String) -> TensorError {
        TensorError(.file, "train", reason, hint: "name another --output")
    }
}
