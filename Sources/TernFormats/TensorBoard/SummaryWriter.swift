import Foundation
import TernCore

/// Writes what happens in training to a file that TensorBoard shows.
///
/// ```swift
/// let writer = try SummaryWriter("runs/lenet")
/// try writer.addScalar("loss/training", loss, step)
/// ```
///
/// `tensorboard --logdir runs` reads it while it grows. Each record is handed to the system at once, so a program that crashes has
/// lost nothing. A writer can be used from several threads.
///
/// - Source: `torch.utils.tensorboard.SummaryWriter`.
public final class SummaryWriter: @unchecked Sendable {
    /// The folder that the file is in.
    public let logDirectory: URL

    private let file: URL
    private let lock = NSLock()
    private var handle: FileHandle?

    /// Makes the folder, if it is not there, and a new file in it.
    ///
    /// - Parameters:
    ///   - logDirectory: the folder. Default `runs/` with the time, the machine's name and the comment, in the working folder.
    ///   - comment: what is added to the default folder's name. Default nothing.
    ///   - filenameSuffix: what is added to the file's name. Default nothing.
    /// - Throws: `TensorError` for a folder or file that cannot be made.
    public init(_ logDirectory: String? = nil, comment: String = "", filenameSuffix: String = "") throws {
        let (now, host) = (Date(), ProcessInfo.processInfo.hostName)
        let folder = URL(
            fileURLWithPath: logDirectory ?? "runs/\(SummaryWriter.folderTime(now))_\(host)\(comment)",
            isDirectory: true)
        // The name that torch gives, whose pattern TensorBoard looks for.
        let seconds = String(format: "%010d", Int(now.timeIntervalSince1970))
        let name = [
            "events.out.tfevents", seconds, host, "\(ProcessInfo.processInfo.processIdentifier)",
            "\(SummaryWriter.numbers.next())\(filenameSuffix)",
        ].joined(separator: ".")
        self.logDirectory = folder
        file = folder.appendingPathComponent(name)
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data().write(to: file)
            handle = try FileHandle(forWritingTo: file)
        } catch {
            throw SummaryWriter.failure(file, error)
        }
        try write(Event(wallTime: now.timeIntervalSince1970, content: .version))
    }

    deinit { try? handle?.close() }

    /// Adds a number to a curve. It is kept as a float32.
    ///
    /// - Parameters:
    ///   - tag: the curve's name; what comes before a slash groups curves.
    ///   - value: the number.
    ///   - globalStep: its place on the horizontal axis. Default none, which is 0.
    ///   - wallTime: seconds since 1970. Default now.
    /// - Throws: `TensorError` for a file that cannot be written.
    /// - Source: `torch.utils.tensorboard.SummaryWriter.add_scalar`.
    public func addScalar(_ tag: String, _ value: Double, _ globalStep: Int? = nil, wallTime: Double? = nil) throws {
        try add(.scalar(tag: tag, value), globalStep, wallTime)
    }

    /// Adds the only element of a tensor to a curve; see the method for numbers.
    ///
    /// - Throws: `TensorError` for a tensor of several elements, or a file that cannot be written.
    public func addScalar(_ tag: String, _ value: Tensor, _ globalStep: Int? = nil, wallTime: Double? = nil) throws {
        try value.validate()
        guard value.count == 1 else {
            throw TensorError(
                .value, "add_scalar",
                "Tensor should contain one element (0 dimensions). Was given size: \(value.count) and \(value.ndim) dimensions."
            )
        }
        try addScalar(tag, try value.item(), globalStep, wallTime: wallTime)
    }

    /// Adds the distribution of a tensor's elements, in TensorBoard's buckets.
    ///
    /// - Parameters:
    ///   - tag: the histogram's name.
    ///   - values: any shape. The sums are made in float64.
    ///   - globalStep: its place in time. Default none, which is 0.
    ///   - wallTime: seconds since 1970. Default now.
    /// - Throws: `TensorError` for a tensor without elements between -1e20 and 1e20, or a file that cannot be written.
    /// - Source: `torch.utils.tensorboard.SummaryWriter.add_histogram`.
    public func addHistogram(_ tag: String, _ values: Tensor, _ globalStep: Int? = nil, wallTime: Double? = nil) throws
    {
        let summary = try HistogramSummary(values.array(of: Double.self))
        try add(.histogram(tag: tag, summary), globalStep, wallTime)
    }

    /// Adds text, which TensorBoard shows as Markdown.
    ///
    /// - Parameters:
    ///   - tag: its name.
    ///   - text: the text.
    ///   - globalStep: its place in time. Default none, which is 0.
    ///   - wallTime: seconds since 1970. Default now.
    /// - Throws: `TensorError` for a file that cannot be written.
    /// - Source: `torch.utils.tensorboard.SummaryWriter.add_text`.
    public func addText(_ tag: String, _ text: String, _ globalStep: Int? = nil, wallTime: Double? = nil) throws {
        try add(.text(tag: tag, text), globalStep, wallTime)
    }

    /// Adds a picture.
    ///
    /// Shapes: [C, H, W] with 1, 3 or 4 channels.
    ///
    /// - Parameters:
    ///   - tag: its name.
    ///   - image: uint8, or other numbers from 0 to 1, which are clamped.
    ///   - globalStep: its place in time. Default none, which is 0.
    ///   - wallTime: seconds since 1970. Default now.
    /// - Throws: `TensorError` for another shape, or a file that cannot be written.
    /// - Source: `torch.utils.tensorboard.SummaryWriter.add_image`.
    public func addImage(_ tag: String, _ image: Tensor, _ globalStep: Int? = nil, wallTime: Double? = nil) throws {
        try image.validate()
        guard image.ndim == 3, [1, 3, 4].contains(image.shape[0]) else {
            throw TensorError(
                .value, "add_image", "size of input tensor and input format are different.",
                shapes: ["image": image.shape], hint: "an image is [C, H, W] with 1, 3 or 4 channels")
        }
        let isBytes = image.dtype == .uint8
        let pixels = try isBytes ? image : (image.detach().to(.float32) * 255).clamp(min: 0, max: 255).to(.uint8)
        // A grey image becomes one of three equal channels, as torch does.
        let colors = try image.shape[0] == 1 ? pixels.expand([3, image.shape[1], image.shape[2]]) : pixels
        let content = Event.Content.image(
            tag: tag, height: colors.shape[1], width: colors.shape[2], channels: colors.shape[0],
            png: try PNG.encode(colors))
        try add(content, globalStep, wallTime)
    }

    /// Adds the graph of a network; `ModelGraph` makes one. TensorBoard shows the last.
    ///
    /// - Parameters:
    ///   - nodes: the operations.
    ///   - wallTime: seconds since 1970. Default now.
    /// - Throws: `TensorError` for a file that cannot be written.
    /// - Source: `torch.utils.tensorboard.SummaryWriter.add_graph`.
    public func addGraph(_ nodes: [GraphNode], wallTime: Double? = nil) throws {
        try add(.graph(nodes), nil, wallTime)
    }

    /// Waits until what was written is on the disk.
    ///
    /// - Throws: `TensorError` where the system cannot do it.
    public func flush() throws { try used { try $0.synchronize() } }

    /// Closes the file; nothing can be added afterwards.
    ///
    /// - Throws: `TensorError` where the system cannot do it.
    public func close() throws {
        try lock.withLock {
            do { try handle?.close() } catch { throw SummaryWriter.failure(file, error) }
            handle = nil
        }
    }

    private func add(_ content: Event.Content, _ step: Int?, _ wallTime: Double?) throws {
        let event = Event(wallTime: wallTime ?? Date().timeIntervalSince1970, step: step, content: content)
        try write(event)
    }

    private func write(_ event: Event) throws {
        let record = Data(TFRecord.framed(event.bytes))
        try used { try $0.write(contentsOf: record) }
    }

    private func used(_ body: (FileHandle) throws -> Void) throws {
        try lock.withLock {
            guard let handle else {
                throw TensorError(.value, "SummaryWriter", "I/O operation on closed file.")
            }
            do { try body(handle) } catch { throw SummaryWriter.failure(file, error) }
        }
    }

    private static func failure(_ file: URL, _ error: any Error) -> TensorError {
        TensorError(.file, "SummaryWriter", "cannot write \(file.path): \(error.localizedDescription)")
    }

    private static func folderTime(_ date: Date) -> String {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.dateFormat = "MMMdd_HH-mm-ss"
        return format.string(from: date)
    }

    /// Numbers of the files that one process writes.
    private final class Counter: @unchecked Sendable {
        private let lock = NSLock()
        private var count = 0

        func next() -> Int {
            lock.withLock {
                count += 1
                return count - 1
            }
        }
    }

    private static let numbers = Counter()
}
