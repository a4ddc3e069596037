import TernCore

/// The sliding blocks of an image: what `F.unfold` takes apart and `F.fold` adds up. The two are each other's gradient.
struct SlidingBlocks {
    private let size: [Int]
    private let kernel: [Int]
    private let dilation: [Int]
    private let padding: [Int]
    private let stride: [Int]
    /// How many blocks there are along each dimension; below 1 if they don't fit.
    let counts: [Int]

    /// Blocks of an image of that height and width.
    init(
        of size: [Int], _ kernel: any SizeArgument, _ dilation: any SizeArgument, _ padding: any SizeArgument,
        _ stride: any SizeArgument, _ operation: String
    ) throws {
        self.size = size
        self.kernel = try SlidingBlocks.pair(kernel, "kernel_size", operation)
        self.dilation = try SlidingBlocks.pair(dilation, "dilation", operation)
        self.padding = try SlidingBlocks.pair(padding, "padding", operation)
        self.stride = try SlidingBlocks.pair(stride, "stride", operation)
        for (name, values, word) in [
            ("kernel size", self.kernel, "kernel"), ("stride", self.stride, "stride"),
            ("dilation", self.dilation, "dilation"),
        ] where values.contains(where: { $0 <= 0 }) {
            throw TensorError(
                operation,
                "\(name) should be greater than zero, but got \(word)_height: \(values[0]) \(word)_width: \(values[1])")
        }
        guard self.padding.allSatisfy({ $0 >= 0 }) else {
            throw TensorError(
                operation,
                "padding should be non-negative, but got pad_height: \(self.padding[0]) pad_width: \(self.padding[1])")
        }
        counts = (0..<2).map {
            [kernel = self.kernel, dilation = self.dilation, padding = self.padding, stride = self.stride] i in
            let room = CheckedInt(padding[i]) * 2 + size[i]
            let free = room - CheckedInt(dilation[i]) * (kernel[i] - 1) - 1
            // Sizes that overflow are refused like any that don't fit.
            return free.isExact ? free.saturated.floorDivided(by: stride[i]) + 1 : 0
        }
        guard CheckedInt.product(self.kernel).isExact else {
            throw TensorError(
                operation,
                "Given kernel_width = \(self.kernel[1]) and kernel_height = \(self.kernel[0]) the product of kernel_width and kernel_height overflowed."
            )
        }
    }

    var kernelArea: Int { kernel[0] * kernel[1] }
    var count: Int { CheckedInt.product(counts).saturated }
    var kernelText: String { pythonTuple(kernel) }
    /// Torch's list of the arguments.
    var text: String {
        "kernel_size=\(pythonTuple(kernel)), dilation=\(pythonTuple(dilation)), padding=\(pythonTuple(padding))"
    }
    var strideText: String { pythonTuple(stride) }

    /// [N, C, H, W] -> [N, C * kernel area, blocks]; without N both have a dimension less.
    func columns(of x: Tensor) throws -> Tensor {
        let images = try x.ndim == 4 ? x.detach() : x.detach().unsqueeze(0)
        let (batch, channels) = (images.shape[0], images.shape[1])
        let shape = [batch, channels, kernel[0], counts[0], kernel[1], counts[1]]
        _ = try Shape.elementCount(shape, "unfold")
        // A row and a column of zeros for all that lies in the padding.
        let picked = try images.pad([0, 1, 0, 1]).indexSelect(2, positions(0)).indexSelect(3, positions(1))
        let y = try picked.reshape(shape)
            .permute([0, 1, 2, 4, 3, 5]).reshape(x.shape.dropLast(3) + [channels * kernelArea, count])
        return y.recorded("Im2ColBackward0", x, saves: false) { try image(of: $0) }
    }

    /// [N, C * kernel area, blocks] -> [N, C, H, W]; where blocks overlap their elements add up.
    func image(of x: Tensor) throws -> Tensor {
        let (batch, channels) = (x.ndim == 3 ? x.shape[0] : 1, x.shape[x.ndim - 2] / kernelArea)
        let blocks = try x.detach().reshape([batch, channels, kernel[0], kernel[1], counts[0], counts[1]])
            .permute([0, 1, 2, 4, 3, 5]).reshape([batch, channels, kernel[0] * counts[0], kernel[1] * counts[1]])
        let (height, width) = (size[0], size[1])
        _ = try Shape.elementCount([batch, channels, height, width], "fold")
        func zeros(_ shape: [Int]) -> Tensor { .zeros(shape, dtype: x.dtype, device: x.device) }
        let wide = try zeros([batch, channels, kernel[0] * counts[0], width + 1]).indexAdd(3, positions(1), blocks)
        let whole = try zeros([batch, channels, height + 1, width + 1]).indexAdd(2, positions(0), wide)
        let inside = try whole.narrow(2, start: 0, length: height).narrow(3, start: 0, length: width).contiguous()
        let y = x.ndim == 3 ? inside : try inside.squeeze(0)
        return y.recorded("Col2ImBackward0", x, saves: false) { try columns(of: $0) }
    }

    /// Where in the image each element of each block lies along a dimension: tap by tap, then block by block. One behind the last
    /// position for what lies in the padding.
    private func positions(_ dim: Int) throws -> Tensor {
        try CPUBackend.requireRoom(for: CheckedInt.product([kernel[dim], counts[dim], 8]), "unfold")
        return Tensor(
            (0..<kernel[dim]).flatMap { tap in
                (0..<counts[dim]).map { block in
                    let position = tap * dilation[dim] + block * stride[dim] - padding[dim]
                    return position >= 0 && position < size[dim] ? position : size[dim]
                }
            })
    }

    private static func pair(_ argument: any SizeArgument, _ name: String, _ operation: String) throws -> [Int] {
        guard let values = argument.size.expanded(to: 2) else {
            throw TensorError(
                operation, "It is expected \(name) equals to 2, but got size \(argument.size.values.count)")
        }
        return values
    }
}
