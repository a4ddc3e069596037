import Foundation
import NotebookSyntax

/// The cells' frames of a stopped thread, outermost first.
struct Traceback {
    let toolchain: Toolchain

    struct Frame {
        var cell: Int
        var place: Place
        var function: String
    }

    func frames(_ stopped: [HostStop.Frame]) -> [Frame] {
        let images = Dictionary(grouping: stopped.filter { Workspace.cell(ofLibrary: $0.image) != nil }, by: \.image)
        var symbols: [String: [Int: Frame]] = [:]
        for (image, frames) in images { symbols[image] = symbolize(image, frames.map(\.offset)) }
        var result: [Frame] = []
        for frame in stopped.reversed() {
            guard let found = symbols[frame.image]?[frame.offset] else { continue }
            // A thousand frames of a recursion say no more than three.
            if result.suffix(3).count == 3, result.suffix(3).allSatisfy({ $0.function == found.function }) { continue }
            result.append(found)
        }
        return result
    }

    private func symbolize(_ image: String, _ offsets: [Int]) -> [Int: Frame] {
        let addresses = offsets.map { "0x" + String($0, radix: 16) }
        guard
            let result = try? RunningTool().run(
                [
                    toolchain.program("llvm-symbolizer"), "--output-style=JSON", "--no-inlines", "--no-demangle",
                    "--obj=" + image,
                ]
                    + addresses),
            let list = try? JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]]
        else { return [:] }
        var frames: [Int: Frame] = [:]
        let symbols = list.map { ($0["Symbol"] as? [[String: Any]])?.first }
        let names = demangle(symbols.map { $0?["FunctionName"] as? String ?? "" })
        for ((offset, symbol), name) in zip(zip(offsets, symbols), names) {
            guard let symbol, let file = symbol["FileName"] as? String, let line = symbol["Line"] as? Int, line > 0,
                let found = CellPlanner.place(file: file, line: line, column: symbol["Column"] as? Int ?? 1)
            else { continue }
            frames[offset] = Frame(cell: found.cell, place: found.place, function: name)
        }
        return frames
    }

    private func demangle(_ names: [String]) -> [String] {
        let result = try? RunningTool().run(
            [toolchain.program("swift-demangle"), "-compact", "-simplified"] + names.map { $0.isEmpty ? "?" : $0 })
        let lines = (result?.output ?? "").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        return names.indices.map { index in
            guard index < lines.count else { return names[index] }
            let name = lines[index].replacing(/Cell_\d+\./, with: "").replacing(#/ in Cell_\d+/#, with: "")
            return name.wholeMatch(of: /cell_\d+_main/) != nil ? "top level" : name
        }
    }
}
