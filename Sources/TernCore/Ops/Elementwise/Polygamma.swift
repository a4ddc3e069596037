// The derivatives of digamma, written with other operations: they are rare, and lose nothing by it.

extension Tensor {
    /// The `n`-th derivative of `digamma`.
    ///
    /// - Parameter n: 0 is `digamma` itself; at most 150, as the values leave the range of float64 soon after.
    /// - Throws: `TensorError` for any other n.
    /// - Source: `torch.polygamma`.
    public func polygamma(_ n: Int) throws -> Tensor {
        try validate()
        guard n >= 0 else { throw TensorError("polygamma", "polygamma(n, x) does not support negative n.") }
        guard n <= 150 else {
            throw TensorError(
                .notImplemented, "polygamma", "polygamma(n, x) is available up to n = 150, but got n = \(n)")
        }
        if n == 0 { return digamma() }
        let x = dtype.isFloatingPoint ? self : try to(.float32)
        let y = try noGrad {
            // The half types have too few digits for the series; near a pole, float32 has too few for the higher ones.
            let wide = n > 1 ? try x.to(.float64) : x.dtype.itemSize < 4 ? try x.to(.float32) : x
            return try (n == 1 ? wide.trigamma() : wide.derivedDigamma(n)).to(x.dtype)
        }
        return y.recorded("PolygammaBackward0", x) { dy in try dy.mul(x.polygamma(n + 1)) }
    }

    /// The first derivative: below 1/2 by reflection, then six steps up and the asymptotic series. Torch's choice of terms, which
    /// leaves an error of 1e-9.
    private func trigamma() throws -> Tensor {
        let isLow = self .< 0.5
        let sine = (self * Double.pi).sin()
        let reflected = try Double.pi * Double.pi / sine.mul(sine)
        var z = try Tensor.where(isLow, 1 - self, self)
        var sum = Tensor.zeros(like: z)
        for _ in 0..<6 {
            sum = try sum.add(1 / z.mul(z))
            z = z + 1
        }
        let w = try 1 / z.mul(z)
        let tail = try 1.0 / 6 - w.mul(1.0 / 30 - w * (1.0 / 42))
        let series = try (1 + 1 / (z * 2)).add(w.mul(tail)).div(z)
        sum = try sum.add(series)
        return try Tensor.where(isLow, reflected.sub(sum), sum)
    }

    /// Derivatives from the second on: (-1)^(n+1) n! zeta(n+1, x), below 1/2 by reflection.
    private func derivedDigamma(_ n: Int) throws -> Tensor {
        let isLow = self .< 0.5
        let z = try Tensor.where(isLow, 1 - self, self)
        let factorial = (1...n).reduce(1.0) { $0 * Double($1) }
        let right = try z.hurwitzZeta(n + 1) * (n % 2 == 1 ? factorial : -factorial)
        // psi_n(x) = (-1)^n psi_n(1 - x) - pi * (d/dx)^n cot(pi x)
        let cotangent = (self * Double.pi).tan().reciprocal()
        let left = try (n % 2 == 0 ? right : -right).sub(cotangent.derivedCotangent(n) * Double.pi)
        let pole = n % 2 == 1 ? Double.infinity : -Double.infinity
        let isPole = try (self .<= 0).logicalAnd(self.floor() .== self)
        return try Tensor.where(isPole, pole, Tensor.where(isLow, left, right))
    }

    /// The n-th derivative of cot(pi x) in x, from c = cot(pi x): a polynomial in c, as c' = -pi (1 + c^2).
    private func derivedCotangent(_ n: Int) throws -> Tensor {
        var coefficients: [Double] = [0, 1]
        for _ in 0..<n {
            var next = [Double](repeating: 0, count: coefficients.count + 1)
            for power in 1..<coefficients.count {
                let slope: Double = -Double.pi * coefficients[power] * Double(power)
                next[power - 1] += slope
                next[power + 1] += slope
            }
            coefficients = next
        }
        var value = Tensor.zeros(like: self)
        for coefficient in coefficients.reversed() { value = try value.mul(self).add(coefficient) }
        return value
    }

    /// The sum of (k + self)^-s over k = 0, 1, … for self >= 1/2: nine terms, then the Euler-Maclaurin series.
    private func hurwitzZeta(_ s: Int) throws -> Tensor {
        var z = self
        var sum = Tensor.zeros(like: self)
        for _ in 0..<9 {
            sum = try sum.add(z.pow(-s))
            z = z + 1
        }
        sum = try sum.add(z.pow(1 - s) / Double(s - 1)).add(z.pow(-s) * 0.5)
        var factor = Double(s)
        for (index, bernoulli) in Tensor.bernoulliOverFactorial.enumerated() {
            let power: Int = s + 2 * index + 1
            let weight: Double = bernoulli * factor
            sum = try sum.add(z.pow(-power) * weight)
            factor *= Double(power * (power + 1))
        }
        return sum
    }

    /// B_2k / (2k)! for k = 1, 2, …
    private static let bernoulliOverFactorial: [Double] = [
        1.0 / 12, -1.0 / 720, 1.0 / 30_240, -1.0 / 1_209_600, 1.0 / 47_900_160, -691.0 / 1_307_674_368_000,
        1.0 / 74_724_249_600, -3617.0 / 10_670_622_842_880_000,
    ]
}
