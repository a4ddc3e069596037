import Foundation

extension Session {
    /// Builds a Swift package and makes the modules of its libraries importable.
    ///
    /// The objects of its targets become one shared library. Those of modules that the notebook's library has already are left out, so that
    /// there is one copy of Tern only.
    func loadPackage(_ path: String, _ onEvent: (CellEvent) -> Void) throws {
        let path = URL(fileURLWithPath: NSString(string: path).expandingTildeInPath).standardizedFileURL.path
        guard FileManager.default.fileExists(atPath: "\(path)/Package.swift") else {
            throw CellFailure("PackageError", "there is no Package.swift in \(path)")
        }
        onEvent(.stream(.stderr, "building \(path)\n"))
        _ = compiler.tool.takeStopped()
        let swift = toolchain.program("swift")
        let arguments = [swift, "build", "-c", "release", "--package-path", path]
        let built = try interruption.during({ [compiler] _ in compiler.tool.stop() }) {
            try compiler.tool.run(arguments) { onEvent(.stream(.stderr, $0)) }
        }
        if compiler.tool.takeStopped() { throw CellFailure("Interrupted", "while the package was built") }
        guard built.status == 0 else {
            throw CellFailure("PackageError", "the package doesn't build\n\(built.errors)")
        }
        let place = try compiler.tool.run(arguments + ["--show-bin-path"])
        let folder = place.output.trimmingCharacters(in: .whitespacesAndNewlines)
        let objects = packageObjects(folder)
        guard !objects.isEmpty else { throw CellFailure("PackageError", "the package has no library target") }
        let library = "\(workspace.path)/libPackage_\(state.packages.count + 1).so"
        let linked = try compiler.linkLibrary(library, objects: objects)
        guard linked.succeeded else { throw CellFailure("PackageError", linked.messages) }
        if let earlier = state.packages.first(where: { $0.path == path }) {
            guard FileManager.default.contentsEqual(atPath: earlier.library, andPath: library) else {
                throw CellFailure(
                    "PackageError",
                    "the package has changed, but its code is loaded already: %reset or restart, then load it again")
            }
            return
        }
        if let problem = load([library]) { throw CellFailure("PackageError", problem) }
        state.packages.append(.init(path: path, library: library))
        compiler.moduleFolders.append("\(folder)/Modules")
        compiler.packageModuleMaps += moduleMaps(folder)
    }

    /// After a restart no package is loaded.
    func forgetPackages() {
        compiler.moduleFolders = []
        compiler.packageModuleMaps = []
    }

    private var ownModules: Set<String> {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: configuration.modules)) ?? []
        return Set(names.filter { $0.hasSuffix(".swiftmodule") }.map { String($0.dropLast(12)) })
            .union(["CTernKernels", "CNotebookHost"])
    }

    private func targets(_ folder: String) -> [String] {
        let known = ownModules
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
            .filter {
                $0.hasSuffix(".build") && !known.contains(String($0.dropLast(6))) && !$0.hasSuffix("-tool.build")
            }
            .sorted()
    }

    /// The objects of the library targets: one with a `main` belongs to a program.
    private func packageObjects(_ folder: String) -> [String] {
        targets(folder).flatMap { target -> [String] in
            let files =
                FileManager.default.enumerator(atPath: "\(folder)/\(target)")?.compactMap { $0 as? String } ?? []
            let objects = files.filter { $0.hasSuffix(".o") }.map { "\(folder)/\(target)/\($0)" }
            return objects.contains(where: definesMain) ? [] : objects
        }
    }

    private func definesMain(_ object: String) -> Bool {
        let symbols = try? compiler.tool.run([toolchain.program("llvm-nm"), "--defined-only", object])
        return symbols?.output.split(separator: "\n").contains { $0.hasSuffix(" T main") || $0.hasSuffix("_main") }
            ?? false
    }

    private func moduleMaps(_ folder: String) -> [String] {
        targets(folder).map { "\(folder)/\($0)/module.modulemap" }.filter { FileManager.default.fileExists(atPath: $0) }
    }
}
