import Tern

/// A tensor as a picture, if it can be one.
///
/// - a vector or a matrix: a heat map;
/// - [C, H, W] with 1, 3 or 4 channels: a picture; with other numbers, a grid of grey pictures;
/// - [N, C, H, W]: a grid of pictures, and of each channel where the channels are not colours.
public func picture(of tensor: Tensor) -> (any Drawing)? {
    let shape = tensor.shape
    guard !shape.contains(0) else { return nil }
    switch shape.count {
    case 1: return try? HeatMap(tensor.detach().reshape([1, shape[0]]))
    case 2: return try? HeatMap(tensor.detach())
    case 3 where [3, 4].contains(shape[0]): return try? ImageGrid(tensor.detach().reshape([1] + shape))
    case 3: return try? ImageGrid(tensor.detach())
    case 4 where [1, 3, 4].contains(shape[1]): return try? ImageGrid(tensor.detach())
    case 4:
        return try? ImageGrid(tensor.detach().reshape([shape[0] * shape[1], shape[2], shape[3]]), columns: shape[1])
    default: return nil
    }
}
