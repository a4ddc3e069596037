extension Tensor {
    /// The elements with numbers in place of NaN and infinities.
    ///
    /// - Parameters:
    ///   - nan: what NaN becomes. Default 0.
    ///   - posinf: what infinity becomes; nil takes the type's largest number. Default nil.
    ///   - neginf: what -infinity becomes; nil takes the type's smallest number. Default nil.
    /// - Source: `torch.nan_to_num`.
    public func nanToNum(nan: Double = 0, posinf: Double? = nil, neginf: Double? = nil) -> Tensor {
        Tensor.deferringErrors {
            try validate()
            guard dtype.isFloatingPoint else { return self }
            let x = detach()
            let y = try x.maskedFill(x.isNaN(), nan)
                .maskedFill(x .== Double.infinity, posinf ?? dtype.greatestFinite)
                .maskedFill(x .== -Double.infinity, neginf ?? -dtype.greatestFinite)
            return y.recorded("NanToNumBackward0", self) { dy in
                try dy.maskedFill(self.detach().isFinite().logicalNot(), 0)
            }
        }
    }
}
