import CNotebookHost
import Tern

/// Shows a value below the cell, at once.
///
/// ```swift
/// for epoch in 0..<20 {
///     losses.append(try trainEpoch())
///     display(LineChart([.init("loss", losses)]), id: "loss")
/// }
/// ```
///
/// - Parameters:
///   - value: a drawing, an `HTML`, `SVG`, `PNG` or `Markdown`, your own `NotebookDisplayable`, or anything else as text.
///   - id: a name of your choice. What the same cell shows with the same name takes the place of what was there: a picture that moves.
///     Default: none.
public func display<T>(_ value: T, id: String? = nil) {
    var members = "\"data\":" + jsonObject(forms(of: value))
    if let id {
        let (name, isUpdate) = DisplayNames.shared.use(id)
        members += ",\"displayID\":" + jsonString(name) + ",\"update\":\(isUpdate)"
    }
    emit("display", members, inOrder: true)
}

/// Shows a value as a picture: a drawing as it is, a tensor as `picture(of:)` has it.
///
/// - Parameters:
///   - value: what to show.
///   - id: as in `display`. Default: none.
public func show<T>(_ value: T, id: String? = nil) {
    if let tensor = value as? Tensor, let picture = picture(of: tensor) {
        display(Picture(drawing: picture, tensor: tensor), id: id)
    } else {
        display(value, id: id)
    }
}

/// A tensor as a picture, and where there are none as numbers.
private struct Picture: NotebookDisplayable {
    let drawing: any Drawing
    let tensor: Tensor
    var notebookData: [String: String] { ["image/svg+xml": drawing.svg, "text/plain": String(describing: tensor)] }
}

/// The events that cells send; `members` is the inside of a JSON object.
func emit(_ event: String, _ members: String, inOrder: Bool) {
    var line = "{\"event\":\"\(event)\",\(members)}\n"
    line.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { notebook_emit($0.baseAddress, $0.count, inOrder) }
    }
}
