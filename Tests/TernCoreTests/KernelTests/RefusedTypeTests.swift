import Testing
import Tern

/// Element types that PyTorch's operations do not have, and those that they do.
@Suite struct RefusedTypeTests {
    private let mask = Tensor([true, false])
    private let integers = Tensor([1, 2])
    private let reals = Tensor([1.0, 2.0])

    /// The words with which PyTorch refuses; nil where it does not.
    private func check(_ expected: String?, _ call: () throws -> Tensor, _ location: SourceLocation = #_sourceLocation)
    {
        let error = refusal { try call().validate() }
        #expect(error?.message == expected, sourceLocation: location)
        if expected != nil { #expect(error?.kind == .notImplemented, sourceLocation: location) }
    }

    @Test func roundingsOfBool() {
        check("\"floor_vml_cpu\" not implemented for 'Bool'") { mask.floor() }
        check("\"ceil_vml_cpu\" not implemented for 'Bool'") { mask.ceil() }
        check("\"round_vml_cpu\" not implemented for 'Bool'") { mask.round() }
        check("\"trunc_vml_cpu\" not implemented for 'Bool'") { mask.trunc() }
        check("\"frac_cpu\" not implemented for 'Bool'") { mask.frac() }
        check("\"frac_cpu\" not implemented for 'Long'") { integers.frac() }
        check("\"round_cpu\" not implemented for 'Long'") { integers.round(decimals: 1) }
    }

    @Test func signsOfBool() throws {
        check("\"abs_cpu\" not implemented for 'Bool'") { mask.abs() }
        check("Boolean inputs not supported for relu") { mask.relu() }
        check("The `+` operator, on a bool tensor is not supported.") { +mask }
        #expect(refusal(-mask)?.message.hasPrefix("Negation, the `-` operator, on a bool tensor") == true)
        #expect(mask.sign().dtype == .bool)
        #expect(mask.square().dtype == .int64)
        #expect(try mask.square().array() == [1, 0])
        #expect(mask.signBit().dtype == .bool)
    }

    @Test func divisionsOfBool() {
        check("\"div_floor_cpu\" not implemented for 'Bool'") { try mask.floorDivide(mask) }
        check("\"div_trunc_cpu\" not implemented for 'Bool'") { try mask.div(mask, rounding: .trunc) }
        check("\"remainder_cpu\" not implemented for 'Bool'") { try mask % mask }
        check("\"fmod_cpu\" not implemented for 'Bool'") { try mask.fmod(mask) }
        check("\"pow\" not implemented for 'Bool'") { try mask.pow(mask) }
        check("\"hypot_cpu\" not implemented for 'Bool'") { try mask.hypot(mask) }
        check("\"hypot_cpu\" not implemented for 'Long'") { try integers.hypot(integers) }
    }

    @Test func bitsOfRealNumbersAndShiftsOfBool() {
        check("\"bitwise_and_cpu\" not implemented for 'Float'") { try reals & reals }
        check("\"bitwise_or_cpu\" not implemented for 'Float'") { try reals | integers }
        check("\"bitwise_xor_cpu\" not implemented for 'Float'") { reals ^ 1 }
        check("\"bitwise_not_cpu\" not implemented for 'Float'") { ~reals }
        check("\"lshift_cpu\" not implemented for 'Bool'") { try mask << mask }
        check("\"rshift_cpu\" not implemented for 'Bool'") { try mask >> mask }
        check("\"lshift_cpu\" not implemented for 'Float'") { integers << 1.5 }
        check(nil) { mask << 1 }
        check(nil) { try mask & mask }
    }

    @Test func arithmeticThatBoolHas() throws {
        #expect(try (mask + mask).array() == [true, false])
        #expect(try (mask * mask).array() == [true, false])
        #expect(try (mask / mask).dtype == .float32)
        #expect(try mask.maximum(mask).dtype == .bool)
        #expect(mask.sqrt().dtype == .float32)
        #expect(integers.exp().dtype == .float32)
        #expect(integers.floor().dtype == .int64)
    }

    @Test func divisionsByZero() {
        for call in [
            { try integers.floorDivide(Tensor([0, 1])) }, { integers.floorDivide(0) }, { integers % 0 },
            { try integers.fmod(Tensor([1, 0])) }, { try integers.div(Tensor([0, 0]), rounding: .trunc) },
            { Tensor.floorDivide(3, Tensor([0])) },
        ] as [() throws -> Tensor] {
            #expect(refusal { try call().validate() }?.message == "ZeroDivisionError")
        }
        #expect(refusal(integers / 0) == nil)
        #expect(refusal(reals % 0) == nil)
    }
}
