import NotebookFiles
import Testing

@Test func formatIsFour() { #expect(NotebookFormat.major == 4) }
