import ArgumentParser
import Foundation
import Tern
import TernCore

/// `tern predict`: what a trained network takes images for.
struct PredictCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict",
        abstract: "Shows what a trained network takes images for.",
        discussion: """
            Without images it is asked about the test images of its data set, and shows its figures and what it got wrong.

              tern predict runs/digits/last.safetensors
              tern predict runs/digits/last.safetensors seven.png
              tern predict runs/folder/last.safetensors photos

            A file that cannot be read is named and left out; the status is 1 then.
            """)

    @Argument(help: "A checkpoint of tern train.")
    var checkpoint: String

    @Argument(help: "PNG or JPEG files, or folders of them. (default: the test images)")
    var images: [String] = []

    @Option(help: "How many classes to show for each image.")
    var topK = 3

    @Option(help: "The folder of the test images, if it is not where it was in training.")
    var data: String?

    @Option(
        help:
            "Where to write a picture of the test images that it got wrong. (default: wrong.svg beside the checkpoint)")
    var picture: String?

    @Flag(help: "Images are dark on light: turn them into light on dark, as the digits are.")
    var invert = false

    @Flag(
        inversion: .prefixedNo,
        help: "Turn images upright as their EXIF data say. (default: as in training; images beside other data: yes)")
    var exifOrientation: Bool?

    func validate() throws {
        guard topK > 0 else { throw ValidationError("--top-k must be positive.") }
    }

    func run() throws {
        let model = try TrainedModel(checkpoint)
        if images.isEmpty { return try report(on: model) }
        try answer(ImageArguments(images).paths, model)
    }

    /// A line for each image; what cannot be read is left out and counted.
    private func answer(_ paths: [String], _ model: TrainedModel) throws {
        let width = paths.map(\.count).max() ?? 0
        // Where all images lie in folders that are called as classes, these say what is right.
        let isSorted = paths.count > 1 && paths.allSatisfy { model.classes.contains(ImageArguments.folder(of: $0)) }
        var (answered, right) = (0, 0)
        for path in paths {
            let image: Tensor
            do {
                image = try model.image(
                    URL(fileURLWithPath: path), invert: invert, applyOrientation: exifOrientation)
            } catch {
                let reason = (error as? TensorError)?.message ?? "\(error)"
                StandardStream.errors.write("\(reason.contains(path) ? "" : "\(path): ")\(reason)\n")
                continue
            }
            let scores = try model.scores(image.unsqueeze(0))[0]
            try StandardStream.output.writeAll(
                "\(path.padded(to: width))  \(text(scores, model.classes))\n", for: "predict")
            answered += 1
            let best = try scores.argmax().item(as: Int.self)
            if isSorted, model.classes[best] == ImageArguments.folder(of: path) { right += 1 }
        }
        if isSorted, answered > 0 { print("\(right) of \(answered) are what their folders say") }
        guard answered == paths.count else {
            StandardStream.errors.write("\(paths.count - answered) of \(paths.count) images could not be read\n")
            throw ExitCode.failure
        }
    }

    /// Figures over the test images, and the images that it got wrong.
    private func report(on model: TrainedModel) throws {
        let test = try model.testData(folder: data, applyOrientation: exifOrientation)
        var (accuracy, top, areas) = (Accuracy(), Accuracy(topK: topK), AUROC())
        var matrix = ConfusionMatrix(classes: model.classes.count)
        var wrong = WrongImages(model.classes)
        let progress = StatusLine(delay: 1)
        for start in stride(from: 0, to: test.count, by: 500) {
            progress.show("\(start) of \(test.count) images")
            let (x, y) = try test.batch(at: Array(start..<min(start + 500, test.count)))
            let scores = try model.network(x)
            try accuracy.update(scores, y)
            try top.update(scores, y)
            try matrix.update(scores, y)
            try areas.update(scores.softmax(dim: 1), y)
            let (answers, truth) = (try scores.argmax(dim: 1).array(of: Int.self), try y.array(of: Int.self))
            for index in truth.indices where answers[index] != truth[index] {
                wrong.add(
                    start + index, truth: truth[index], answer: answers[index],
                    guesses: try text(scores[index], model.classes))
            }
        }
        progress.clear()
        print(
            "\(accuracy.correct) of \(accuracy.total) right: accuracy \(fixed(100 * accuracy.value, 2)) %, ",
            terminator: "")
        print(
            "top \(topK) \(fixed(100 * top.value, 2)) %, macro F1 \(fixed(matrix.macroF1, 4)), AUROC \(fixed(areas.value, 5))\n"
        )
        print(table(matrix, model.classes))
        guard !wrong.isEmpty else { return }
        print("\n\(wrong)")
        let beside = URL(fileURLWithPath: checkpoint).deletingLastPathComponent().appendingPathComponent("wrong.svg")
        let file = picture.map { URL(fileURLWithPath: $0) } ?? beside
        try wrong.picture(of: test).save(to: file)
        print("a picture of them is in \(file.relativePath)")
    }

    /// `3 97.1 %, 5 1.2 %`
    private func text(_ scores: Tensor, _ classes: [String]) throws -> String {
        let (values, indices) = try scores.softmax(dim: 0).topk(min(topK, classes.count))
        return zip(try indices.array(of: Int.self), try values.array(of: Double.self))
            .map { "\(classes[$0]) \(fixed(100 * $1, 1)) %" }.joined(separator: ", ")
    }

    private func table(_ matrix: ConfusionMatrix, _ classes: [String]) -> String {
        let width = classes.map(\.count).max() ?? 0
        let rows = classes.indices.map { index in
            let figures = [matrix.precision[index], matrix.recall[index], matrix.f1[index]].map {
                fixed($0, 4).leading(to: 11)
            }
            return classes[index].padded(to: width) + figures.joined() + "\(matrix.support(index))".leading(to: 9)
        }
        let heading =
            String.blanks(width) + ["precision", "recall", "F1"].map { $0.leading(to: 11) }.joined()
            + "images".leading(to: 9)
        return ([heading] + rows).joined(separator: "\n")
    }
}
