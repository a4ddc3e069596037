import TernCore
import TernFormats
import TernNN

/// A tree of state as JSON text, with the tensors beside it under the path at which they stand.
///
/// What JSON has no form for is an object of one member: `{"tuple": […]}`, `{"record": …}`, `{"float": "inf"}` and, for a
/// tensor, `{"tensor": "optimizer.state.0.exp_avg"}`.
enum StateCoding {
    /// The JSON of a value; its tensors are added to `tensors`.
    static func encode(_ value: StateValue, path: String, _ tensors: inout [(String, Tensor)]) -> JSON {
        func list(_ values: [StateValue], _ tensors: inout [(String, Tensor)]) -> JSON {
            .array(values.enumerated().map { encode($0.element, path: "\(path).\($0.offset)", &tensors) })
        }
        switch value {
        case .none: return .null
        case .bool(let value): return .bool(value)
        case .int(let value): return .integer(value)
        case .double(let value): return value.isFinite ? .number(value) : ["float": .string("\(value)")]
        case .text(let value): return .string(value)
        case .list(let values): return list(values, &tensors)
        case .tuple(let values): return ["tuple": list(values, &tensors)]
        case .record(let record): return ["record": encode(record, path: path, &tensors)]
        case .tensor(let tensor):
            tensors.append((path, tensor))
            return ["tensor": .string(path)]
        }
    }

    /// The JSON object of a record; its tensors are added to `tensors`.
    static func encode(_ record: StateRecord, path: String, _ tensors: inout [(String, Tensor)]) -> JSON {
        .object(
            record.map { name, value in
                JSON.Member(name, encode(value, path: path.isEmpty ? name : "\(path).\(name)", &tensors))
            })
    }

    /// The value that JSON stands for.
    ///
    /// - Throws: `TensorError` where a tensor is missing or an object has another form.
    static func decode(_ json: JSON, _ tensors: [String: Tensor]) throws -> StateValue {
        switch json {
        case .null: return .none
        case .bool(let value): return .bool(value)
        case .integer(let value): return .int(value)
        case .number(let value): return .double(value)
        case .string(let value): return .text(value)
        case .array(let values): return .list(try values.map { try decode($0, tensors) })
        case .object(let members):
            guard members.count == 1, let member = members.first else { throw damaged("an object of unknown form") }
            switch (member.key, member.value) {
            case ("tuple", .array(let values)): return .tuple(try values.map { try decode($0, tensors) })
            case ("record", let record): return .record(try decodeRecord(record, tensors))
            case ("float", .string(let text)):
                guard let value = Double(text) else { throw damaged("'\(text)' is no number") }
                return .double(value)
            case ("tensor", .string(let name)):
                guard let tensor = tensors[name] else { throw damaged("the tensor '\(name)' is missing") }
                return .tensor(tensor)
            default: throw damaged("a value of unknown kind '\(member.key)'")
            }
        }
    }

    /// The record that a JSON object stands for.
    static func decodeRecord(_ json: JSON, _ tensors: [String: Tensor]) throws -> StateRecord {
        guard let members = json.object else { throw damaged("an object is missing") }
        var record = StateRecord()
        for member in members { record[member.key] = try decode(member.value, tensors) }
        return record
    }

    private static func damaged(_ reason: String) -> TensorError {
        TensorError(.value, "Checkpoint", "the file is no checkpoint, or damaged: \(reason)")
    }
}
