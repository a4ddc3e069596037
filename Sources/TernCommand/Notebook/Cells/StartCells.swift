import Tern

extension NotebookRun {
    func start() throws {
        cell(1)
        print(CUDA.isAvailable)

        cell(1, "a")
        print(CUDA.unavailableReason ?? "\(CUDA.deviceCount) GPU")
    }
}
