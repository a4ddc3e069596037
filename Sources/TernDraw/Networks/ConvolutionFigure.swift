import TernCore
import TernNN

/// A convolution with its real numbers: the input's channels, each filter's kernels, one for every channel of its group, their sum
/// with the bias, and the channels of the output.
public struct ConvolutionFigure: Drawing {
    private let conv: Conv2d
    private let input: Matrices
    private let kernels: Matrices
    private let output: Matrices
    private let bias: [Double]
    private let limit: Int

    /// Numbers of [count, rows, columns].
    private struct Matrices {
        let count: Int
        let rows: Int
        let columns: Int
        let values: [Double]

        /// Shapes: any whose last three extents are those.
        init(_ tensor: Tensor) throws {
            (rows, columns) = (tensor.shape[tensor.ndim - 2], tensor.shape[tensor.ndim - 1])
            values = try tensor.array(of: Double.self)
            count = rows * columns > 0 ? values.count / (rows * columns) : 0
        }

        func matrix(_ index: Int) -> [Double] { Array(values[range(index)]) }

        /// The first matrices as cells, with one scale of colours and as many decimals for all.
        func grids(_ count: Int, showsValues: Bool) -> [CellGrid] {
            let scale = ColorScale(values)
            let size = max(1.5, min(12, 110 / Double(max(rows, columns, 1))))
            let (cellWidth, cellHeight) = showsValues ? (38, 20) : (size, size)
            let labels = showsValues ? CellGrid.labels(values, cellWidth: cellWidth, cellHeight: cellHeight) : []
            return (0..<count).map {
                CellGrid(
                    rows: rows, columns: columns, values: matrix($0), scale: scale, cellWidth: cellWidth,
                    cellHeight: cellHeight, labels: showsValues ? Array(labels[range($0)]) : [])
            }
        }

        private func range(_ index: Int) -> Range<Int> { index * rows * columns..<(index + 1) * rows * columns }
    }

    /// The figure of a layer and an input.
    ///
    /// Shapes: input [C, H, W] or [1, C, H, W].
    ///
    /// - Parameters:
    ///   - conv: the layer.
    ///   - input: what it is applied to.
    ///   - limit: how many channels are drawn on either side; the rest is counted. Default 8.
    /// - Throws: `TensorError` for a batch of several, and what the layer throws.
    public init(_ conv: Conv2d, _ input: Tensor, limit: Int = 8) throws {
        let result = try noGrad { try conv(input) }
        guard input.ndim == 3 || input.shape[0] == 1 else {
            throw TensorError(
                .value, "ConvolutionFigure", "expected one image", shapes: ["input": input.shape],
                hint: "pick one of the batch: x[0]")
        }
        self.conv = conv
        self.input = try Matrices(input)
        kernels = try Matrices(conv.weight.tensor)
        output = try Matrices(result)
        bias = try conv.bias?.tensor.array(of: Double.self) ?? []
        self.limit = max(limit, 1)
    }

    /// The figure as an SVG document. Numbers are shown where all matrices are small.
    public var svg: String {
        var canvas = SVGCanvas()
        let showsValues = input.rows * input.columns <= 64 && kernels.rows * kernels.columns <= 25
        let inputs = min(conv.inChannels, limit)
        let outputs = min(conv.outChannels, limit)
        let inputGrids = input.grids(inputs, showsValues: showsValues)
        let outputGrids = output.grids(outputs, showsValues: showsValues)
        let perGroup = conv.inChannels / conv.groups
        let shown = min(perGroup, limit)
        let allKernels = kernels.grids(outputs * perGroup, showsValues: showsValues)
        let kernelGrids = (0..<outputs).map { filter in
            (0..<shown).map { allKernels[filter * perGroup + $0] }
        }
        let sample = kernelGrids.first?.first
        let (kernelWidth, kernelHeight) = (sample?.width ?? 0, sample?.height ?? 0)
        let inputWidth = inputGrids.first?.width ?? 0
        let left = 16.0
        let kernelLeft = left + max(inputWidth, 110) + 90
        let step = max(kernelWidth, 54) + 26
        let sumLeft = kernelLeft + Double(shown) * step + (shown < perGroup ? 34 : 0)
        let outputLeft = sumLeft + 120
        let (top, title) = (64.0, "Conv2d(\(conv.extraText))")
        let inputStep = (inputGrids.first?.height ?? 0) + 28
        let outputStep = max(outputGrids.first?.height ?? 0, kernelHeight) + 30
        let tall = max(Double(inputs) * inputStep, Double(outputs) * outputStep)
        let (inputTop, outputTop) = (
            top + 16 + (tall - Double(inputs) * inputStep) / 2, top + 16 + (tall - Double(outputs) * outputStep) / 2
        )
        let width = max(outputLeft + max(outputGrids.first?.width ?? 0, 120) + 16, 60 + SVGText.width(title, size: 15))
        canvas.text(title, left, 22, size: 14, bold: true)
        header(&canvas, left, kernelLeft, outputLeft, perGroup)
        for (channel, grid) in inputGrids.enumerated() {
            let y = inputTop + Double(channel) * inputStep
            canvas.text("channel \(channel)", left, y - 5, size: 11)
            grid.draw(&canvas, left, y)
        }
        for filter in 0..<outputs {
            let y = outputTop + Double(filter) * outputStep
            let middle = y + outputStep / 2 - 15
            let group = filter / (conv.outChannels / conv.groups)
            for (place, grid) in kernelGrids[filter].enumerated() {
                let channel = group * perGroup + place
                let x = kernelLeft + Double(place) * step
                if place == 0, channel < inputs {
                    // One band a filter, from the channels of its group.
                    let last = min(channel + perGroup, inputs) - 1
                    let (from, to) = (
                        inputTop + Double(channel) * inputStep,
                        inputTop + Double(last) * inputStep + (inputGrids[last].height)
                    )
                    ribbon(&canvas, left + inputWidth + 6, from, to, x - 14, middle, Palette.color(group))
                }
                canvas.text("w[\(filter), \(place)]", x, middle - kernelHeight / 2 - 5, size: 11)
                grid.draw(&canvas, x, middle - kernelHeight / 2)
                if place + 1 < shown { canvas.text("+", x + step - 13, middle + 4, anchor: .middle, size: 14) }
            }
            if shown < perGroup { canvas.text("+ … \(perGroup - shown)", sumLeft - 40, middle + 4, size: 11) }
            let shift = bias.isEmpty ? "" : " + bias"
            canvas.text("Σ\(shift)", sumLeft + 4, middle - 2, size: 12)
            if !bias.isEmpty {
                canvas.text(NumberLabel.text(bias[filter], digits: 3), sumLeft + 14, middle + 13, size: 11)
            }
            canvas.line(sumLeft + 62, middle, outputLeft - 12, middle, opacity: 0.6)
            canvas.path(
                [(outputLeft - 16, middle - 4), (outputLeft - 9, middle), (outputLeft - 16, middle + 4)], width: 1)
            let grid = outputGrids[filter]
            canvas.text("channel \(filter)", outputLeft, middle - grid.height / 2 - 5, size: 11)
            grid.draw(&canvas, outputLeft, middle - grid.height / 2)
        }
        let bottom = top + tall + 30
        if inputs < conv.inChannels { canvas.text("… \(conv.inChannels - inputs) more", left, bottom - 12, size: 11) }
        if outputs < conv.outChannels {
            canvas.text("… \(conv.outChannels - outputs) more", outputLeft, bottom - 12, size: 11)
        }
        return canvas.document(width: width, height: bottom, title: title)
    }

    /// Which channels each filter sees, and the numbers of its kernels.
    public func text(for terminal: Terminal) -> String {
        let perGroup = conv.inChannels / conv.groups
        let perFilter = conv.outChannels / conv.groups
        var lines = [
            "Conv2d(\(conv.extraText))",
            "input [\(input.count), \(input.rows), \(input.columns)]   output [\(output.count), \(output.rows), \(output.columns)]",
        ]
        for filter in 0..<min(conv.outChannels, limit) {
            let first = filter / perFilter * perGroup
            let shift = bias.isEmpty ? "" : " + \(NumberLabel.text(bias[filter], digits: 3))"
            let channels = perGroup == 1 ? "channel \(first)" : "channels \(first) to \(first + perGroup - 1)"
            lines.append("output \(filter) = sum over \(channels) of w[\(filter), …] * input\(shift)")
            for place in 0..<min(perGroup, limit) where kernels.rows * kernels.columns <= 25 {
                let matrix = kernels.matrix(filter * perGroup + place)
                for row in 0..<kernels.rows {
                    let numbers = matrix[row * kernels.columns..<(row + 1) * kernels.columns].map { value in
                        let text = NumberLabel.text(value, digits: 3)
                        return text.leading(to: 9)
                    }
                    let name = row == 0 ? "w[\(filter), \(place)]" : ""
                    lines.append("  \(name.padded(to: 9))\(numbers.joined())")
                }
            }
        }
        if conv.outChannels > limit { lines.append("… \(conv.outChannels - limit) more") }
        return lines.joined(separator: "\n")
    }

    private func header(
        _ canvas: inout SVGCanvas, _ left: Double, _ kernelLeft: Double, _ outputLeft: Double, _ perGroup: Int
    ) {
        canvas.text("input [\(input.count), \(input.rows), \(input.columns)]", left, 46)
        let shape = "weight [\(conv.outChannels), \(perGroup), \(kernels.rows), \(kernels.columns)]"
        canvas.text(conv.groups == 1 ? shape : "\(shape), \(conv.groups) groups", kernelLeft, 46)
        canvas.text("output [\(output.count), \(output.rows), \(output.columns)]", outputLeft, 46)
    }

    /// A band from a part of the left side to a point.
    private func ribbon(
        _ canvas: inout SVGCanvas, _ x: Double, _ top: Double, _ bottom: Double, _ endX: Double, _ endY: Double,
        _ color: String
    ) {
        canvas.path([(x, top), (endX, endY), (x, bottom)], color: color, width: 1, opacity: 0.5)
        canvas.line(x, top, x, bottom, color: color, width: 2)
    }
}
