import Foundation
import Testing

/// `tern notebook` at a terminal: its pager, colours and pictures.
@Suite struct NotebookPageTests {
    private func shown(
        _ arguments: [String] = [], columns: Int = 80, environment: [String: String] = [:]
    ) throws -> Spawned.End {
        let place = try Workplace()
        defer { place.remove() }
        return try place.start(["notebook"] + arguments, .terminal(columns: columns), environment: environment).end()
    }

    @Test func thePagerGetsThePageAndItsStatusIsTheNotebooks() throws {
        let counted = try shown(environment: ["PAGER": "wc -l"])
        let lines = Int(counted.output.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
        #expect(counted.status == 0 && lines > 800, "\(counted)")
        // One that ends early, one that isn't there, and none at all.
        #expect(try shown(environment: ["PAGER": "head -1"]).status == 0)
        for (arguments, pager) in [([], "/nonexistent/pager"), (["--no-pager"], "wc -l"), ([], ""), ([], "cat")] {
            let page = try shown(arguments, environment: ["PAGER": pager])
            #expect(page.status == 0 && page.output.contains("Conv2d: a small filter slides"), "\(pager)")
        }
    }

    @Test func aPagersKeysAreItsOwn() throws {
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/less") else { return }
        let place = try Workplace()
        defer { place.remove() }
        let run = try place.start(["notebook"], .terminal(columns: 80), environment: ["PAGER": "less -R"])
        #expect(run.wait { $0.contains("Tern study notebook") })
        run.type("\u{3}")
        // What is typed while the pager answers the interrupt is lost.
        let end = run.end { run.type("q") }
        #expect(end.status == 0, "\(end)")
    }

    @Test func codeHasColoursAndImagesHavePictures() throws {
        let page = try shown(["--part", "conv"]).output
        #expect(page.contains("\u{1B}[35mlet\u{1B}[0m conv2d"))
        #expect(page.contains("▀") && page.contains("channel 1"))
        let plain = try shown(["--part", "conv"], environment: ["NO_COLOR": "1"]).output
        #expect(!plain.contains("\u{1B}") && plain.contains("let conv2d = Conv2d(3, 6"))
        // In pipes stands what is compared and kept, and nothing else.
        let piped = try TernProcess.run("notebook", "--part", "conv", environment: ["LANG": "C.UTF-8"]).output
        #expect(!piped.contains("\u{1B}") && !piped.contains("channel 1") && !piped.contains("▒"))
    }

    @Test(arguments: [40, 80]) func notesFitTheTerminal(_ columns: Int) throws {
        let lines = Screen(try shown(["--part", "1", "--no-pager"], columns: columns).output).lines
        let notes = lines.filter { $0.hasPrefix("  ") }
        #expect(notes.count > 5 && notes.allSatisfy { $0.count <= columns }, "\(notes)")
    }
}
