import TernCore
import TernNN

/// The layers of a network from above to below, with the shape of what leaves each.
///
/// The network is run once without gradients. What `Sequential`s hold is shown layer by layer; a module with a computation of its own
/// is one box.
public struct LayerDiagram: Drawing, Sendable {
    /// One layer.
    public struct Layer: Sendable, Hashable {
        /// Its path in the network.
        public var name: String
        /// Its type and arguments.
        public var text: String
        /// The shape of its result.
        public var outputShape: [Int]
        /// The numbers that it learns.
        public var parameterCount: Int
    }

    /// The shape that goes in.
    public let inputShape: [Int]
    /// The layers in the order of their computation.
    public let layers: [Layer]

    /// The diagram of a network and an input.
    ///
    /// - Parameters:
    ///   - module: the network. It is run as it is, in training mode or not; a copy of its buffers is put back.
    ///   - input: an example of what goes in.
    /// - Throws: what the network throws.
    public init(_ module: any Module, input: Tensor) throws {
        try input.validate()
        inputShape = input.shape
        let buffers = module.namedBuffers.map { ($0.buffer, $0.buffer.tensor) }
        defer { for (buffer, tensor) in buffers { buffer.tensor = tensor } }
        var layers: [Layer] = []
        _ = try noGrad { try LayerDiagram.run(module, "", input, &layers) }
        self.layers = layers
    }

    private static func run(_ module: any Module, _ path: String, _ x: Tensor, _ layers: inout [Layer]) throws -> Tensor
    {
        if let sequential = module as? Sequential, !sequential.namedChildren.isEmpty {
            return try sequential.namedChildren.reduce(x) { x, child in
                try run(child.module, path.isEmpty ? child.name : "\(path).\(child.name)", x, &layers)
            }
        }
        let y = try module(x)
        try y.validate()
        let text = module.namedChildren.isEmpty ? module.description : "\(type(of: module))"
        let count = module.parameters.reduce(0) { $0 + $1.tensor.count }
        layers.append(Layer(name: path, text: text, outputShape: y.shape, parameterCount: count))
        return y
    }

    /// The diagram as an SVG document.
    public var svg: String {
        var canvas = SVGCanvas()
        let texts = layers.map {
            SVGText.wrapped($0.name.isEmpty ? $0.text : "\($0.name): \($0.text)", to: 480)
        }
        let box = max(180, (texts.joined().map { SVGText.width($0) }.max() ?? 0) + 24)
        let notes = layers.map { LayerDiagram.note($0.parameterCount) }
        let width = box + 48 + (notes.map { SVGText.width($0, size: 11) }.max() ?? 0)
        let middle = 16 + box / 2
        canvas.text("input \(LayerDiagram.text(inputShape))", middle, 24, anchor: .middle)
        var y = 32.0
        for (index, layer) in layers.enumerated() {
            let boxHeight = 14 + 16 * Double(texts[index].count)
            LayerDiagram.arrow(&canvas, middle, y, y + 20)
            let color = Palette.color(layer.parameterCount > 0 ? 0 : 7)
            canvas.rectangle(16, y + 22, box, boxHeight, fill: color, radius: 5, opacity: 0.18)
            canvas.rectangle(16, y + 22, box, boxHeight, stroke: color, strokeWidth: 1.2, radius: 5)
            for (line, text) in texts[index].enumerated() {
                canvas.text(text, middle, y + 41 + 16 * Double(line), anchor: .middle)
            }
            canvas.text(notes[index], 16 + box + 12, y + 26 + boxHeight / 2, size: 11, opacity: 0.75)
            canvas.text(LayerDiagram.text(layer.outputShape), middle, y + boxHeight + 38, anchor: .middle, size: 11.5)
            y += boxHeight + 46
        }
        let total = layers.reduce(0) { $0 + $1.parameterCount }
        let height = y + 24
        canvas.text("\(LayerDiagram.grouped(total)) parameters", middle, height - 8, anchor: .middle, bold: true)
        return canvas.document(width: max(width, 260), height: height, title: "layers")
    }

    /// A table with a line for each layer.
    public func text(for terminal: Terminal) -> String {
        let rows =
            [("", "input", LayerDiagram.text(inputShape), "")]
            + layers.map {
                (
                    $0.name, $0.text, LayerDiagram.text($0.outputShape),
                    $0.parameterCount == 0 ? "" : LayerDiagram.grouped($0.parameterCount)
                )
            }
        let (names, shapes, counts) = (
            rows.map(\.0.count).max() ?? 0, rows.map(\.2.count).max() ?? 0, rows.map(\.3.count).max() ?? 0
        )
        let room = max(terminal.columns - names - shapes - counts - 6, 10)
        let texts = rows.map { $0.1.count <= room ? $0.1 : $0.1.prefix(room - 3) + "..." }
        let width = texts.map(\.count).max() ?? 0
        let lines = rows.indices.map { index in
            let row = rows[index]
            let end = row.3.leading(to: counts)
            return [row.0.padded(to: names), texts[index].padded(to: width), row.2.padded(to: shapes), end]
                .joined(separator: "  ").withoutTrailingSpaces
        }
        let total = layers.reduce(0) { $0 + $1.parameterCount }
        return (lines + ["\(LayerDiagram.grouped(total)) parameters"]).joined(separator: "\n")
    }

    private static func note(_ count: Int) -> String { count == 0 ? "" : "\(grouped(count)) parameters" }

    private static func text(_ shape: [Int]) -> String { shape.map(String.init).joined(separator: " × ") }

    /// 1,234,567
    private static func grouped(_ count: Int) -> String {
        var text = ""
        for (index, digit) in "\(count)".reversed().enumerated() {
            if index > 0, index % 3 == 0 { text = "," + text }
            text = "\(digit)" + text
        }
        return text
    }

    private static func arrow(_ canvas: inout SVGCanvas, _ x: Double, _ from: Double, _ to: Double) {
        canvas.line(x, from, x, to, opacity: 0.6)
        canvas.path([(x - 4, to - 6), (x, to), (x + 4, to - 6)], width: 1)
    }
}
