import Foundation
import Tern
import TernFormats

/// One call that PyTorch has made: its arguments and inputs, and what came out. NAME.json and NAME.safetensors.
package struct ConformanceCase {
    /// The first component of errors about cases.
    package static let operation = "conformance"

    /// The folder's name and the file's name without extension.
    let folder: String
    let name: String
    package let op: String
    /// `functional`, `module`, or empty where that makes no difference.
    package let form: String
    package let dtype: String
    let arguments: CaseArguments
    /// The names of the tensors to feed.
    let inputs: [String]
    /// Arguments and conditions beyond the plain call.
    let extras: Extras
    let expectation: Expectation
    /// The inputs and, for a good case, the expected tensors.
    let tensors: SafeTensorsFile?

    /// What only some cases have.
    struct Extras {
        /// The default generator's seed before the call.
        var seed: Int?
        /// Whether a layer is in training mode.
        var training: Bool
        /// A layer's arguments by keyword when it is called.
        var call: JSON
        /// How inputs lie in memory that is not row-major: a stride for each dimension.
        var strides: [String: [Int]]
    }

    /// What must come out.
    enum Expectation {
        case results(Results)
        case refusal(Refusal)
    }

    /// The outcome of a good call.
    struct Results {
        /// The tensors to compare.
        var outputs: [String]
        /// The tensor that each output is weighted with in the loss.
        var lossWeights: [(output: String, weight: String)]
        /// The tensor that holds the loss's gradient with respect to each input.
        var gradients: [(input: String, tensor: String)]
        /// What `print` writes, for cases of printing.
        var text: String?
        var tolerance: Tolerance
        /// Tolerances of tensors that have their own.
        var tolerances: [String: Tolerance]
    }

    /// The outcome of an invalid call.
    struct Refusal {
        /// Python's exception type.
        var type: String
        var message: String
    }
}

// MARK: - Reading

extension ConformanceCase {
    /// Reads a case.
    ///
    /// - Throws: `TensorError` that says what is wrong with the files.
    package init(folder: URL, name: String) throws {
        let path = folder.appendingPathComponent(name + ".json").path
        let document = CaseArguments(try ConformanceCase.document(path), path)
        self.folder = folder.lastPathComponent
        self.name = name
        guard try document.int("schema") == 1 else {
            throw document.error("has schema \(try document.int("schema")); this program reads schema 1")
        }
        op = try document.string("op")
        form = try document.optionalString("form") ?? ""
        dtype = try document.optionalString("dtype") ?? ""
        arguments = try document.object("args")
        inputs = try document.strings("inputs")
        extras = try Extras(document)
        expectation =
            try document.optionalBool("error") == true ? .refusal(Refusal(document)) : .results(Results(document))
        let data = folder.appendingPathComponent(name + ".safetensors")
        let needsData = !inputs.isEmpty || !expectation.comparedTensors.isEmpty
        tensors = needsData || FileManager.default.fileExists(atPath: data.path) ? try SafeTensors.load(data) : nil
    }

    private static func document(_ path: String) throws -> JSON {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw TensorError(.file, operation, "cannot read \(path): \(error.localizedDescription)")
        }
        do {
            return try JSON.parse(data)
        } catch {
            throw TensorError(.file, operation, "\(path) is no case: invalid JSON: \(error)")
        }
    }
}

extension ConformanceCase.Expectation {
    fileprivate var comparedTensors: [String] {
        switch self {
        case .results(let results): results.outputs + results.gradients.map(\.tensor)
        case .refusal: []
        }
    }
}

extension ConformanceCase.Extras {
    fileprivate init(_ document: CaseArguments) throws {
        seed = try document.optionalInt("seed")
        training = try document.optionalBool("training") ?? true
        call = try document.optionalObject("call")?.json ?? .object([])
        strides = [:]
        if let own = try document.optionalObject("strides") {
            for (input, _) in own.members { strides[input] = try own.ints(input) }
        }
    }
}

extension ConformanceCase.Results {
    fileprivate init(_ document: CaseArguments) throws {
        outputs = try document.strings("outputs")
        text = try document.optionalString("text")
        tolerance = Tolerance(
            relative: try document.optionalDouble("rtol") ?? 0, absolute: try document.optionalDouble("atol") ?? 0)
        tolerances = [:]
        if let own = try document.optionalObject("tol") {
            for (tensor, _) in own.members {
                let pair = try own.doubles(tensor)
                guard pair.count == 2 else { throw document.error("has a tolerance that isn't [rtol, atol]") }
                tolerances[tensor] = Tolerance(relative: pair[0], absolute: pair[1])
            }
        }
        let grads = try document.optionalObject("grads")
        lossWeights = try grads?.optionalObject("loss_weights")?.stringMembers().map { ($0.0, $0.1) } ?? []
        gradients = try grads?.optionalObject("wrt")?.stringMembers().map { ($0.0, $0.1) } ?? []
    }
}

extension ConformanceCase.Refusal {
    fileprivate init(_ document: CaseArguments) throws {
        type = try document.string("torch_type")
        message = try document.string("torch_message")
    }
}
