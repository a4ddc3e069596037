import Tern
import Testing

@Suite struct ImageAugmentationTests {
    private let images = Tensor.arange(2 * 3 * 5 * 4).reshape2([2, 3, 5, 4])

    @Test func nothingAskedForIsTheSameImage() throws {
        #expect(try ImageAugmentation()(images).equal(images))
    }

    @Test func wholePixelsAreShiftedAndMirrored() throws {
        let many = try Tensor.arange(20, dtype: .float32).reshape([1, 1, 5, 4]).expand([200, 1, 5, 4]).contiguous()
        let moved = try ImageAugmentation(shift: 1, flip: true, wholePixels: true)(many)
        let image = try many[0, 0].array(of: Float.self)
        /// The image mirrored or not, moved by (dx, dy), with zeros where nothing comes from.
        func expected(_ dx: Int, _ dy: Int, _ mirror: Bool) -> [Float] {
            (0..<20).map { place in
                var x = place % 4 - dx
                let y = place / 4 - dy
                guard (0..<4).contains(x), (0..<5).contains(y) else { return 0 }
                if mirror { x = 3 - x }
                return image[y * 4 + x]
            }
        }
        let kinds = Set((0..<18).map { expected($0 % 3 - 1, $0 / 3 % 3 - 1, $0 >= 9) })
        var seen: Set<[Float]> = []
        for index in 0..<200 { seen.insert(try moved[index, 0].array(of: Float.self)) }
        #expect(seen.isSubset(of: kinds))
        #expect(seen.count > 14)
    }

    @Test func turningKeepsTheMiddleAndTheMeanNearby() throws {
        let spot = Tensor.zeros([64, 1, 9, 9])
        var dots = spot
        dots[0..., 0, 4, 4] = Tensor(1.0)
        let turned = try ImageAugmentation(rotation: 90)(dots)
        let middles = try turned.select(2, 4).select(2, 4).array(of: Float.self)
        #expect(middles.allSatisfy { abs($0 - 1) < 1e-5 })
    }

    @Test func otherImagesAreRefused() {
        #expect(throws: TensorError.self) { try ImageAugmentation()(Tensor.zeros([3, 5, 4])) }
        #expect(throws: TensorError.self) { try ImageAugmentation()(Tensor.zeros([1, 3, 5, 4], dtype: .uint8)) }
    }
}

extension Tensor {
    /// Shapes in a property's initial value.
    fileprivate func reshape2(_ shape: [Int]) -> Tensor { (try? to(.float32).reshape(shape)) ?? self }
}
