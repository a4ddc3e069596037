/// A number as Python prints it: `1e-05`, `0.001`, `1.0`. Swift chooses the same digits and differs only for exponents.
package func pythonFloat(_ value: Double) -> String { "\(value)" }

/// `True` or `False`.
package func pythonBool(_ value: Bool) -> String { value ? "True" : "False" }
