import TernCore

extension F {
    /// Channels dealt out anew: those of `groups` equal groups come in turn.
    ///
    /// Shapes: [N, C, …] -> [N, C, …].
    ///
    /// - Parameter groups: how many groups.
    /// - Throws: `TensorError` for fewer than three dimensions, or channels that `groups` doesn't divide.
    /// - Source: `torch.nn.functional.channel_shuffle`; X. Zhang et al., CVPR 2018.
    public static func channelShuffle(_ x: Tensor, _ groups: Int) throws -> Tensor {
        try x.validate()
        guard x.ndim > 2 else {
            throw TensorError(
                "channel_shuffle", "channel_shuffle expects input with > 2 dims, but got input with sizes \(x.shape)")
        }
        guard groups > 0 else {
            throw TensorError(
                "channel_shuffle",
                "Number of groups to divide channels in must be positive. Value of groups:\(groups)")
        }
        guard x.shape[1].isMultiple(of: groups) else {
            throw TensorError(
                "channel_shuffle",
                "Number of channels must be divisible by groups. Got \(x.shape[1]) channels and \(groups) groups.")
        }
        return try dealt(x, groups, x.shape[1] / groups)
    }

    /// Dealing from `groups` groups is undone by dealing from as many groups as there were members.
    private static func dealt(_ x: Tensor, _ groups: Int, _ members: Int) throws -> Tensor {
        let parts = try x.detach().unflatten(1, [groups, members])
        let y = try parts.transpose(1, 2).reshape(x.shape)
        return y.recorded("ChannelShuffleBackward0", x, saves: false) { try dealt($0, members, groups) }
    }
}
