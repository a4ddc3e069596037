import TernCommand
import TernCore
import Testing

/// The arguments of `tern notebook`.
@Suite struct NotebookArgumentTests {
    @Test(arguments: [
        ("0", 0), ("7", 7), ("+7", 7), ("-1", -1), ("-9223372036854775808", Int.min), ("9223372036854775807", Int.max),
        ("9223372036854775808", Int.min), ("18446744073709551615", -1),
    ])
    func seedsThatTorchTakes(text: String, bits: Int) throws {
        #expect(try NotebookSeed(parsing: text).bits == bits)
    }

    @Test(arguments: ["18446744073709551616", "-9223372036854775809", "99999999999999999999999999"])
    func seedsOutOfRange(text: String) {
        let message = message { try NotebookCommand.parse(["--seed", text]) }
        #expect(message.contains("Overflow when unpacking long long"))
        #expect(message.contains(text))
    }

    @Test(arguments: ["", "x", "1.5", "1e3", "0x10", "--lang", "-", "٣", "1 "])
    func seedsThatAreNotNumbers(text: String) {
        #expect(message { try NotebookCommand.parse(["--seed", text]) }.contains("a seed must be a whole number"))
    }

    @Test func parts() throws {
        #expect(try NotebookSelection(parsing: "all") == .all)
        #expect(try NotebookSelection(parsing: "1,2,3,4") == .all)
        #expect(try NotebookSelection(parsing: "pool").numbers == [3])
        #expect(try NotebookSelection(parsing: "norm,2").numbers == [2, 4])
        #expect(try NotebookSelection(parsing: "conv,pool").last == 3)
    }

    @Test(arguments: ["", "0", "5", "convolution", "conv,", "2a"])
    func partsThatDoNotExist(text: String) {
        #expect(message { try NotebookCommand.parse(["--part", text]) }.contains("there is no part"))
    }

    @Test func language() {
        #expect(NotebookLanguage.preferred(in: [:]) == .english)
        #expect(NotebookLanguage.preferred(in: ["LANG": "zh_CN.UTF-8"]) == .chinese)
        #expect(NotebookLanguage.preferred(in: ["LANG": "zh_CN.UTF-8", "LC_ALL": "C"]) == .english)
        #expect(NotebookLanguage.preferred(in: ["LANG": "de_DE", "LC_ALL": "zh_TW"]) == .chinese)
        #expect(NotebookLanguage.preferred(in: ["LANG": "zh_CN", "LC_ALL": ""]) == .chinese)
        #expect(!message { try NotebookCommand.parse(["--lang", "fr"]) }.isEmpty)
    }

    @Test func colour() {
        #expect(TerminalWindow.allowsStyle([:]))
        #expect(TerminalWindow.allowsStyle(["NO_COLOR": ""]))
        #expect(!TerminalWindow.allowsStyle(["NO_COLOR": "1"]))
        #expect(!TerminalWindow.allowsStyle(["TERM": "dumb"]))
    }

    private func message(_ body: () throws -> NotebookCommand) -> String {
        do {
            _ = try body()
            return ""
        } catch {
            return NotebookCommand.fullMessage(for: error)
        }
    }
}
