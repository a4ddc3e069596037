/// The layers as plain functions, with torch's argument order: `F.conv2d(x, weight, bias, stride: 2)`.
///
/// Each lives in a file of its own name beside this one.
///
/// - Source: `torch.nn.functional`.
public enum F {}
