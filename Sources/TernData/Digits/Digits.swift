import Foundation
import TernCore
import TernFormats

/// 1,797 handwritten digits of 8x8 pixels, part of the package: real data for examples and tests, without a file.
///
/// The UCI data set "Optical Recognition of Handwritten Digits" (its test part, as scikit-learn has it), by E. Alpaydin and
/// C. Kaynak, licence CC BY 4.0; see NOTICE.md. The split is fixed: the last 360 samples, 33 to 37 of each digit, are
/// the test images.
///
/// ```swift
/// let (train, test) = try (Digits(train: true), Digits(train: false))    // 1,437 and 360
/// for (x, y) in try DataLoader(train, batchSize: 32, shuffle: true) { … }  // x: [32, 1, 8, 8], y: [32]
/// ```
///
/// - Source: `sklearn.datasets.load_digits`.
public struct Digits: Dataset {
    /// The images, [count, 1, 8, 8] of float32 in 0…1.
    public let data: Tensor
    /// The digits, [count] of int64.
    public let targets: Tensor
    /// The ten classes.
    public let classes = (0..<10).map(String.init)

    /// How many training images there are.
    public static let trainingCount = 1437

    /// All digits, the training images or the test images.
    ///
    /// - Parameter train: whether the training images or the test images. Default both.
    /// - Throws: `TensorError` where memory runs out.
    public init(train: Bool? = nil) throws {
        let (pixels, labels) = try Digits.table.get()
        let whole = 0..<labels.count
        let part = train.map { $0 ? 0..<Digits.trainingCount : Digits.trainingCount..<labels.count } ?? whole
        data = try Tensor(
            pixels[part.lowerBound * 64..<part.upperBound * 64].map { Float($0) / 16 }, shape: [part.count, 1, 8, 8])
        targets = Tensor(labels[part].map { Int($0) })
    }

    /// How many images there are.
    public var count: Int { targets.count }

    /// The image [1, 8, 8] and its digit.
    public func sample(at index: Int) throws -> (Tensor, Int) {
        (try data.select(0, index), try targets.select(0, index).item(as: Int.self))
    }

    /// The images [N, 1, 8, 8] and their digits [N].
    public func batch(at indices: [Int]) throws -> (Tensor, Tensor) {
        try TensorDataset(data, targets).batch(at: indices)
    }

    /// Pixels 0…16 and labels, unpacked once.
    private static let table: Result<(pixels: [UInt8], labels: ArraySlice<UInt8>), TensorError> = {
        do {
            guard let packed = Data(base64Encoded: digitsText, options: .ignoreUnknownCharacters) else {
                throw TensorError("Digits", "the embedded text is damaged")
            }
            let size = 1797 * 65
            let bytes = try Gzip.decompressZlib(Array(packed), limit: size)
            guard bytes.count == size else { throw TensorError("Digits", "the embedded data is damaged") }
            return .success((Array(bytes[..<(1797 * 64)]), ArraySlice(Array(bytes[(1797 * 64)...]))))
        } catch {
            return .failure(error as? TensorError ?? TensorError("Digits", "\(error)"))
        }
    }()
}
