import NotebookEngine
import Testing

@Test func streamNamesAreJupyters() {
    #expect(StreamName.stdout.rawValue == "stdout" && StreamName.stderr.rawValue == "stderr")
}
