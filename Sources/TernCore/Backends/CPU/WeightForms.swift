import CTernKernels

/// The packed and transformed forms of a convolution's weight, kept with its storage.
///
/// The kernels fill it when a weight is used for the second time: in a training step, which changes the weight each time, nothing
/// is kept.
private final class WeightForms {
    let list = tern_weight_forms_create()

    deinit { tern_weight_forms_free(list) }
}

extension Operand {
    /// The list of this weight's forms. Nil for small weights, which are packed in no time.
    func forms(_ size: UnsafePointer<Conv2dSize>) -> OpaquePointer? {
        let size = size.pointee
        guard size.dtype == TERN_FLOAT32, size.k * (size.c / max(size.groups, 1)) * size.kh * size.kw >= 1024 else {
            return nil
        }
        return derived(WeightForms.init)?.list
    }
}
