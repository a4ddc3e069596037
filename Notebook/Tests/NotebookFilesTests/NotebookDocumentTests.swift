import Foundation
import NotebookFiles
import Testing

@Suite struct NotebookDocumentTests {
    /// As nbformat writes it, with members that this tool knows nothing of.
    static let text = #"""
        {
         "cells": [
          {
           "attachments": {
            "a b.png": {
             "image/png": "iVBORw0KGgo="
            }
           },
           "cell_type": "markdown",
           "id": "m1",
           "metadata": {},
           "source": [
            "# Überschrift\n",
            "\"quoted\" \\ \u0001 / 🎈"
           ]
          },
          {
           "cell_type": "code",
           "execution_count": 7,
           "id": "c1",
           "metadata": {
            "tags": [
             "raises-exception"
            ],
            "vendor": {
             "ratio": 1.50,
             "z": [],
             "a": {}
            }
           },
           "outputs": [
            {
             "name": "stdout",
             "output_type": "stream",
             "text": [
              "1\n",
              "2\n"
             ]
            },
            {
             "data": {
              "image/png": "iVBORw0KGgo=\n",
              "text/plain": "x"
             },
             "metadata": {},
             "output_type": "display_data"
            }
           ],
           "source": []
          },
          {
           "cell_type": "future",
           "metadata": {},
           "source": "kept as one string\n"
          }
         ],
         "metadata": {
          "kernelspec": {
           "display_name": "Swift (Tern)",
           "language": "swift",
           "name": "tern"
          },
          "vendor": null
         },
         "nbformat": 4,
         "nbformat_minor": 5
        }

        """#

    @Test func staysAsItIs() throws {
        let document = try NotebookDocument(bytes: Self.text.utf8)
        #expect(document.text == Self.text)
        #expect(document.cells.map(\.kind) == [.markdown, .code, .other])
        #expect(document.cells[0].source == "# Überschrift\n\"quoted\" \\ \u{1} / 🎈")
        #expect(document.cells[1].tags == ["raises-exception"])
        #expect(document.cells[1].outputs[0] == .stream(name: "stdout", text: "1\n2\n"))
        #expect(document.codeCells == [1])
    }

    @Test func outputsAreStoredAsNbformatDoes() throws {
        var document = try NotebookDocument(bytes: Self.text.utf8)
        document.cells[1].outputs = [
            .stream(name: "stderr", text: "a\r\nb\u{2028}c"),
            .display(MimeBundle(["text/plain": "p\nq", "image/png": "AA==", "image/svg+xml": "<svg>\n</svg>"])),
            .result(MimeBundle(["text/plain": "5"]), executionCount: 3),
            .error(name: "E", value: "v", traceback: ["t\nu"]),
        ]
        document.cells[1].executionCount = nil
        document.cells[1].source = "let a = 1\nlet b = 2"
        let again = try NotebookDocument(bytes: document.text.utf8)
        #expect(again == document)
        #expect(again.cells[1].outputs == document.cells[1].outputs)
        let cell = again.cells[1].fields
        #expect(cell["source"] == ["let a = 1\n", "let b = 2"])
        #expect(cell["execution_count"] == .null)
        let outputs = (cell["outputs"]?.array ?? []).compactMap(\.object)
        try #require(outputs.count == 4)
        #expect(outputs[0]["text"] == ["a\r\n", "b\u{2028}", "c"])
        #expect(outputs[1]["data"]?.object?["image/svg+xml"] == ["<svg>\n", "</svg>"])
        #expect(outputs[1]["data"]?.object?["image/png"] == "AA==")
        #expect(outputs[2]["execution_count"] == 3)
        #expect(outputs[3]["traceback"] == ["t\nu"])
    }

    @Test func newMembersKeepTheOrder() {
        var sorted: JSONObject = ["a": 1, "c": 2]
        sorted["b"] = 3
        #expect(sorted.members.map(\.key) == ["a", "b", "c"])
        var free: JSONObject = ["z": 1, "c": 2]
        free["b"] = 3
        free["z"] = nil
        #expect(free.members.map(\.key) == ["c", "b"])
    }

    @Test(
        arguments: [
            ("", nil, "empty"), ("{\n \"cells\": [\n  {,\n", 3, "key in double quotes"), ("[1, 2]", nil, "no object"),
            ("{}", nil, "nbformat"), (#"{"nbformat": 3, "cells": []}"#, nil, "format 3"),
            (#"{"nbformat": 4}"#, nil, "no list of cells"), (#"{"nbformat": 4, "cells": [{}]}"#, nil, "cell 1"),
            (#"{"nbformat": 4, "cells": [{"cell_type": "code", "source": 3}]}"#, nil, "source"),
            ("{\"a\": 1,\n\"a\": 2}", 2, "twice"), ("{\"a\": tru}", 1, "no value begins"), ("{\"a\": 01}", 1, "zero"),
            ("{\"a\": \"x\n\"}", 1, "string"), ("{\"a\": \"\\x\"}", 1, "escape"), ("{\"a\": [1,]}", 1, "comma"),
            ("{} x", 1, "after the end"), ("{\"nbformat\": 4, \"cells\": [\n", 2, "ends inside a list"),
            (String(repeating: "[", count: 100_000), 1, "deeply"), ("\"\\u12", 1, "hexadecimal"),
        ] as [(String, Int?, String)])
    func damagedFiles(text: String, line: Int?, message: String) {
        let error = #expect(throws: NotebookFileError.self) { try NotebookDocument(bytes: text.utf8) }
        #expect(error?.line == line)
        #expect(error?.description.contains(message) == true)
    }

    @Test func damagedBytes() {
        let latin = Array("{\"nbformat\": 4,\n \"title\": \"caf".utf8) + [0xE9] + Array("\"}".utf8)
        let error = #expect(throws: NotebookFileError.self) { try NotebookDocument(bytes: latin) }
        #expect(error?.line == 2 && error?.message.contains("UTF-8") == true)
        let merged = Self.text.replacingOccurrences(of: "   \"id\": \"c1\"", with: "<<<<<<< HEAD\n   \"id\": \"c1\"")
        let conflict = #expect(throws: NotebookFileError.self) { try NotebookDocument(bytes: merged.utf8) }
        #expect(conflict?.hint?.contains("merge conflict") == true)
    }

    @Test func loneHalvesOfCharacters() throws {
        #expect(try JSON.parse(#"["\ud83c\udf88", "\ud800x", "\udc00"]"#.utf8) == ["🎈", "\u{FFFD}x", "\u{FFFD}"])
    }

    @Test func files() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("a.ipynb").path
        let link = folder.appendingPathComponent("link.ipynb").path
        let document = try NotebookDocument(bytes: Self.text.utf8)
        try document.write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
        try document.write(to: link)
        #expect(try NotebookDocument(path: link) == document)
        let attributes = try FileManager.default.attributesOfItem(atPath: file)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == file)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
        let missing = #expect(throws: NotebookFileError.self) { try NotebookDocument(path: file + "x") }
        #expect(missing?.description.contains("no such file") == true)
        #expect(throws: NotebookFileError.self) { try document.write(to: folder.path) }
    }
}
