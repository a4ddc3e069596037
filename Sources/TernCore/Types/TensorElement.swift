/// A Swift type that a tensor's elements can be read as or made from.
///
/// The type's memory is that of its dtype, so arrays move in and out of tensors as plain bytes.
public protocol TensorElement: Sendable {
    /// The element type with this memory layout.
    static var dtype: DType { get }
}

extension Float: TensorElement {
    /// float32
    public static var dtype: DType { .float32 }
}
extension Double: TensorElement {
    /// float64
    public static var dtype: DType { .float64 }
}
extension Int64: TensorElement {
    /// int64
    public static var dtype: DType { .int64 }
}
extension Int: TensorElement {
    /// int64: Tern runs on 64-bit machines.
    public static var dtype: DType { .int64 }
}
extension Int32: TensorElement {
    /// int32
    public static var dtype: DType { .int32 }
}
extension Int16: TensorElement {
    /// int16
    public static var dtype: DType { .int16 }
}
extension Int8: TensorElement {
    /// int8
    public static var dtype: DType { .int8 }
}
extension UInt8: TensorElement {
    /// uint8
    public static var dtype: DType { .uint8 }
}
extension Bool: TensorElement {
    /// bool
    public static var dtype: DType { .bool }
}
extension BFloat16: TensorElement {
    /// bfloat16
    public static var dtype: DType { .bfloat16 }
}
extension Half: TensorElement {
    /// float16
    public static var dtype: DType { .float16 }
}
#if !(os(macOS) && arch(x86_64))
    extension Float16: TensorElement {
        /// float16
        public static var dtype: DType { .float16 }
    }
#endif
