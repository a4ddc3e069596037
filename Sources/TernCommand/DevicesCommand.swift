import ArgumentParser
import Tern

/// `tern devices`: what Tern computes with on this machine.
struct DevicesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "devices", abstract: "Show the processor path, threads, memory and GPUs that Tern uses here.")

    func run() throws {
        // The first allocation refuses an instruction set that this processor lacks.
        try Tensor.zeros([1]).validate()
        let memory = CPU.memory
        print("cpu      kernels \(CPU.instructionSet) of \(CPU.availableInstructionSets.joined(separator: ", "))")
        print("         threads \(CPU.threadCount)")
        print("         memory  \(memory.inUse) bytes in use, \(memory.cached) kept for reuse")
        if let reason = CUDA.unavailableReason {
            print("cuda     none: \(reason)")
        } else {
            print("cuda     \(CUDA.deviceCount) devices, driver \(CUDA.driverVersion ?? "unknown")")
        }
    }
}
