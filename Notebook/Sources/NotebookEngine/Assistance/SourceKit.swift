import Foundation

/// SourceKit in a process of its own, which starts with the first question and again after a failure.
final class SourceKit {
    private let arguments: [String]
    private var process: pid_t?
    private var requests: Int32 = -1
    private var answers: Int32 = -1

    init(_ toolchain: Toolchain, _ configuration: SessionConfiguration) {
        arguments = [configuration.hostProgram, "--sourcekit", toolchain.sourceKit]
    }

    /// The answer to a request; nil when there is none within some seconds.
    ///
    /// - Parameters:
    ///   - request: its name behind `source.request.`.
    ///   - members: strings, numbers, arrays and dictionaries of them.
    func ask(_ request: String, _ members: [String: Any]) -> [String: Any]? {
        // JSON is YAML, but names of requests stand without quotes there.
        guard let json = try? JSONSerialization.data(withJSONObject: members, options: [.withoutEscapingSlashes]) else {
            return nil
        }
        let yaml = "{key.request: source.request.\(request), " + String(decoding: json, as: UTF8.self).dropFirst()
        guard start(), writeAll(requests, Array("\(yaml.utf8.count)\n\(yaml)".utf8)), let answer = readAnswer() else {
            end()
            return nil
        }
        return try? JSONSerialization.jsonObject(with: Data(answer)) as? [String: Any]
    }

    func end() {
        guard let process else { return }
        kill(process, SIGKILL)
        reap(process)
        close(requests)
        close(answers)
        self.process = nil
    }

    private func start() -> Bool {
        if process != nil { return true }
        guard let input = try? Pipe(), let output = try? Pipe() else { return false }
        defer {
            close(input.reading)
            close(output.writing)
        }
        (requests, answers) = (input.writing, output.reading)
        process = try? spawn(arguments, descriptors: [0: input.reading, 1: output.writing], ownSession: true)
        return process != nil
    }

    private func readAnswer() -> [UInt8]? {
        var bytes: [UInt8] = []
        var wanted: Int?
        while true {
            if wanted == nil, let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
                wanted = Int(String(decoding: bytes[..<end], as: UTF8.self))
                if wanted == nil { return nil }
                bytes.removeSubrange(...end)
            }
            if let wanted, bytes.count >= wanted { return Array(bytes.prefix(wanted)) }
            var source = pollfd(fd: answers, events: Int16(POLLIN), revents: 0)
            guard poll(&source, 1, 10_000) > 0, let more = readAvailable(answers) else { return nil }
            bytes += more
        }
    }
}
