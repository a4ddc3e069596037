/// What a cell has put out, as nbformat 4 knows it.
package enum CellOutput: Sendable, Equatable {
    /// Text printed to `stdout` or `stderr`.
    case stream(name: String, text: String)
    /// A picture or another rich object.
    case display(MimeBundle, metadata: JSONObject = [:])
    /// The value of the last expression.
    case result(MimeBundle, executionCount: Int?, metadata: JSONObject = [:])
    case error(name: String, value: String, traceback: [String])
    /// A kind that newer files may have; it is kept as it is.
    case unknown(JSON)

    package init(json: JSON) {
        let fields = json.object ?? [:]
        let data = MimeBundle(json: fields["data"]?.object ?? [:])
        let metadata = fields["metadata"]?.object ?? [:]
        switch fields["output_type"]?.string {
        case "stream":
            self = .stream(
                name: fields["name"]?.string ?? "stdout", text: fields["text"].flatMap(MultilineText.joined) ?? "")
        case "display_data": self = .display(data, metadata: metadata)
        case "execute_result":
            self = .result(data, executionCount: fields["execution_count"]?.int, metadata: metadata)
        case "error":
            self = .error(
                name: fields["ename"]?.string ?? "", value: fields["evalue"]?.string ?? "",
                traceback: fields["traceback"]?.array?.compactMap(\.string) ?? [])
        default: self = .unknown(json)
        }
    }

    package var json: JSON {
        switch self {
        case .stream(let name, let text):
            return ["name": .string(name), "output_type": "stream", "text": MultilineText.split(text)]
        case .display(let data, let metadata):
            return ["data": .object(data.json), "metadata": .object(metadata), "output_type": "display_data"]
        case .result(let data, let executionCount, let metadata):
            return [
                "data": .object(data.json), "execution_count": executionCount.map { .number("\($0)") } ?? .null,
                "metadata": .object(metadata), "output_type": "execute_result",
            ]
        case .error(let name, let value, let traceback):
            return [
                "ename": .string(name), "evalue": .string(value), "output_type": "error",
                "traceback": .array(traceback.map(JSON.string)),
            ]
        case .unknown(let json): return json
        }
    }
}
