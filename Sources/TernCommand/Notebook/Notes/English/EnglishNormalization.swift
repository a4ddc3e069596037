extension NotebookNotes.Part {
    static let normalizationEnglish = NotebookNotes.Part(
        heading: "BatchNorm2d: mean 0 and variance 1, channel by channel",
        before: [
            "4": """
            Each channel is shifted and scaled by itself: y = (x - mean) / sqrt(variance + eps) * weight +
            bias. Mean and variance are taken over the whole batch and all pixels: here 4 images of 5 x 5,
            so 100 numbers for each of the 3 channels. eps = 0.00001 keeps the root away from 0.
            """,
            "4a": "What belongs to the layer?",
            "4b": """
            By hand. Two images of one pixel, 1 and 3: mean 2, variance 1.
            """,
            "4c": "Why scale and shift? The same with weight 10 and bias 100:",
            "4d": "And if 100 is added to every pixel first?",
            "4e": """
            How do the running statistics move? Pixels 8 and 12: mean 10, variance 4, and 8 if the sum of
            squares is divided by n - 1 = 1. Printed: running mean, running variance, number of batches
            seen.
            """,
            "4f": "What is different in evaluation? The same batch in both modes:",
            "4g": "One image of one pixel, in both modes:",
        ],
        after: [
            "4": """
            The shape stays [4, 3, 5, 5]; only the values move. (输入数据 is input data, 输出数据 output
            data.) The input may be printed in scientific form and the output not, or the other way
            round: each tensor chooses for itself.
            """,
            "4a": """
            One number a channel. weight (scale, often called gamma) and bias (shift, beta) are learned.
            The running statistics are not learned: they are averages over the batches seen, kept for
            evaluation.
            """,
            "4b": """
            (1 - 2) / sqrt(1 + 0.00001) = -0.999995. The variance is the plain one here, divided by n.
            """,
            "4c": """
            90 and 110. Mean 0 and variance 1 are a good start, but not always what the next layer needs:
            a ReLU would always cut off about half. weight and bias let training choose any other mean and
            scale. With weight = sqrt(variance + eps) and bias = mean even the input itself comes back, so
            nothing is lost by normalising.
            """,
            "4d": """
            No change at all: the mean takes it out again. That is why a convolution right before a batch
            norm is made with bias: false.
            """,
            "4e": """
            running = (1 - momentum) * running + momentum * batch, and momentum is 0.1: a tenth of each
            new batch.
              mean       0.9*0 + 0.1*10 = 1       0.9*1 + 0.1*10 = 1.9       0.9*1.9 + 0.1*10 = 2.71
              variance   0.9*1 + 0.1*8 = 1.7      0.9*1.7 + 0.1*8 = 2.33     0.9*2.33 + 0.1*8 = 2.897
            Many notes have it the wrong way round, running = momentum*running + (1 - momentum)*batch:
            with 0.1 that would jump to 9 in the first step. It is the formula of Keras and ONNX, whose
            momentum is the part that is kept: their 0.9 is PyTorch's 0.1. And two variances are in use:
            divided by n to normalise, by n - 1 for the running one.
            """,
            "4f": """
            In training the batch's own mean and variance are used, and the running ones move (here a
            fourth time). After eval() the running ones are used, and stay: (8 - 3.439) / sqrt(3.4073 +
            eps) = 2.471. So a result no longer depends on what else is in the batch. Notes that say that
            inference uses the current batch, or updates the running statistics, describe training.
            """,
            "4g": """
            In evaluation one number is enough. In training it isn't: a single number minus its own mean
            is always 0. Forgetting eval() before using a trained network is a classic mistake.
            """,
        ])
}
