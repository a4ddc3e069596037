import Foundation
import Tern
import Testing

@Suite("safetensors: writing and reading back")
struct RoundTripTests {
    @Test("every type, scalars, empty tensors", arguments: DType.allCases)
    func types(_ dtype: DType) throws {
        let tensors: [(String, Tensor)] = [
            ("matrix", try Tensor([[0, 1, 2], [3, 4, 5]]).to(dtype)),
            ("scalar", try Tensor(1).to(dtype)),
            ("empty", Tensor.zeros([2, 0, 3], dtype: dtype)),
        ]
        let file = try SafeTensors.parse(try SafeTensors.serialize(tensors))
        #expect(file.names == ["empty", "matrix", "scalar"])
        for (name, tensor) in tensors {
            let copy = try file[name]
            #expect(copy.dtype == dtype)
            #expect(copy.shape == tensor.shape)
            #expect(try values(copy) == values(tensor))
        }
    }

    @Test("special values keep their bits")
    func bits() throws {
        let numbers = Tensor([Double.nan, .infinity, -.infinity, -0.0, .leastNonzeroMagnitude], dtype: .float64)
        let copy = try SafeTensors.parse(SafeTensors.serialize(["x": numbers]))["x"]
        #expect(try values(copy).map(\.bitPattern) == values(numbers).map(\.bitPattern))
    }

    @Test("views are written as the elements that they show")
    func views() throws {
        let base = Tensor.arange(24, dtype: .float32)
        let matrix = try base.reshape([4, 6])
        let views: [String: Tensor] = [
            "transposed": try matrix.transpose(0, 1), "expanded": try Tensor([[1], [2]]).expand([2, 3]),
        ]
        let file = try SafeTensors.parse(SafeTensors.serialize(views))
        for (name, view) in views {
            #expect(try file[name].shape == view.shape)
            #expect(try values(file[name]) == values(view))
        }
        #expect(try values(file["expanded"]) == [1, 1, 1, 2, 2, 2])
    }

    @Test("history is left out, gradients are not needed")
    func history() throws {
        let weight = Tensor.ones([2], requiresGrad: true)
        let copy = try SafeTensors.parse(SafeTensors.serialize(["w": weight * 2]))["w"]
        #expect(!copy.requiresGrad)
        #expect(try values(copy) == [2, 2])
    }

    @Test("metadata")
    func metadata() throws {
        let metadata = ["format": "pt", "note": "a \"quoted\"\n\u{1}é😀"]
        let file = try SafeTensors.parse(SafeTensors.serialize(["x": Tensor(1)], metadata: metadata))
        #expect(file.metadata == metadata)
        #expect(try SafeTensors.parse(SafeTensors.serialize([:], metadata: [:])).entries.isEmpty)
    }

    @Test("a bool other than 0 and 1 is read as true")
    func bools() throws {
        var data = file(#"{"b":{"dtype":"BOOL","shape":[4],"data_offsets":[0,4]}}"#)
        data.append(contentsOf: [0, 1, 2, 255])
        #expect(try SafeTensors.parse(data)["b"].array(of: UInt8.self) == [0, 1, 1, 1])
    }

    @Test("names that look alike stay apart")
    func spellings() throws {
        let tensors: [(String, Tensor)] = [("\u{E9}", Tensor(1)), ("e\u{301}", Tensor(2))]
        let file = try SafeTensors.parse(SafeTensors.serialize(tensors))
        #expect(try file["\u{E9}"].item() == 1)
        #expect(try file["e\u{301}"].item() == 2)
    }

    @Test("what cannot be written")
    func refusals() {
        let one = Tensor(1)
        #expect(throws: TensorError.self) { try SafeTensors.serialize([("a", one), ("a", one)]) }
        #expect(throws: TensorError.self) { try SafeTensors.serialize(["__metadata__": one]) }
        #expect(throws: TensorError.self) { try SafeTensors.serialize(["a": Tensor.zeros([-1])]) }
    }
}
