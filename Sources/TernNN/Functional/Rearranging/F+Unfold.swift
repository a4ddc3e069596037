import TernCore

extension F {
    /// The sliding blocks of images as columns (im2col).
    ///
    /// Shapes: [N, C, H, W] or [C, H, W] -> [N, C * kernel area, L] or [C * kernel area, L] with L blocks, row by row.
    ///
    /// - Parameters:
    ///   - kernelSize: the block.
    ///   - dilation: distance between a block's elements. Default 1.
    ///   - padding: zeros around the image. Default 0.
    ///   - stride: distance between blocks. Default 1.
    /// - Throws: `TensorError` for other ranks, or when no block fits.
    /// - Source: `torch.nn.functional.unfold`.
    public static func unfold(
        _ x: Tensor, kernelSize: any SizeArgument, dilation: any SizeArgument = 1, padding: any SizeArgument = 0,
        stride: any SizeArgument = 1
    ) throws -> Tensor {
        try x.validate()
        guard x.ndim == 3 || x.ndim == 4, !x.shape.suffix(3).contains(0) else {
            throw TensorError(
                "unfold",
                "Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: \(x.shape)"
            )
        }
        let size = Array(x.shape.suffix(2))
        let blocks = try SlidingBlocks(of: size, kernelSize, dilation, padding, stride, "unfold")
        guard blocks.counts.allSatisfy({ $0 > 0 }) else {
            throw TensorError(
                "unfold",
                "Given input with spatial size \(pythonTuple(size)), \(blocks.text), calculated shape of the array of sliding blocks as \(pythonTuple(blocks.counts)), but its components must be at least one."
            )
        }
        guard x.dtype.isFloatingPoint || x.dtype == .bool else { throw x.unsupported("im2col_out_cpu") }
        return try blocks.columns(of: x)
    }

    /// Images from their sliding blocks as columns (col2im): elements of blocks that overlap add up.
    ///
    /// Shapes: [N, C * kernel area, L] or [C * kernel area, L] -> [N, C, H, W] or [C, H, W].
    ///
    /// - Parameters:
    ///   - outputSize: [H, W].
    ///   - kernelSize: the block.
    ///   - dilation: distance between a block's elements. Default 1.
    ///   - padding: how far blocks reach over the border. Default 0.
    ///   - stride: distance between blocks. Default 1.
    /// - Throws: `TensorError` for other ranks, or when L is not the number of blocks.
    /// - Source: `torch.nn.functional.fold`.
    public static func fold(
        _ x: Tensor, outputSize: any SizeArgument, kernelSize: any SizeArgument, dilation: any SizeArgument = 1,
        padding: any SizeArgument = 0, stride: any SizeArgument = 1
    ) throws -> Tensor {
        try x.validate()
        guard let size = outputSize.size.expanded(to: 2) else {
            throw TensorError(
                "fold", "It is expected output_size equals to 2, but got size \(outputSize.size.values.count)")
        }
        let blocks = try SlidingBlocks(of: size, kernelSize, dilation, padding, stride, "fold")
        guard x.ndim == 2 || x.ndim == 3, !x.shape.suffix(2).contains(0) else {
            throw TensorError(
                "fold",
                "Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and non-zero dimensions for input, but got: \(x.shape)"
            )
        }
        let (rows, length) = (x.shape[x.ndim - 2], x.shape[x.ndim - 1])
        guard blocks.kernelArea > 0, rows.isMultiple(of: blocks.kernelArea) else {
            throw TensorError(
                "fold",
                "Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got input.size(1)=\(rows) and kernel_size=\(blocks.kernelText)."
            )
        }
        guard blocks.count != length || blocks.counts.allSatisfy({ $0 > 0 }) else {
            throw TensorError(
                "fold",
                "Given output_size=\(pythonTuple(size)), \(blocks.text), stride=\(blocks.strideText), calculated shape of the array of sliding blocks as \(pythonTuple(blocks.counts)), which is too small (non-positive)"
            )
        }
        guard blocks.count == length else {
            throw TensorError(
                "fold",
                "Given output_size=\(pythonTuple(size)), \(blocks.text), stride=\(blocks.strideText), expected size of input's dimension 2 to match the calculated number of sliding blocks \(blocks.counts[0]) * \(blocks.counts[1]) = \(blocks.count), but got input.size(2)=\(length)."
            )
        }
        guard x.dtype.isFloatingPoint || x.dtype == .bool else { throw x.unsupported("col2im_out_cpu") }
        return try blocks.image(of: x)
    }
}
