// What the engine writes into cells. The names begin with an underscore, so that they stay out of completion's way.
import CNotebookHost

/// Notes which statement of the cell is next.
public func _cellStep(_ statement: Int32) { notebook_step(statement) }

/// Stops the cell if it was interrupted: at the head of each loop.
public func _cellCheck() { notebook_check() }

/// Shows the value of the cell's last expression.
public func _cellResult<T>(_ value: T) {
    notebook_check()
    emit("result", "\"data\":" + jsonObject(forms(of: value)), inOrder: true)
}

/// Takes the value of an expression with a semicolon behind it.
public func _cellIgnore<T>(_ value: T) {}

/// A call without a value shows nothing.
public func _cellResult(_ value: Void) { notebook_check() }

/// A call that never returns is never here.
public func _cellResult(_ value: Never) {}

/// An optional shows what it holds.
public func _cellResult<T>(_ value: T?) {
    if let value { _cellResult(value) } else { _cellResult("nil" as PlainText) }
}

/// Text that is shown without quotes.
struct PlainText: ExpressibleByStringLiteral, CustomStringConvertible {
    let description: String
    init(stringLiteral: String) { description = stringLiteral }
}

/// Tells the engine about an error that nobody caught.
@_cdecl("notebook_describe_error")
public func _describeError(_ error: UnsafeRawPointer) {
    let error = unsafeBitCast(error, to: (any Error).self)
    emit(
        "thrown",
        "\"name\":" + jsonString(String(describing: type(of: error))) + ",\"value\":"
            + jsonString(String(describing: error)), inOrder: true)
}
