import Foundation

/// Files that `torch.save` writes, told by what they begin with: newcomers give them to readers of safetensors.
enum PickledWeights {
    /// Why such a file is not read, and what to do with it; nil for another file.
    static func refusal(_ start: some Collection<UInt8>, _ name: String?) -> SafeTensorsHeader.Refusal? {
        let isZip = start.starts(with: Array("PK".utf8) + [3, 4])
        // A pickle begins with its protocol.
        let isPickle = start.first == 0x80 && start.dropFirst().first.map { (2...5).contains($0) } == true
        guard isZip || isPickle else { return nil }
        let file = name.map { ($0 as NSString).lastPathComponent } ?? "model.pt"
        let target = (file as NSString).deletingPathExtension + ".safetensors"
        return SafeTensorsHeader.Refusal(
            "this is no safetensors file, but looks like one of torch.save (\(isZip ? "a zip archive" : "a pickle"))",
            """
            reading a pickle can run any program, so Tern doesn't. Convert it once, in Python (import torch, safetensors.torch):
                weights = torch.load("\(file)", map_location="cpu", weights_only=True)
                safetensors.torch.save_file({k: v.clone().contiguous() for k, v in weights.items()}, "\(target)")
            """)
    }
}
