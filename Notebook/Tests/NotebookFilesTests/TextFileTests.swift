import Foundation
import NotebookFiles
import Testing

/// Files are replaced as a whole; what is no file stays what it is.
@Suite struct TextFileTests {
    private func inside(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "tern-text-\(UInt32.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.resolvingSymlinksInPath().path)
    }

    private func kind(_ path: String) -> mode_t {
        var information = stat()
        return lstat(path, &information) == 0 ? information.st_mode & S_IFMT : 0
    }

    @Test func pipesAndDevicesStay() throws {
        try inside { folder in
            let (pipe, device) = ("\(folder)/pipe", "\(folder)/null")
            #expect(mkfifo(pipe, 0o600) == 0)
            #expect(throws: NotebookFileError.self) { try TextFile.write("a", to: pipe) }
            #expect(kind(pipe) == S_IFIFO)
            // Only root may make a device; it's one of the test's own, equal to the null device.
            guard mknod(device, S_IFCHR | 0o666, 0x103) == 0 else { return }
            for path in [device, "\(folder)/link"] {
                if path != device {
                    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: device)
                }
                #expect(throws: NotebookFileError.self) { try TextFile.write("a", to: path) }
                #expect(kind(device) == S_IFCHR)
            }
        }
    }

    @Test func linksAndPermissionsStay() throws {
        try inside { folder in
            let (file, link) = ("\(folder)/file", "\(folder)/link")
            try TextFile.write("one", to: file)
            chmod(file, 0o640)
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
            try TextFile.write("two", to: link)
            #expect(try String(contentsOfFile: file, encoding: .utf8) == "two" && kind(link) == S_IFLNK)
            #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o640)
            try FileManager.default.removeItem(atPath: file)
            try TextFile.write("three", to: link)
            #expect(try String(contentsOfFile: file, encoding: .utf8) == "three" && kind(link) == S_IFLNK)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 2)
        }
    }
}
