import CTernKernels

extension CPUBackend {
    package func step(
        _ rule: some UpdateRule, count: Int, _ parameter: Operand, gradient: Operand, state: [Operand?]
    ) {
        func array(_ index: Int) -> UnsafeMutableRawPointer? {
            index < state.count ? state[index]?.pointer : nil
        }
        var step = tern_step(
            dtype: parameter.dtype.kernel, count: Int64(count), parameter: parameter.pointer,
            gradient: UnsafeRawPointer(gradient.pointer), state: (array(0), array(1), array(2)))
        withUnsafePointer(to: rule) { numbers in
            tern_optimizer_step(type(of: rule).kernel, UnsafeRawPointer(numbers), &step)
        }
    }
}
