import Foundation

/// Files that either hold the old content or all of the new one.
package enum TextFile {
    /// Writes a new file beside `path` and lets it take that place. Through a symbolic link the file behind it is replaced.
    ///
    /// - Throws: `NotebookFileError` with the system's words.
    package static func write(_ text: String, to path: String) throws { try write(Data(text.utf8), to: path) }

    /// The same for bytes. Devices, pipes and sockets are refused: they would become plain files.
    package static func write(_ bytes: Data, to path: String) throws {
        do {
            let url = try linked(URL(fileURLWithPath: path))
            let old = try? FileManager.default.attributesOfItem(atPath: url.path)
            if let type = old?[.type] as? FileAttributeType, type != .typeRegular {
                throw NotebookFileError(path: path, "cannot write the file: it is no regular file")
            }
            try bytes.write(to: url, options: .atomic)
            if let mode = old?[.posixPermissions] {
                try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: url.path)
            }
        } catch let error as NotebookFileError {
            throw error
        } catch {
            throw NotebookFileError(path: path, "cannot write the file: \(reason(error, path))")
        }
    }

    /// The file that a path means, which needn't be there yet even where links lead to it.
    private static func linked(_ url: URL) throws -> URL {
        var url = url
        for _ in 0..<maximumLinks {
            guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: url.path) else { return url }
            url = URL(fileURLWithPath: target, relativeTo: url.deletingLastPathComponent()).absoluteURL
        }
        throw NotebookFileError(path: url.path, "cannot write the file: too many symbolic links")
    }

    /// As many as Linux follows.
    private static let maximumLinks = 40

    /// Why the system refused, in few words.
    static func reason(_ error: any Error, _ path: String) -> String {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            return "it is a folder"
        }
        switch (error as? CocoaError)?.code {
        case .fileReadNoSuchFile?, .fileNoSuchFile?: return "there is no such file or folder"
        case .fileReadNoPermission?, .fileWriteNoPermission?: return "there is no permission"
        case .fileWriteOutOfSpace?: return "the disk is full"
        default: break
        }
        return error.localizedDescription
    }
}
