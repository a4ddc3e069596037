import NotebookSyntax
import Testing

@Test func completenessDiffers() { #expect(CellCompleteness.complete != .invalid) }
