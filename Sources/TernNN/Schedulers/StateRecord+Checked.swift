import TernCore

/// Reading a loaded record: each value is checked where it comes in. What a record lacks stays as it is.
extension StateRecord {
    /// The number of that name.
    ///
    /// - Throws: `TensorError` for something else.
    func number(_ name: String, or current: Double) throws -> Double {
        guard let value = self[name] else { return current }
        guard let number = value.doubleValue else { throw StateRecord.mismatch(name, value, "a number") }
        return number
    }

    /// The integer of that name; one written as a floating-point number counts.
    ///
    /// - Parameters:
    ///   - refusal: what is said of an integer out of its range, nil for one inside. Default there is no range.
    /// - Throws: `TensorError` for something else.
    func integer(_ name: String, or current: Int, refusal: (Int) -> String? = { _ in nil }) throws -> Int {
        guard let value = self[name] else { return current }
        guard let integer = value.intValue ?? value.doubleValue.flatMap(Int.init(exactly:)) else {
            throw StateRecord.mismatch(name, value, "an integer")
        }
        if let message = refusal(integer) { throw StateRecord.outOfRange(name, message) }
        return integer
    }

    /// The integers of the list of that name.
    ///
    /// - Throws: `TensorError` for something else.
    func integers(_ name: String, or current: [Int]) throws -> [Int] {
        guard let value = self[name] else { return current }
        let integers = value.elements?.compactMap(\.intValue)
        guard let integers, integers.count == value.elements?.count else {
            throw StateRecord.mismatch(name, value, "a list of integers")
        }
        return integers
    }

    /// The numbers of the list of that name.
    ///
    /// - Throws: `TensorError` for something else, or a list of another length.
    func numbers(_ name: String, or current: [Double], count: Int) throws -> [Double] {
        guard let value = self[name] else { return current }
        guard let numbers = value.doubles else { throw StateRecord.mismatch(name, value, "a list of numbers") }
        guard numbers.count == count else {
            throw StateRecord.outOfRange(
                name, "'\(name)' has \(numbers.count) values, the optimizer has \(count) groups")
        }
        return numbers
    }

    /// The case of that name's text.
    ///
    /// - Throws: `TensorError` for something else, with `refusal` for a text that is no case.
    func option<Value: RawRepresentable<String>>(
        _ name: String, or current: Value, refusal: (String) -> String
    ) throws -> Value {
        guard let value = self[name] else { return current }
        guard case .text(let text) = value else { throw StateRecord.mismatch(name, value, "a string") }
        guard let option = Value(rawValue: text) else { throw StateRecord.outOfRange(name, refusal(text)) }
        return option
    }

    /// The error for a value of another kind.
    static func mismatch(_ name: String, _ value: StateValue, _ expected: String) -> TensorError {
        TensorError(.type, "load_state_dict", "'\(name)' must be \(expected), but is \(value.quotedDescription)")
    }

    /// The error for a value out of its range.
    static func outOfRange(_ name: String, _ message: String) -> TensorError {
        TensorError(.value, "load_state_dict", message, hint: "see '\(name)' of the state")
    }
}

extension StateRecord {
    /// The values as arguments: `step_size=3, gamma=0.1`. Names that begin with an underscore are left out.
    var argumentsText: String {
        filter { !$0.name.hasPrefix("_") }.map { "\($0.name)=\($0.value.quotedDescription)" }.joined(separator: ", ")
    }
}
