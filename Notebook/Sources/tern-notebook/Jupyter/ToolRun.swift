import Foundation

/// A program that was run to its end.
struct ToolRun {
    var status: Int32
    var output: String

    /// Runs a program; what it says on the standard error output is dropped.
    ///
    /// - Throws: where it cannot be started.
    init(_ program: String, _ arguments: [String]) throws {
        let process = Process()
        let isPath = program.contains("/")
        process.executableURL = URL(fileURLWithPath: isPath ? program : "/usr/bin/env")
        process.arguments = (isPath ? [] : [program]) + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        status = process.terminationStatus
        // What `env` says when there is no such program.
        if !isPath, status == 127 { throw JupyterError("there is no \(program)") }
    }
}
