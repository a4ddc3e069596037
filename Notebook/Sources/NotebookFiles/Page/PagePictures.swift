import Foundation

/// The pictures that the words of a page name: those of their cell, and files beside the notebook.
final class PagePictures {
    private let folder: URL
    /// How much a page may still grow by pictures, in bytes.
    private var growth = 200 << 20
    private static let maximumFile = 50 << 20

    init(folder: URL) { self.folder = folder }

    /// Gives the `data:` address of a picture that a cell names, if it can be had.
    func data(for cell: NotebookCell) -> HTMLSanitizer.PictureData {
        let attachments = Dictionary(
            (cell.fields["attachments"]?.object?.members ?? []).map { ($0.key, $0.value) },
            uniquingKeysWith: { first, _ in first })
        return { target in
            let data: String?
            if target.hasPrefix("attachment:") {
                let name = String(target.dropFirst("attachment:".count))
                data = Self.attachment(attachments[name.removingPercentEncoding ?? name])
            } else {
                data = self.file(target)
            }
            guard let data, data.utf8.count <= self.growth else { return nil }
            self.growth -= data.utf8.count
            return data
        }
    }

    private static func attachment(_ json: JSON?) -> String? {
        guard let bundle = json?.object.map(MimeBundle.init(json:)) else { return nil }
        return bundle.types.lazy.compactMap { mime in
            bundle[mime].flatMap { LinkTarget.picture(mime: mime, base64: $0) }
        }.first
    }

    private func file(_ target: String) -> String? {
        guard !target.contains(":"), let mime = Self.mimeTypes[(target as NSString).pathExtension.lowercased()] else {
            return nil
        }
        let file = folder.appendingPathComponent(target.removingPercentEncoding ?? target).resolvingSymlinksInPath()
        // A pipe would be read for ever.
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: file.path),
            attributes[.type] as? FileAttributeType == .typeRegular,
            let size = attributes[.size] as? Int, size <= min(Self.maximumFile, growth / 2),
            let data = try? Data(contentsOf: file)
        else { return nil }
        return "data:\(mime);base64,\(data.base64EncodedString())"
    }

    private static let mimeTypes = [
        "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "svg": "image/svg+xml",
        "webp": "image/webp",
    ]
}
