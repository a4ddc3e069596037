import CTernKernels

// The kernels' vocabulary in Swift's words. The enumerations are C's own, so that the two sides cannot drift apart.

package typealias UnaryOp = tern_unary_op
package typealias BinaryOp = tern_binary_op
package typealias ReduceOp = tern_reduce_op
package typealias ScanOp = tern_scan_op
package typealias MatmulSize = tern_matmul_size
package typealias Conv2dSize = tern_conv2d_size
package typealias Pool2dSize = tern_pool2d_size
package typealias NormSize = tern_norm_size

extension DType {
    /// The kernels' number for this type.
    package var kernel: tern_dtype { tern_dtype(UInt32(rawValue)) }
}
