import Foundation
import Tern
import Testing

/// `tern train`, `tern predict` and `tern summary` as a user runs them.
@Suite struct TrainToolTests {
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tern-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    private func objects(_ text: String) throws -> [[String: Any]] {
        try text.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    @Test func trainsResumesAndPredicts() throws {
        try withFolder { folder in
            let options = [
                "train", "digits", "--model", "conv8 bn relu pool fc10", "--epochs", "3", "--output", folder,
            ]
            let run = try TernProcess.run(options + ["--json"])
            #expect(run.status == 0, "\(run.errors)")
            let lines = try objects(run.output)
            #expect(lines.count == 4)
            #expect(lines[..<3].map { $0["epoch"] as? Int } == [1, 2, 3])
            let accuracy = try #require(lines[3]["testAccuracy"] as? Double)
            #expect((0.8...1).contains(accuracy))
            #expect(lines[2]["testAccuracy"] as? Double == accuracy)
            let log = try String(contentsOfFile: folder + "/log.jsonl", encoding: .utf8)
            #expect(try objects(log).count == 3)

            // A finished run that is resumed has nothing left to do.
            let again = try TernProcess.run(options + ["--json", "--resume"])
            #expect(try objects(again.output).last?["testAccuracy"] as? Double == accuracy)
            let other = try TernProcess.run(options + ["--resume", "--lr", "0.5"])
            #expect(other.status == 1)
            #expect(other.errors.contains("--lr was 0.01, now 0.5"))

            let report = try TernProcess.run(["predict", folder + "/last.safetensors"])
            #expect(report.status == 0, "\(report.errors)")
            let right = Int((accuracy * 360).rounded())
            #expect(report.output.hasPrefix("\(right) of 360 right: accuracy "))
            #expect(report.output.contains("precision     recall         F1   images"))
            let picture = try String(contentsOfFile: folder + "/wrong.svg", encoding: .utf8)
            #expect(picture.components(separatedBy: "<image ").count == min(360 - right, 64) + 1)
            #expect(picture.contains("\(360 - right) of 360 taken for something else"))
        }
    }

    @Test func keepsTheRunBeforeAndLogsForTensorBoard() throws {
        try withFolder { folder in
            let options = [
                "train", "digits", "--model", "linear", "--epochs", "1", "--output", folder, "--tensorboard",
            ]
            #expect(try TernProcess.run(options + ["--seed", "1"]).status == 0)
            let manager = FileManager.default
            let first = try #require(manager.contents(atPath: folder + "/last.safetensors"))
            let events = try manager.contentsOfDirectory(atPath: folder + "/tensorboard")
            #expect(events.count == 1 && events[0].hasPrefix("events.out.tfevents."))
            // What a run killed while it wrote leaves behind.
            #expect(manager.createFile(atPath: folder + "/.tern-abc.tmp", contents: Data("half".utf8)))

            let second = try TernProcess.run(options + ["--seed", "2"])
            #expect(second.status == 0, "\(second.errors)")
            #expect(second.lines[0].hasSuffix("/previous"))
            #expect(manager.contents(atPath: folder + "/previous/last.safetensors") == first)
            #expect(manager.contents(atPath: folder + "/last.safetensors") != first)
            #expect(try manager.contentsOfDirectory(atPath: folder + "/previous/tensorboard") == events)
            #expect(!manager.fileExists(atPath: folder + "/.tern-abc.tmp"))
        }
    }

    @Test func printsPlainLinesWhereNobodyWatches() throws {
        try withFolder { folder in
            let run = try TernProcess.run(
                ["train", "digits", "--model", "linear", "--epochs", "2", "--output", folder, "--optimizer", "sgd"])
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.errors.isEmpty)
            #expect(
                run.lines[0].hasPrefix(
                    "digits: 1437 training and 360 test images; network 'linear' with 650 parameters"))
            #expect(run.lines[1].hasPrefix("epoch 1/2  train loss "))
            #expect(run.output.contains("\ntest accuracy "))
        }
    }

    @Test(arguments: [
        (["digits", "--model", "conv8 what"], "'what' is no layer"),
        (["digits", "--model", "conv8 pool pool pool pool fc10"], "gets images of 1x1 only"),
        (["fashion-mnist"], "where is fashion-mnist?"),
        (["mnist", "/nonexistent"], "Dataset not found"),
        (["digits", "--lr=-1"], "Invalid learning rate"),
        (["digits", "--lr", "1e30", "--epochs", "1", "--model", "conv8 relu fc10"], "at step"),
    ])
    func saysWhatIsWrong(_ arguments: [String], _ message: String) throws {
        try withFolder { folder in
            let run = try TernProcess.run(["train"] + arguments + ["--output", folder])
            #expect(run.status == 1)
            #expect(run.errors.contains(message), "\(run.errors)")
        }
    }

    @Test func refusesAFolderThatCannotBe() throws {
        let run = try TernProcess.run(["train", "digits", "--output", "/dev/null/runs"])
        #expect(run.status == 1)
        #expect(run.errors.contains("cannot make the folder"))
        let unknown = try TernProcess.run(["train", "letters"])
        #expect(unknown.status == 64)
        #expect(unknown.errors.contains("there are digits, mnist, fashion-mnist, folder"))
    }

    @Test func trainsOnAFolderAndPredictsAFile() throws {
        try withFolder { folder in
            for (label, value) in [("dark", 30), ("light", 220)] {
                let place = URL(fileURLWithPath: "\(folder)/images/\(label)")
                try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
                for number in 0..<10 {
                    let image = try Tensor.full([3, 9 + number, 12], value + number).to(.uint8)
                    try PNG.save(image, to: place.appendingPathComponent("\(number).png"))
                }
            }
            let run = try TernProcess.run([
                "train", "folder", "\(folder)/images", "--model", "conv4 relu gap fc2", "--image-size", "8", "--epochs",
                "15",
                "--batch-size", "4", "--lr", "0.05", "--output", "\(folder)/run", "--json",
            ])
            #expect(run.status == 0, "\(run.errors)")
            #expect(try objects(run.output).last?["testAccuracy"] as? Double == 1)
            let answer = try TernProcess.run([
                "predict", "\(folder)/run/last.safetensors", "\(folder)/images/light/3.png",
                "\(folder)/images/dark/4.png",
            ])
            #expect(answer.status == 0, "\(answer.errors)")
            #expect(answer.lines[0].contains("3.png  light ") && answer.lines[1].contains("4.png   dark "))
            try smallJPEG().write(to: URL(fileURLWithPath: folder + "/photo"))
            let photo = try TernProcess.run(["predict", "\(folder)/run/last.safetensors", "\(folder)/photo"])
            #expect(photo.status == 0 && photo.lines[0].contains(" %"), "\(photo.errors)")
            let none = try TernProcess.run(["train", "folder", folder + "/run", "--output", folder + "/other"])
            #expect(none.status == 1 && none.errors.contains("Couldn't find any class folder"))
        }
    }

    /// A folder with as many pictures of each class, all of one grey.
    private func makePictures(_ folder: String, _ classes: [String], count: Int) throws {
        for (index, name) in classes.enumerated() {
            let place = URL(fileURLWithPath: "\(folder)/\(name)")
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            for number in 0..<count {
                let image = try Tensor.full([3, 8, 8], 30 + 150 * index + number).to(.uint8)
                try PNG.save(image, to: place.appendingPathComponent("\(number).png"))
            }
        }
    }

    @Test func predictsFoldersAndGoesOnAfterABadFile() throws {
        try withFolder { folder in
            try makePictures(folder + "/photos", ["cat", "dog"], count: 10)
            let run = try TernProcess.run(
                "train", "folder", folder + "/photos", "--model", "conv4 relu gap fc2", "--image-size", "8", "--epochs",
                "9",
                "--batch-size", "4", "--lr", "0.05", "--output", folder + "/run")
            #expect(run.lines[0] == "2 classes: cat, dog; every fifth image is a test image", "\(run)")
            let checkpoint = folder + "/run/last.safetensors"
            let whole = try TernProcess.run("predict", checkpoint, folder + "/photos")
            #expect(
                whole.status == 0 && whole.lines.count == 22 && whole.lines[20] == "20 of 20 are what their folders say"
            )
            #expect(whole.lines[19].hasPrefix(folder + "/photos/dog/9.png  dog "), "\(whole)")

            try Data("x".utf8).write(to: URL(fileURLWithPath: folder + "/photos/cat/0.png"))
            let rest = try TernProcess.run("predict", checkpoint, folder + "/photos", folder + "/absent.png")
            #expect(rest.status == 1 && rest.lines.count == 20, "\(rest)")
            #expect(rest.errors.contains("photos/cat/0.png: ") && rest.errors.contains("/absent.png"))
            #expect(rest.errors.hasSuffix("2 of 21 images could not be read\n"))
            try FileManager.default.createDirectory(atPath: folder + "/empty", withIntermediateDirectories: true)
            let none = try TernProcess.run("predict", checkpoint, folder + "/empty")
            #expect(none.status == 1 && none.errors.contains("there are no PNG or JPEG files in the folder"))
            // In training every file counts, and the one that doesn't is named.
            let broken = try TernProcess.run("train", "folder", folder + "/photos", "--output", folder + "/other")
            #expect(broken.status == 1 && broken.errors.contains("/photos/cat/0.png"), "\(broken)")
        }
    }

    @Test(arguments: ["test", "val", "valid", "validation"]) func foldersForTrainingAndTesting(_ name: String) throws {
        try withFolder { folder in
            try makePictures(folder + "/train", ["a", "b", "c"], count: 2)
            let options = ["train", "folder", folder, "--model", "linear", "--image-size", "4", "--epochs", "1"]
            let output = ["--output", folder + "-run"]
            defer { try? FileManager.default.removeItem(atPath: folder + "-run") }
            let half = try TernProcess.run(options + output)
            #expect(
                half.status == 1 && half.errors.contains("a folder with train needs test or val beside it"), "\(half)")
            try makePictures("\(folder)/\(name)", ["a", "b", "c"], count: 1)
            let run = try TernProcess.run(options + output)
            #expect(run.status == 0, "\(run)")
            #expect(
                run.lines[0]
                    == "3 classes: a, b, c; training images from \(folder)/train, test images from \(folder)/\(name)")
            #expect(run.lines[1].hasPrefix("folder: 6 training and 3 test images"))
        }
    }

    @Test func oneClassIsNothingToTellApart() throws {
        try withFolder { folder in
            try makePictures(folder + "/photos", ["cat"], count: 5)
            let run = try TernProcess.run("train", "folder", folder + "/photos", "--output", folder + "/run")
            #expect(run.status == 1)
            #expect(run.errors.contains("there is only one class of images in \(folder)/photos: 'cat'"), "\(run)")
        }
    }

    @Test(arguments: ["onecycle", "cosine", "step", "constant"]) func moreEpochsGoOn(_ schedule: String) throws {
        try withFolder { folder in
            func run(_ epochs: Int, _ output: String, _ rest: String...) throws -> TernProcess.Result {
                try TernProcess.run(
                    [
                        "train", "digits", "--model", "linear", "--schedule", schedule, "--epochs", "\(epochs)",
                        "--output",
                        "\(folder)/\(output)",
                    ] + rest)
            }
            func rates(_ output: String) throws -> [Double] {
                let log = try String(contentsOfFile: "\(folder)/\(output)/log.jsonl", encoding: .utf8)
                return try objects(log).compactMap { $0["learningRate"] as? Double }
            }
            #expect(try run(2, "a").status == 0)
            let done = try run(2, "a", "--resume")
            #expect(done.lines[0] == "all 2 epochs are done; with more --epochs the run goes on", "\(done)")
            let more = try run(4, "a", "--resume")
            #expect(more.status == 0, "\(more)")
            let note = "the run was started for 2 epochs: schedule '\(schedule)' is laid out anew over 4"
            #expect(more.output.contains(note) == (schedule != "constant"), "\(more)")
            #expect(more.output.contains("resumed at step 88, epoch 3") && more.output.contains("epoch 4/4"))
            // As in a run that was that long from the start.
            #expect(try run(4, "b").status == 0)
            let (longer, whole) = (try rates("a"), try rates("b"))
            #expect(longer.count == 4)
            for (left, right) in zip(longer, whole).dropFirst(2) { #expect(abs(left - right) < 1e-12) }
            // The longer run is resumed as any other, and doesn't become shorter.
            #expect(try run(4, "a", "--resume").lines[0].hasPrefix("all 4 epochs are done"))
            #expect(try run(3, "a", "--resume").errors.contains("--epochs was 4, now 3"))
        }
    }

    /// Photos whose EXIF data say that the top is at the left are what they show when they are turned.
    @Test func turnsPhotosUpright() throws {
        try withFolder { folder in
            let top = try lightAtTop()
            let left = try top.transpose(1, 2).contiguous()
            for (label, image) in [("left", left), ("top", top)] {
                let place = URL(fileURLWithPath: "\(folder)/images/\(label)")
                try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
                for number in 0..<10 {
                    // Half of them lie: stored with the light at the left and to be turned, or upright.
                    let isTurned = label == "top" && number % 2 == 0
                    try photo(isTurned ? left : image, isTurned: isTurned)
                        .write(to: place.appendingPathComponent("\(number).png"))
                }
            }
            let options = [
                "train", "folder", "\(folder)/images", "--model", "linear", "--image-size", "8", "--epochs", "15",
                "--batch-size", "4", "--no-augment", "--lr", "0.05",
            ]
            let run = try TernProcess.run(options + ["--output", "\(folder)/run", "--json"])
            #expect(run.status == 0, "\(run.errors)")
            #expect(try objects(run.output).last?["testAccuracy"] as? Double == 1)
            let asked = ["predict", "\(folder)/run/last.safetensors", "\(folder)/images/top/0.png"]
            #expect(try TernProcess.run(asked).lines[0].contains("0.png  top "))
            #expect(try TernProcess.run(asked + ["--no-exif-orientation"]).lines[0].contains("0.png  left "))
            // Images of both classes look alike where nothing is turned.
            let lying = try TernProcess.run(
                options + ["--no-exif-orientation", "--output", "\(folder)/lying", "--json"])
            #expect(lying.status == 0, "\(lying.errors)")
            #expect(try objects(lying.output).last?["testAccuracy"] as? Double != 1)
            let other = try TernProcess.run(options + ["--output", "\(folder)/lying", "--resume"])
            #expect(other.errors.contains("--exif-orientation was False, now True"), "\(other.errors)")
        }
    }

    /// A grey image [3, 8, 8], light at the top.
    private func lightAtTop() throws -> Tensor {
        try .cat([Tensor.full([3, 3, 8], 230), Tensor.full([3, 5, 8], 20)], dim: 1).to(.uint8)
    }

    /// A PNG file, with EXIF data that say that it is to be turned clockwise.
    private func photo(_ image: Tensor, isTurned: Bool) throws -> Data {
        var file = try PNG.encode(image)
        let exif: [UInt8] = [0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0]
        let body = Array("eXIf".utf8) + exif
        let sum = body.withUnsafeBufferPointer { Checksum.crc32($0) }
        let ends = [UInt32(exif.count), sum].map { value in
            (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32(24 - 8 * $0)) }
        }
        if isTurned { file.insert(contentsOf: ends[0] + body + ends[1], at: 33) }
        return Data(file)
    }

    /// A JPEG file of those that Tools/fixtures/jpeg_files.py wrote.
    private func smallJPEG() throws -> Data {
        struct File: Decodable {
            struct Case: Decodable { let file: Data }
            let cases: [Case]
        }
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let text = try Data(contentsOf: tests.appendingPathComponent("TernDataTests/Fixtures/jpeg.json"))
        return try #require(JSONDecoder().decode(File.self, from: text).cases.first).file
    }

    @Test func summarises() throws {
        let run = try TernProcess.run(["summary", "conv8 bn relu pool fc10", "--input", "1x8x8"])
        #expect(run.status == 0)
        #expect(run.output.contains("├─BatchNorm2d (1): 1-2"))
        #expect(run.output.contains("Total params: 1,378"))
        #expect(try TernProcess.run(["summary", "fc10", "--input", "8x8"]).status == 64)
    }
}
