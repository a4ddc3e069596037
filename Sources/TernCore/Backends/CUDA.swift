import CTernKernels

/// What this machine has of NVIDIA's GPUs, asked of its driver and not assumed.
public enum CUDA {
    /// Whether tensors can live on a GPU. False means `unavailableReason` says why, and that every use of `Device.cuda` throws.
    ///
    /// - Source: `torch.cuda.is_available`.
    public static var isAvailable: Bool { unavailableReason == nil }

    /// How many GPUs the driver reports; 0 without a driver.
    public static var deviceCount: Int { Int(probe.device_count) }

    /// The newest CUDA version that the driver serves, such as `12.4`; nil without a driver.
    public static var driverVersion: String? {
        guard probe.driver_found, probe.status == 0 else { return nil }
        return "\(probe.driver_version / 1000).\(probe.driver_version % 1000 / 10)"
    }

    /// Why CUDA cannot be used here; nil when it can.
    public static var unavailableReason: String? {
        if !probe.driver_found { return "Found no NVIDIA driver on your system." }
        if probe.status != 0 { return "The NVIDIA driver could not be initialised (CUDA error \(probe.status))." }
        if probe.device_count == 0 { return "The NVIDIA driver reports no GPU." }
        return "The driver serves CUDA \(driverVersion ?? ""), but this build of Tern has no CUDA backend."
    }

    /// Asked once: a driver does not come or go while a program runs.
    private static let probe = tern_probe_cuda()
}

extension Device {
    /// The backend that drives this device.
    ///
    /// - Throws: where there is no such device.
    package func backend(_ operation: String) throws -> any Backend {
        if kind == .cpu { return CPUBackend.shared }
        throw TensorError(
            operation, CUDA.unavailableReason ?? "CUDA device \(index) does not exist",
            hint: "guard with `if CUDA.isAvailable`, or leave `device:` out to use the processor")
    }
}
