import CTernKernels

extension CPUBackend {
    package func random(_ draw: RandomDraw, _ out: Operand, count: Int, _ generator: Generator) {
        let n = Int64(count)
        let dtype = out.dtype.kernel
        let int64s = out.pointer.assumingMemoryBound(to: Int64.self)
        generator.withState { state in
            switch draw {
            case .uniform(let low, let high):
                tern_random_uniform(&state, dtype, out.pointer, n, low, high)
            case .normal(let mean, let std, let scalarPath):
                tern_random_normal(&state, dtype, out.pointer, n, mean, std, scalarPath)
            case .integers(let low, let range):
                tern_random_integers(&state, dtype, out.pointer, n, Int64(low), range)
            case .fullInt64:
                tern_random_full_int64(&state, int64s, n)
            case .permutation:
                tern_random_permutation(&state, int64s, n)
            case .bernoulli(let p):
                tern_random_bernoulli(&state, dtype, out.pointer, n, p)
            case .bernoulliEach(let p):
                tern_random_bernoulli_each(&state, dtype, out.pointer, n, p.dtype.kernel, p.pointer)
            case .exponential(let lambda):
                tern_random_exponential(&state, dtype, out.pointer, n, lambda)
            }
        }
    }
}
