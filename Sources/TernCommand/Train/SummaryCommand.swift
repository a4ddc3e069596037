import ArgumentParser
import Tern

/// `tern summary`: a network's layers and costs.
struct SummaryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "summary",
        abstract: "Shows a network's layers, output shapes, parameters, multiply-adds and memory.",
        discussion: """
              tern summary resnet18
              tern summary "conv32 bn relu pool conv64 bn relu pool fc10" --input 1x28x28
            """)

    @Argument(
        help:
            "The network: \(NamedNetworks.help), or layers."
    )
    var model: String

    @Option(help: "An image's channels, height and width, as 3x224x224. (default: what the network is made for)")
    var input: String?

    @Option(help: "Images in a batch.")
    var batchSize = 1

    @Option(help: "How deep the layers shown lie at most.")
    var depth = 3

    func run() throws {
        var shape = NamedNetworks.defaultInput(model)
        if let input {
            shape = input.split(separator: "x", omittingEmptySubsequences: false).compactMap { Int($0) }
            guard shape.count == 3, shape.allSatisfy({ $0 > 0 }), shape.map(String.init).joined(separator: "x") == input
            else { throw ValidationError("--input must look like 3x224x224.") }
        }
        guard batchSize > 0, depth > 0 else { throw ValidationError("--batch-size and --depth must be positive.") }
        let network = try NamedNetworks.network(model, input: shape)
        print(try ModelSummary(network, inputSize: [batchSize] + shape, depth: depth))
    }
}
