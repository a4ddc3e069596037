import Tern

/// How a value is shown: in its own form, a drawing as a picture and as text, anything else as text.
func forms<T>(of value: T) -> [String: String] {
    switch value {
    case let value as any NotebookDisplayable:
        var data = value.notebookData
        if data["text/plain"] == nil { data["text/plain"] = text(of: value) }
        return data
    case let drawing as any Drawing:
        return ["image/svg+xml": drawing.svg, "text/plain": drawing.text(for: Terminal(columns: 80))]
    default:
        return ["text/plain": text(of: value)]
    }
}

/// A string with its quotes, as in an array; anything else as `print` writes it, but for the sign of values that are no numbers.
private func text<T>(of value: T) -> String {
    if let string = value as? String { return String(reflecting: string) }
    return withoutSignOfNaN(String(describing: value))
}

/// The text with `nan` for `-nan`: whether 0 / 0 has a sign depends on the processor, and it means nothing.
func withoutSignOfNaN(_ text: String) -> String {
    guard text.contains("-nan") else { return text }
    return text.replacing(#/(^|[\s\[({,:])-nan(?=$|[\s\])},])/#) { "\($0.1)nan" }
}
