import Foundation
import Tern
import TernFormats

/// A folder of cases.
package struct CaseFolder {
    package let url: URL
    package let caseNames: [String]

    /// The folders of cases that a path stands for: the folder itself, or those inside it.
    ///
    /// - Throws: `TensorError` if there is no such folder, or no case in it.
    package static func folders(at path: String) throws -> [CaseFolder] {
        let url = URL(fileURLWithPath: path)
        let names = try contents(of: url)
        let folder = try CaseFolder(url, names)
        if !folder.caseNames.isEmpty { return [folder] }
        let inner = try names.sorted().compactMap { name -> CaseFolder? in
            let child = url.appendingPathComponent(name)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: child.path, isDirectory: &isFolder), isFolder.boolValue else {
                return nil
            }
            return try CaseFolder(child, try contents(of: child))
        }.filter { !$0.caseNames.isEmpty }
        guard !inner.isEmpty else {
            throw TensorError(
                .file, ConformanceCase.operation, "no cases in \(path)",
                hint: "a case is a pair NAME.json and NAME.safetensors")
        }
        return inner
    }

    /// The cases that the folder's manifest lists; without one, every case that is there.
    private init(_ url: URL, _ names: [String]) throws {
        self.url = url
        let manifest = "manifest.json"
        guard names.contains(manifest) else {
            caseNames = names.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
            return
        }
        let path = url.appendingPathComponent(manifest)
        do {
            let document = CaseArguments(try JSON.parse(Data(contentsOf: path)), path.path)
            caseNames = try document.objects("cases").map { try $0.string("name") }
        } catch let error as JSONError {
            throw TensorError(.file, ConformanceCase.operation, "\(path.path) is no manifest: invalid JSON: \(error)")
        }
    }

    private static func contents(of url: URL) throws -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
            throw TensorError(.file, ConformanceCase.operation, "No such file or directory: \(url.path)")
        }
        guard isFolder.boolValue else {
            throw TensorError(
                .file, ConformanceCase.operation, "Not a directory: \(url.path)", hint: "name the folder of the cases")
        }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: url.path)
        } catch {
            throw TensorError(
                .file, ConformanceCase.operation, "cannot read \(url.path): \(error.localizedDescription)")
        }
    }
}
