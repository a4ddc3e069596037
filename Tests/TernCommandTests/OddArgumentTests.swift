import Foundation
import Testing

/// Options, settings and files that cannot be meant: what the tool says of them.
@Suite struct OddArgumentTests {
    @Test(arguments: [
        (["train", "digits", "--image-size", "5000"], "--image-size must be from 1 to 4096."),
        (["train", "digits", "--label-smoothing", "nan"], "--label-smoothing must be from 0 to 1."),
        (["train", "digits", "--label-smoothing", "1.5"], "--label-smoothing must be from 0 to 1."),
        (["train", "digits", "--lr", "nan"], "--lr must be a finite number."),
        (["train", "digits", "--lr", "inf"], "--lr must be a finite number."),
        (["train", "digits", "--weight-decay", "nan"], "--weight-decay must be a finite number."),
        (["train", "digits", "--clip-norm", "nan"], "--clip-norm must be positive."),
        (["train", "digits", "--epochs", "0"], "--epochs must be positive."),
        (["summary", "lenet", "--input", "1x28"], "--input must look like 3x224x224."),
        (["summary", "lenet", "--batch-size", "0"], "--batch-size and --depth must be positive."),
        (["bench", "--seconds", "nan"], "--seconds must be positive."),
        (["bench", "no such case"], "No case matches"),
    ])
    func argumentsThatMakeNoSense(_ arguments: [String], _ message: String) throws {
        let run = try TernProcess.run(arguments)
        #expect(run.status == 64 && run.errors.contains(message), "\(run)")
    }

    @Test(arguments: [
        (["summary", "conv8 bn relu gap fc10", "--input", "1x9223372036854775807x2"], "are too large"),
        (["summary", "lenet", "--batch-size", "9223372036854775807"], "Storage size calculation overflowed"),
        (["summary", "resnet18", "--input", "1x224x224"], "for images of 3 channels"),
        (["predict", "nowhere.safetensors"], "No such file"),
        (["conformance", "/nonexistent"], "nonexistent"),
    ])
    func callsThatCannotWork(_ arguments: [String], _ message: String) throws {
        let run = try TernProcess.run(arguments)
        #expect((1...2).contains(run.status) && run.errors.contains(message), "\(run)")
    }

    @Test(arguments: [
        ("TERN_NUM_THREADS", "many", "no whole number from 1 to 256: taking "),
        ("TERN_NUM_THREADS", "0", "no whole number from 1 to 256: taking "),
        ("TERN_NUM_THREADS", "1000", "no whole number from 1 to 256: taking 256 threads"),
        ("TERN_NUM_THREADS", "99999999999999999999", "no whole number from 1 to 256: taking 256 threads"),
        ("TERN_CACHE_MB", "1GB", "no whole number from 0 to 1073741824: taking "),
        ("TERN_CACHE_MB", "-1", "no whole number from 0 to 1073741824: taking "),
        ("TERN_SPIN_US", "1e3", "no whole number from 0 to 1000000: taking 80 microseconds"),
        ("TERN_LOG", "kernels,what", "unknown word 'what'"),
    ])
    func oddSettingsAreSaidOnce(_ name: String, _ value: String, _ message: String) throws {
        // A step that needs memory, threads and kernels.
        let run = try TernProcess.run(
            "bench", "--seconds", "0.001", "conv2d 3x3 256->256 forward", environment: [name: value])
        #expect(run.status == 0, "\(run)")
        let lines = run.errors.split(separator: "\n").filter { $0.hasPrefix("tern: \(name)=\(value)") }
        #expect(lines.count == 1 && lines[0].contains(message), "\(run)")
    }

    @Test(arguments: ["TERN_NUM_THREADS", "TERN_CACHE_MB", "TERN_LOG"]) func anEmptySettingIsNone(_ name: String) throws
    {
        #expect(try TernProcess.run("devices", environment: [name: ""]).errors.isEmpty)
    }

    /// Weights as torch.save writes them are told by their content, whatever the file is called.
    @Test(arguments: [
        ([0x50, 0x4B, 3, 4, 0, 0, 8, 8, 0, 0, 0, 0], "a zip archive"),
        ([0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8], "a pickle"),
        ([0x80, 4, 0x95, 0x10, 0, 0, 0, 0, 0, 0, 0, 0x7D], "a pickle"),
    ])
    func weightsOfTorchSave(_ start: [UInt8], _ kind: String) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("weights-\(UUID().uuidString).bin")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(start + [UInt8](repeating: 0, count: 100)).write(to: file)
        let run = try TernProcess.run("predict", file.path)
        #expect(run.status == 1 && run.errors.contains("looks like one of torch.save (\(kind))"), "\(run)")
        #expect(
            run.errors.contains("torch.load(\"\(file.lastPathComponent)\", map_location=\"cpu\", weights_only=True)"))
        #expect(run.errors.contains(file.deletingPathExtension().lastPathComponent + ".safetensors"))
    }
}
