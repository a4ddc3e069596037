import Foundation

/// The programs of the Swift toolchain that cells need.
public struct Toolchain: Sendable {
    /// The folder with `swiftc` itself, symbolic links followed.
    let programs: String
    /// The folder with the standard library's shared libraries.
    let libraries: String

    /// The object that tells the runtime about the types and conformances of a library once it is loaded.
    var registration: String {
        #if arch(x86_64)
            "\(libraries)/x86_64/swiftrt.o"
        #else
            "\(libraries)/aarch64/swiftrt.o"
        #endif
    }

    /// The toolchain of `swiftc` on the path, or of the one that `TERN_SWIFTC` names.
    ///
    /// - Throws: `SessionError` when there is none, or it is not complete.
    init(environment: [String: String]) throws {
        let compiler = try Toolchain.compiler(environment)
        programs = URL(fileURLWithPath: compiler).resolvingSymlinksInPath().deletingLastPathComponent().path
        libraries = URL(fileURLWithPath: programs).deletingLastPathComponent().path + "/lib/swift/linux"
        for name in ["swift-frontend", "ld.lld", "swift-autolink-extract", "llvm-symbolizer", "swift-demangle"]
        where !FileManager.default.isExecutableFile(atPath: program(name)) {
            throw SessionError(
                description: """
                    \(program(name)) is missing: notebooks need a whole Swift toolchain, \
                    and the one of \(compiler) is not.
                    Install Swift from https://swift.org/install, or set TERN_SWIFTC to the swiftc of another.
                    """)
        }
    }

    /// The library that completes and explains code.
    var sourceKit: String {
        URL(fileURLWithPath: programs).deletingLastPathComponent().path + "/lib/libsourcekitdInProc.so"
    }

    func program(_ name: String) -> String { "\(programs)/\(name)" }

    /// What the compiler says of itself, without the target.
    func version() throws -> String {
        let result = try RunningTool().run([program("swift-frontend"), "-version"])
        return Toolchain.versionLine(result.output + result.errors)
    }

    static func versionLine(_ text: String) -> String {
        let line = text.split(separator: "\n").first { $0.contains("Swift version") } ?? ""
        guard let start = line.range(of: "Swift version")?.lowerBound else { return "" }
        return String(line[start...])
    }

    private static func compiler(_ environment: [String: String]) throws -> String {
        if let named = environment["TERN_SWIFTC"], !named.isEmpty {
            guard FileManager.default.isExecutableFile(atPath: named) else {
                throw SessionError(description: "TERN_SWIFTC is \(named), which is no program")
            }
            return named
        }
        for folder in (environment["PATH"] ?? "").split(separator: ":") {
            let path = "\(folder)/swiftc"
            if FileManager.default.isExecutableFile(atPath: path) { return path }
        }
        throw SessionError(
            description: """
                There is no swiftc on the PATH: cells are compiled by the Swift compiler.
                Install Swift from https://swift.org/install, or set TERN_SWIFTC to the full path of swiftc.
                """)
    }
}
