/// What a trainer does beside the steps themselves.
public struct TrainerOptions: Sendable {
    /// The folder for `last.safetensors` and `best.safetensors`. Default none: nothing is written.
    public var folder: String?
    /// How many steps lie between two checkpoints within an epoch. Default none: there is one after each epoch.
    public var checkpointEvery: Int?
    /// The norm that gradients are scaled down to. Default none.
    public var clipNorm: Double?
    /// How many epochs without a lower test loss are put up with before training ends. Default all.
    public var patience: Int?
    /// Whether the scheduler steps after each batch, not after each epoch. Default true. `ReduceLROnPlateau` always steps after
    /// each epoch.
    public var schedulesSteps = true

    /// The defaults.
    public init(
        folder: String? = nil, checkpointEvery: Int? = nil, clipNorm: Double? = nil, patience: Int? = nil,
        schedulesSteps: Bool = true
    ) {
        self.folder = folder
        self.checkpointEvery = checkpointEvery
        self.clipNorm = clipNorm
        self.patience = patience
        self.schedulesSteps = schedulesSteps
    }
}
