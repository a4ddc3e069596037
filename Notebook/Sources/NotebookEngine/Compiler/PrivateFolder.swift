import Foundation

/// Folders that nobody else can put something into.
package enum PrivateFolder {
    /// The first of some folders that is the user's own and can be written to, or can be made so; the last, if none is.
    package static func first(of folders: [String]) -> String {
        folders.dropLast().lazy.compactMap(made).first ?? made(folders.last!) ?? folders.last!
    }

    /// Whether this is a folder itself, no link to one, of this user alone.
    package static func isOwn(_ path: String) -> Bool {
        var information = stat()
        return lstat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
            && information.st_uid == geteuid() && information.st_mode & (S_IWGRP | S_IWOTH) == 0
    }

    /// The folder without links in its path, made if it is not there; nil if it is no private one.
    private static func made(_ path: String) -> String? {
        try? FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        guard isOwn(path), access(path, W_OK | X_OK) == 0 else { return nil }
        return URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }
}
