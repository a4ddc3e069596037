import Tern

extension Operations {
    static let gridSampling: [String: Operation] = [
        "affine_grid": { call in
            [
                try F.affineGrid(
                    call.tensor("theta"), size: call.ints("size"), alignCorners: call.flag("align_corners"))
            ]
        },
        "grid_sample": { call in
            [
                try F.gridSample(
                    call.input, call.tensor("grid"),
                    mode: InterpolationMode(rawValue: call.has("mode") ? call.string("mode") : "bilinear"),
                    paddingMode: GridPaddingMode(
                        rawValue: call.has("padding_mode") ? call.string("padding_mode") : "zeros"),
                    alignCorners: call.flag("align_corners"))
            ]
        },
        "grid_sampler_2d": gridSampler,
    ]

    /// The same with numbers for the modes.
    private static let gridSampler: Operation = { call in
        let modes: [InterpolationMode] = [.bilinear, .nearest, .bicubic]
        let paddings: [GridPaddingMode] = [.zeros, .border, .reflection]
        return [
            try F.gridSample(
                call.input, call.tensor("grid"), mode: modes[call.int("interpolation_mode")],
                paddingMode: paddings[call.int("padding_mode")], alignCorners: call.flag("align_corners"))
        ]
    }
}
