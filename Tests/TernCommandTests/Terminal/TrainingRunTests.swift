import Foundation
import Tern
import Testing

/// `tern train` at a terminal, interrupted, twice in one folder, and without its streams.
@Suite struct TrainingRunTests {
    private let long = ["train", "digits", "--model", "linear", "--epochs", "20", "--output", "run", "--no-augment"]

    private func withPlace(_ body: (Workplace) throws -> Void) throws {
        let place = try Workplace()
        defer { place.remove() }
        try body(place)
    }

    private func weights(_ place: Workplace, _ run: String) throws -> [[Double]] {
        try Checkpoint(contentsOf: "\(place.folder)/\(run)/last.safetensors").model.map {
            try $0.tensor.array(of: Double.self)
        }
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP]) func anEndedRunIsResumedBitForBit(_ signal: Int32) throws {
        try withPlace { place in
            let run = try place.start(long, .terminal(columns: 60))
            #expect(run.wait { $0.contains("epoch  2/20  train") })
            if signal == SIGINT { run.type("\u{3}") } else { run.send(signal) }
            let end = run.end()
            #expect(end.signal == signal, "\(end)")
            #expect(end.output.contains("the same command with --resume goes on there"), "\(end)")
            #expect(place.halfWritten.isEmpty)
            let step = try Checkpoint(contentsOf: place.folder + "/run/last.safetensors").step
            #expect((88..<880).contains(step))

            let rest = try place.start(long + ["--resume"], .pipes).end()
            #expect(rest.status == 0 && rest.output.hasPrefix("resumed at step \(step), "), "\(rest)")
            let whole = try place.start(long.map { $0 == "run" ? "whole" : $0 }, .pipes).end()
            #expect(whole.status == 0, "\(whole)")
            #expect(try weights(place, "run") == weights(place, "whole"))
        }
    }

    @Test func aProcessThatWasStartedToIgnoreASignalDoes() throws {
        try withPlace { place in
            let words = ["-c", "trap '' HUP; exec \"$@\"", "sh", TernProcess.url.path] + long
            let run = try Spawned(
                "/bin/sh", words, environment: ["TERM": "xterm"], folder: place.folder, output: .terminal(columns: 80))
            #expect(run.wait { $0.contains("epoch  1/20  train") })
            run.send(SIGHUP)
            #expect(run.end().status == 0)
        }
    }

    @Test func theProgressFitsTheTerminal() throws {
        for columns in [20, 40, 80] {
            try withPlace { place in
                let end = try place.start(long + ["--epochs", "5"], .terminal(columns: columns)).end()
                #expect(end.status == 0, "\(end)")
                let lines = Screen(end.output).statusLines
                #expect(!lines.isEmpty && lines.allSatisfy { $0.count < columns }, "\(columns): \(lines)")
                #expect(lines.contains { $0.hasPrefix("epoch ") && $0.contains(columns < 30 ? " loss" : " loss ") })
            }
        }
    }

    @Test func aFolderIsOneRunsAtATime() throws {
        try withPlace { place in
            let endless = long.map { $0 == "20" ? "100000" : $0 }
            let first = try place.start(endless, .pipes)
            #expect(first.wait { $0.contains("epoch ") })
            let second = try place.start(long, .pipes).end()
            #expect(second.status == 1, "\(second)")
            #expect(second.errors.contains("another run (process \(first.process)) is writing"), "\(second)")
            #expect(second.errors.contains("run"), "\(second)")
            first.send(SIGKILL)
            #expect(first.end().signal == SIGKILL)
            let third = try place.start(long + ["--seed", "1"], .pipes).end()
            #expect(third.status == 0, "\(third)")
        }
    }

    @Test func nothingOfAFinishedRunIsDeleted() throws {
        try withPlace { place in
            let short = long.map { $0 == "20" ? "1" : $0 }
            var runs: [[[Double]]] = []
            for seed in 0..<4 {
                #expect(try place.start(short + ["--seed", "\(seed)"], .pipes).end().status == 0)
                runs.append(try weights(place, "run"))
            }
            #expect(Set(runs).count == 4)
            let kept = try ["previous", "previous-2", "previous-3"].map { try weights(place, "run/" + $0) }
            #expect(kept + [try weights(place, "run")] == runs)
            // Nor where the new run's data cannot be read.
            let failed = try place.start(["train", "mnist", "nowhere", "--output", "run"], .pipes).end()
            #expect(failed.status == 1)
            #expect(try weights(place, "run") == runs[3])
        }
    }

    @Test(arguments: [">&-", "2>&-", "<&-", ">&- 2>&- <&-"]) func closedStreamsAreNoFiles(_ closed: String) throws {
        try withPlace { place in
            let command = "\"$@\" \(closed)"
            let words = ["-c", command, "sh", TernProcess.url.path] + long + ["--epochs", "2", "--tensorboard"]
            let end = try Spawned(
                "/bin/sh", words, environment: [:], folder: place.folder, output: .pipes
            ).end()
            #expect(end.status == 0, "\(end)")
            let files =
                FileManager.default.enumerator(atPath: place.folder + "/run")?.compactMap { $0 as? String } ?? []
            #expect(files.contains { $0.contains("tfevents") })
            for file in files {
                let bytes = FileManager.default.contents(atPath: "\(place.folder)/run/\(file)") ?? Data()
                #expect(
                    bytes.range(of: Data("accuracy  ".utf8)) == nil
                        && bytes.range(of: Data("1437 training".utf8)) == nil)
            }
        }
    }
}
