import Tern
import Testing

/// Derivatives of `F.gridSample` and `F.affineGrid`, by differences.
@Suite struct GridSampleTests {
    @Test(
        arguments: ["bilinear", "nearest", "bicubic"].flatMap { mode in
            ["zeros", "border", "reflection"].map { (mode, $0) }
        }, [false, true])
    func gradientsAreRight(_ modes: (String, String), alignCorners: Bool) throws {
        manualSeed(5)
        let x = Tensor.randn([2, 2, 3, 4], dtype: .float64).requiringGrad()
        let grid = (Tensor.rand([2, 2, 3, 2], dtype: .float64) * 3 - 1.5).requiringGrad()
        try gradCheck([x, grid]) {
            [
                try F.gridSample(
                    $0[0], $0[1], mode: InterpolationMode(rawValue: modes.0),
                    paddingMode: GridPaddingMode(rawValue: modes.1), alignCorners: alignCorners)
            ]
        }
    }

    @Test func volumesHaveGradientsToo() throws {
        manualSeed(6)
        let x = Tensor.randn([1, 2, 2, 3, 4], dtype: .float64).requiringGrad()
        let grid = (Tensor.rand([1, 2, 1, 2, 3], dtype: .float64) * 3 - 1.5).requiringGrad()
        try gradCheck([x, grid]) { [try F.gridSample($0[0], $0[1], paddingMode: .reflection)] }
    }

    /// The gradient by the points is made of differentiable operations.
    @Test func gradientsCanBeDifferentiatedAgain() throws {
        manualSeed(7)
        let x = Tensor.randn([1, 1, 4, 5], dtype: .float64).requiringGrad()
        let theta = Tensor([[[0.9, 0.1, 0.05], [-0.1, 0.8, 0.1]]], dtype: .float64).requiringGrad()
        try gradGradCheck([x, theta]) { leaves in
            let grid = try F.affineGrid(leaves[1], size: [1, 1, 3, 4])
            return [try F.gridSample(leaves[0], grid, mode: .bicubic, paddingMode: .border)]
        }
    }

    @Test func anIdentityGivesTheImageBack() throws {
        let image = try Tensor.arange(24, dtype: .float64).reshape([1, 2, 3, 4])
        let grid = try F.affineGrid(Tensor([[[1.0, 0, 0], [0, 1, 0]]], dtype: .float64), size: image.shape)
        let same = try F.gridSample(image, grid)
        #expect(try same.sub(image).abs().max().item() < 1e-12)
    }
}
