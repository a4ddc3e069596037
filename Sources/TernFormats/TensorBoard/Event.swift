/// One record of an event file (tensorflow/core/util/event.proto, summary.proto).
package struct Event {
    /// What happened.
    enum Content {
        /// The first record of a file.
        case version
        case scalar(tag: String, Double)
        case histogram(tag: String, HistogramSummary)
        case image(tag: String, height: Int, width: Int, channels: Int, png: [UInt8])
        case text(tag: String, String)
        case graph([GraphNode])
    }

    var wallTime: Double
    var step: Int?
    var content: Content

    /// The record's bytes.
    var bytes: [UInt8] {
        var event = ProtobufMessage()
        event.put(1, wallTime)
        event.put(2, step ?? 0)
        switch content {
        case .version:
            event.put(3, "brain.Event:2")
            var source = ProtobufMessage()
            source.put(1, "tensorboard.summary.writer.event_file_writer")
            event.put(10, source)
        case .graph(let nodes): event.put(4, GraphNode.bytes(nodes))
        default:
            var summary = ProtobufMessage()
            summary.put(1, value)
            event.put(5, summary)
        }
        return event.bytes
    }

    private var value: ProtobufMessage {
        var value = ProtobufMessage()
        switch content {
        case .version, .graph: break
        case .scalar(let tag, let number):
            value.put(1, tag)
            value.put(2, choice: Float(number))
        case .image(let tag, let height, let width, let channels, let png):
            value.put(1, tag)
            var image = ProtobufMessage()
            image.put(1, height)
            image.put(2, width)
            image.put(3, channels)
            image.put(4, png)
            value.put(4, image)
        case .histogram(let tag, let histogram):
            value.put(1, tag)
            value.put(5, histogram.message)
        case .text(let tag, let text):
            value.put(1, "\(tag)/text_summary")
            value.put(8, Event.stringTensor(text))
            var (plugin, metadata) = (ProtobufMessage(), ProtobufMessage())
            plugin.put(1, "text")
            metadata.put(1, plugin)
            value.put(9, metadata)
        }
        return value
    }

    /// A tensor of one string.
    private static func stringTensor(_ text: String) -> ProtobufMessage {
        var (dimension, shape, tensor) = (ProtobufMessage(), ProtobufMessage(), ProtobufMessage())
        dimension.put(1, 1)
        shape.put(2, dimension)
        // DT_STRING.
        tensor.put(1, 7)
        tensor.put(2, shape)
        tensor.put(8, Array(text.utf8))
        return tensor
    }
}
