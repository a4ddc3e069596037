import Testing
import Tern

@Suite struct CPUTests {
    @Test func theChosenInstructionSetIsOneOfTheMachines() {
        #expect(CPU.availableInstructionSets.contains(CPU.instructionSet))
        #expect(CPU.availableInstructionSets.contains("reference"))
    }

    @Test func memoryIsCountedWhileATensorLives() throws {
        let before = CPU.memory
        let tensor = Tensor.zeros([1 << 20])
        try tensor.validate()
        #expect(CPU.memory.hits + CPU.memory.misses > before.hits + before.misses)
        CPU.releaseCachedMemory()
        #expect(try tensor.sum().item() == 0)
    }
}
